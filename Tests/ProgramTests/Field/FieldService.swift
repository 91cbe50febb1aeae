import Foundation
import TestSupport

/// What a field tenant answers to, by path: sign-in, Microsoft Graph, PingOne's provisioning, a SCIM service. Whatever
/// isn't named isn't there.
struct FieldService {
    private typealias Object = FieldState.Object

    var state: FieldState

    mutating func answer(_ request: FieldRequest) -> FieldAnswer {
        if let first = state.first, let answer = first(request, &state) { return answer }
        if let answer = signIn(request) ?? beside(request) { return answer }
        if request.path == ["$batch"] { return batch(request) }
        return directory(request) ?? people(request) ?? apps(request) ?? domains(request)
            ?? .refused(400, "BadRequest", "Resource not found for the segment '\(request.path.first ?? "")'.")
    }

    // MARK: - Sign-in

    private func signIn(_ request: FieldRequest) -> FieldAnswer? {
        let below = "\(request.address)/\(FieldState.tenant)/oauth2/v2.0"
        switch request.path.last {
        case "openid-configuration":
            return FieldAnswer([
                "issuer": "\(request.address)/\(FieldState.tenant)/v2.0", "token_endpoint": "\(below)/token",
                "authorization_endpoint": "\(below)/authorize", "device_authorization_endpoint": "\(below)/devicecode",
            ])
        case "token":
            // PingOne's, too: there nobody looks into it.
            if let refusal = state.refusal, !request.path.contains("as") { return refusal }
            let claims: Object = [
                "aud": request.address, "tid": FieldState.tenant, "appid": FieldState.client, "oid": "sp-1",
                "roles": state.granted, "exp": 4_102_444_800, "idtyp": "app",
            ]
            let token = [["alg": "none", "typ": "JWT"], claims].map(FieldService.encoded).joined(separator: ".")
            return FieldAnswer(["token_type": "Bearer", "expires_in": 3_599, "access_token": token + ".c2ln"])
        case "getuserrealm.srf":
            let login = request.query["login"] ?? ""
            return FieldAnswer(
                ["Login": login, "DomainName": login.split(separator: "@").last.map(String.init) ?? ""]
                    .merging(state.realm) { $1 })
        default: return nil
        }
    }

    private static func encoded(_ object: Object) -> String {
        let data = (try? JSONSerialization.data(withJSONObject: object)) ?? Data()
        return data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    // MARK: - Beside Graph

    private func beside(_ request: FieldRequest) -> FieldAnswer? {
        let path = request.path
        if path == ["scim", "v2", "Users"] {
            return FieldAnswer([
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "startIndex": 1,
                "totalResults": state.scim.count, "itemsPerPage": state.scim.count, "Resources": state.scim,
            ])
        }
        guard path.starts(with: ["v1", "environments", FieldPingOne.environment, "propagation"]) else { return nil }
        return state.pingOne.answer(Array(path.dropFirst(4)))
    }

    private mutating func batch(_ request: FieldRequest) -> FieldAnswer {
        var responses: [Object] = []
        for inner in request.body["requests"] as? [Object] ?? [] {
            let answer = answer(
                FieldRequest(
                    inner["method"] as? String ?? "GET", inner["url"] as? String ?? "", request.address,
                    inner["body"] as? Object))
            responses.append([
                "id": inner["id"] ?? FieldState.null, "status": answer.status, "body": answer.body,
                "headers": ["Content-Type": "application/json"],
            ])
        }
        return FieldAnswer(["responses": responses])
    }

    // MARK: - Graph

    private func directory(_ request: FieldRequest) -> FieldAnswer? {
        switch request.path {
        case ["organization"]: return .page([state.organization])
        case ["subscribedSkus"]: return .page(state.subscriptions)
        case ["directory", "subscriptions"]:
            return .page(
                state.subscriptions.map {
                    [
                        "id": "s-\($0["skuId"] ?? "")", "skuId": $0["skuId"] ?? "",
                        "skuPartNumber": $0["skuPartNumber"] ?? "",
                        "status": $0["capabilityStatus"] ?? "", "totalLicenses": 25, "isTrial": false,
                        "nextLifecycleDateTime": FieldState.day(12),
                    ]
                })
        case ["directoryRoles(roleTemplateId='\(FieldState.globalAdministrator)')", "members"]:
            return .page(state.administrators)
        case ["roleManagement", "directory", "roleAssignmentScheduleInstances"]:
            return .page(
                request.filtered(
                    state.administrators.map {
                        [
                            "id": "i-\($0["id"] ?? "")", "roleDefinitionId": FieldState.globalAdministrator,
                            "principalId": $0["id"] ?? "", "directoryScopeId": "/", "memberType": "Direct",
                            "assignmentType": "Assigned", "startDateTime": FieldState.day(-40),
                            "endDateTime": $0["endDateTime"] ?? FieldState.null,
                        ]
                    }))
        case ["roleManagement", "directory", "roleEligibilityScheduleInstances"]:
            return .page(request.filtered(state.eligible))
        case ["roleManagement", "directory", "roleAssignments"]: return .page([])
        case ["policies", "featureRolloutPolicies"]:
            return state.rollouts.map { FieldAnswer.page($0) }
                ?? .refused(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
        case ["policies", "homeRealmDiscoveryPolicies"]: return .page(state.realmPolicies)
        case ["policies", "federatedTokenValidationPolicy"]: return .missing("federatedTokenValidationPolicy")
        case ["identity", "conditionalAccess", "evaluate"], ["auditLogs", "directoryAudits"], ["devices"]:
            return .page([])
        case ["auditLogs", "signIns"]: return .page(request.filtered(state.signIns))
        default: return nil
        }
    }

    private func people(_ request: FieldRequest) -> FieldAnswer? {
        let path = request.path
        if path.first == "groups", path.count == 3, path[2] == "transitiveMembers" || path[2] == "members" {
            return state.members[path[1]].map { FieldAnswer.page($0) } ?? .missing(path[1])
        }
        guard path.first == "users" else { return nil }
        if path.count == 1 {
            let found = request.filtered(state.users).map(request.selected)
            return .page(request.query["$top"].flatMap(Int.init).map { Array(found.prefix($0)) } ?? found)
        }
        let user = state.users.first {
            $0["id"] as? String == path[1]
                || ($0["userPrincipalName"] as? String)?.lowercased() == path[1].lowercased()
        }
        guard let user else { return .missing(path[1]) }
        switch Array(path.dropFirst(2)) {
        case []: return FieldAnswer(request.selected(user))
        case ["licenseDetails"]: return .page(state.licenceDetails)
        case ["transitiveMemberOf"], ["memberOf"]: return .page(state.roles)
        case ["authentication", "methods"]:
            return .page(
                ["passwordAuthenticationMethod", "fido2AuthenticationMethod"].map {
                    ["@odata.type": "#microsoft.graph.\($0)", "id": $0]
                })
        default: return nil
        }
    }

    private func apps(_ request: FieldRequest) -> FieldAnswer? {
        let path = request.path
        switch path {
        case ["applications"]: return .page(request.filtered(state.applications))
        case ["servicePrincipals"]: return .page(request.filtered(state.servicePrincipals))
        case ["oauth2PermissionGrants"]: return .page(request.filtered(state.grants))
        default: break
        }
        if path.count == 1, let found = path[0].wholeMatch(of: /servicePrincipals\(appId='(.*)'\)/) {
            let id = String(found.1)
            return .thing(state.servicePrincipals.first { $0["appId"] as? String == id }, id)
        }
        guard path.first == "servicePrincipals", path.count == 3 else { return nil }
        switch path[2] {
        case "appRoleAssignments": return .page(state.assignments.filter { $0["principalId"] as? String == path[1] })
        case "appRoleAssignedTo": return .page([])
        default: return nil
        }
    }

    private mutating func domains(_ request: FieldRequest) -> FieldAnswer? {
        let path = request.path
        guard path.first == "domains" else { return nil }
        if path.count == 1 { return .page(state.domains) }
        let name = path[1].lowercased()
        guard let place = state.domains.firstIndex(where: { ($0["id"] as? String)?.lowercased() == name }) else {
            return .missing(name)
        }
        if path.count == 2 { return FieldAnswer(state.domains[place]) }
        guard path[2] == "federationConfiguration" else { return .page([]) }
        if request.method == "POST" {
            let made = ["id": "fed-1"].merging(request.body) { $1 }
            if let readBack = state.readBack {
                state.federations[name] = readBack(made)
                state.domains[place]["authenticationType"] = "Federated"
                state.realm = ["NameSpaceType": "Federated", "AuthURL": request.body["passiveSignInUri"] ?? ""]
            }
            return FieldAnswer(made, 201)
        }
        return state.federations[name].map { FieldAnswer.page([$0]) } ?? .missing("federationConfiguration")
    }
}
