import Foundation
import HTTPTransport
import SimulatedTenant
import TestSupport
import Testing

/// What the simulated services do when they are used: consequences, not canned answers.
@Suite(.serialized) struct ServedTests {
    private static func service(_ scenario: String = "ready-to-cut-over", _ clock: TestClock = TestClock())
        async throws -> (Service, token: String)
    {
        let tenant = try await SimulatedTenant.start(try Repository.scenario(scenario), now: { clock.now })
        let service = Service(tenant)
        return (service, try await service.token(of: .portal))
    }

    /// What isn't served is the simulator's lack if Graph has it, and the caller's mistake if not.
    @Test(
        .serialized,
        arguments: [
            ("GET", "/v1.0/teams", 501), ("GET", "/v1.0/users/ida.holm@nordwind.example/messages", 501),
            ("GET", "/v1.0/usres", 400), ("GET", "/beta/users", 501), ("PUT", "/v1.0/users", 405),
        ])
    func limitsAreHonest(method: String, path: String, status: Int) async throws {
        let (service, token) = try await Self.service()
        let answer = try await service.send(
            method == "PUT" ? .put : .get, path, token: token, json: method == "PUT" ? "{}" : nil)
        #expect(answer.status == status, "\(answer.text)")
        if status == 501 { #expect(answer.errorCode == "simulator_not_implemented") }
        await service.tenant.stop()
    }

    @Test func aSubdomainFollowsItsRoot() async throws {
        let clock = TestClock()
        let (service, token) = try await Self.service("ready-to-cut-over", clock)
        func domains(_ method: HTTPRequest.Method, _ path: String, _ json: String? = nil) async throws -> Service.Answer
        {
            try await service.send(method, "/v1.0/domains\(path)", token: token, json: json)
        }
        let child = try await domains(.post, "", #"{"id": "mail.nordwind.example"}"#)
        #expect(child.json["isRoot"] as? Bool == false && child.json["isVerified"] as? Bool == true)
        let certificate = try await service.send(.get, "/v1.0/peig/workspace", token: token).text("certificate")
        let body = """
            {"issuerUri": "https://x.example/", "passiveSignInUri": "https://x.example/sso",
             "signingCertificate": "\(certificate)"}
            """
        #expect(try await domains(.post, "/mail.nordwind.example/federationConfiguration", body).status == 400)
        let made = try await domains(.post, "/nordwind.example/federationConfiguration", body)
        #expect(made.status == 201)
        #expect(try await domains(.get, "/mail.nordwind.example").text("authenticationType") == "Federated")
        let realm = try await service.send(.get, "/getuserrealm.srf?login=a@mail.nordwind.example")
        #expect(realm.text("NameSpaceType") == "Federated" && realm.text("AuthURL") == "https://x.example/sso")
        #expect(try await domains(.post, "", #"{"id": "new.nordwind.example"}"#).status == 400)
        #expect(
            try await domains(.patch, "/mail.nordwind.example", #"{"authenticationType": "Managed"}"#).status == 400)
        clock.advance(601)
        #expect(
            try await domains(.delete, "/nordwind.example/federationConfiguration/\(made.text("id"))").status == 204)
        #expect(try await domains(.get, "/mail.nordwind.example").text("authenticationType") == "Managed")
        await service.tenant.stop()
    }

    @Test func aDomainIsFederatedAndSetBack() async throws {
        let clock = TestClock()
        let (service, token) = try await Self.service("ready-to-cut-over", clock)
        let domain = "/v1.0/domains/nordwind.example"
        let path = "\(domain)/federationConfiguration"
        #expect(try await service.send(.get, path, token: token).status == 404)
        let certificate = try await service.send(.get, "/v1.0/peig/workspace", token: token).text("certificate")
        let body = """
            {"issuerUri": "https://login.nordwind-peig.example/idp/shibboleth", "displayName": "Peig",
             "passiveSignInUri": "https://x.example/", "signingCertificate": "\(certificate)",
             "preferredAuthenticationProtocol": "PROTOCOL"}
            """
        func federate(_ text: String) async throws -> Service.Answer {
            try await service.send(.post, path, token: token, json: text)
        }
        #expect(try await federate(body.replacing("PROTOCOL", with: "oidc")).status == 400)
        let made = try await federate(body.replacing("PROTOCOL", with: "saml"))
        #expect(made.status == 201 && made.text("federatedIdpMfaBehavior") == "acceptIfMfaDoneByFederatedIdp")
        #expect(try await federate(body.replacing("PROTOCOL", with: "saml")).status == 400)
        // A user needs a source anchor now, and the service says no more than that something is wrong.
        let user =
            #"{"userPrincipalName": "new@nordwind.example", "displayName": "New", "mailNickname": "new", "accountEnabled": true, "passwordProfile": {"password": "Secret-1"}}"#
        let refused = try await service.send(.post, "/v1.0/users", token: token, json: user)
        #expect(refused.status == 400 && refused.text.contains("One or more properties contains invalid values."))
        let patched = try await service.send(
            .patch, "\(path)/\(made.text("id"))", token: token, json: #"{"displayName": "Peig 2"}"#)
        #expect(patched.status == 200 && patched.text("displayName") == "Peig 2")
        // Ten minutes have to pass, and the other way is closed.
        #expect(try await service.send(.delete, "\(path)/\(made.text("id"))", token: token).status == 400)
        clock.advance(600)
        #expect(
            try await service.send(.patch, domain, token: token, json: #"{"authenticationType": "Managed"}"#).status
                == 204)
        #expect(try await service.send(.get, path, token: token).status == 404)
        #expect(
            try await service.send(.patch, domain, token: token, json: #"{"authenticationType": "Federated"}"#).status
                == 400)
        await service.tenant.stop()
    }

    @Test func licencesAreCounted() async throws {
        let (service, token) = try await Self.service("fresh-tenant")
        let skus = try await service.send(.get, "/v1.0/subscribedSkus", token: token).objects()
        let sku = skus[0]["skuId"] as? String ?? ""
        #expect((skus[0]["consumedUnits"] as? Int) == 1)
        func assign(_ user: String, _ body: String) async throws -> Int {
            try await service.send(.post, "/v1.0/users/\(user)/assignLicense", token: token, json: body).status
        }
        let add = #"{"addLicenses": [{"skuId": "\#(sku)", "disabledPlans": []}], "removeLicenses": []}"#
        #expect(try await assign("ida.holm@nordwind.example", add) == 200)
        #expect(try await assign("ida.holm@nordwind.example", #"{"addLicenses": []}"#) == 400)
        _ = try await service.send(
            .patch, "/v1.0/users/jonas.garcia@nordwind.example", token: token, json: #"{"usageLocation": null}"#)
        #expect(try await assign("jonas.garcia@nordwind.example", add) == 400)
        let counted = try await service.send(.get, "/v1.0/subscribedSkus", token: token).objects()
        #expect(counted[0]["consumedUnits"] as? Int == 2)
        #expect(
            try await assign("ida.holm@nordwind.example", #"{"addLicenses": [], "removeLicenses": ["\#(sku)"]}"#) == 200
        )
        let details = try await service.send(
            .get, "/v1.0/users/ida.holm@nordwind.example/licenseDetails", token: token)
        #expect(details.objects().isEmpty)
        await service.tenant.stop()
    }

    @Test func groupsHoldTheirMembers() async throws {
        let (service, token) = try await Self.service()
        let group = try await service.send(
            .post, "/v1.0/groups", token: token,
            json: #"{"displayName": "Pilot", "mailNickname": "pilot", "mailEnabled": false, "securityEnabled": true}"#)
        #expect(group.status == 201)
        let ida = try await service.send(.get, "/v1.0/users/ida.holm@nordwind.example", token: token).text("id")
        let members = "/v1.0/groups/\(group.text("id"))/members"
        let link = #"{"@odata.id": "https://graph.microsoft.com/v1.0/directoryObjects/\#(ida)"}"#
        #expect(try await service.send(.post, "\(members)/$ref", token: token, json: link).status == 204)
        #expect(try await service.send(.post, "\(members)/$ref", token: token, json: link).status == 400)
        let listed = try await service.send(.get, members, token: token).objects()
        #expect(listed.map { $0["@odata.type"] as? String } == ["#microsoft.graph.user"])
        let held = try await service.send(.get, "/v1.0/users/\(ida)/memberOf", token: token).objects()
        #expect(Set(held.compactMap { $0["displayName"] as? String }) == ["Pilot", "Global Administrator"])
        #expect(try await service.send(.delete, "\(members)/\(ida)/$ref", token: token).status == 204)
        #expect(try await service.send(.get, members, token: token).objects().isEmpty)
        await service.tenant.stop()
    }

    @Test func signInActivityWantsItsOwnPermissionAndLicence() async throws {
        let (service, token) = try await Self.service("ready-to-cut-over")
        _ = try await service.send(
            .post, "/v1.0/simulation/sign-ins", token: token, json: #"{"user": "ida.holm@nordwind.example"}"#)
        func ask(_ path: String, _ token: String) async throws -> Service.Answer {
            try await service.send(.get, "/v1.0/\(path)", token: token)
        }
        let found = try await ask("users?$select=id,userPrincipalName,signInActivity&$top=120", token).objects()
        let ida = try #require(found.first { $0["userPrincipalName"] as? String == "ida.holm@nordwind.example" })
        #expect((ida["signInActivity"] as? [String: Any])?["lastSuccessfulSignInDateTime"] is String)
        let others = found.filter { $0["userPrincipalName"] as? String != "ida.holm@nordwind.example" }
        #expect(others.allSatisfy { $0["signInActivity"] is NSNull })
        let id = ida["id"] as? String ?? ""
        #expect(try await ask("users/\(id)?$select=signInActivity", token).json["signInActivity"] is [String: Any])
        // Unselected, it isn't there.
        #expect(try await ask("users/\(id)?$select=id", token).json["signInActivity"] == nil)
        for (path, status, says) in [
            ("users?$select=id,signInActivity&$top=121", 400, "Cannot query data for more than 120 users"),
            ("users/ida.holm@nordwind.example?$select=signInActivity", 400, "Get By Key only supports UserId"),
        ] {
            let answer = try await ask(path, token)
            #expect(answer.status == status && answer.text.contains(says), "\(answer.text)")
        }
        // An app with User.Read.All alone reads everything but that.
        let app = try await service.send(
            .get, "/v1.0/applications?$filter=displayName%20eq%20'PeigUserManagerApp'", token: token
        ).objects()[0]
        let secret = try await service.send(
            .post, "/v1.0/applications/\(app["id"] ?? "")/addPassword", token: token, json: "{}"
        ).text("secretText")
        let small = try await service.token(clientID: app["appId"] as? String ?? "", secret: secret)
        #expect(try await ask("users?$select=id", small).status == 200)
        let refused = try await ask("users?$select=id,signInActivity", small)
        #expect(refused.status == 403 && refused.errorCode == "Authorization_RequestDenied")
        await service.tenant.stop()
        let cheap = try Repository.text("Runbooks/peig-microsoft-365/scenarios/ready-to-cut-over.yaml")
            .replacing("SPB", with: "O365_BUSINESS_PREMIUM")
        let bare = Service(try await SimulatedTenant.start(try Scenario.load(cheap, file: "cheap")))
        let answer = try await bare.send(
            .get, "/v1.0/users?$select=id,signInActivity", token: try await bare.token(of: .portal))
        #expect(answer.status == 403)
        #expect(answer.errorCode == "Authentication_RequestFromNonPremiumTenantOrB2CTenant")
        await bare.tenant.stop()
    }

    @Test func signInsTellWhatHappened() async throws {
        let clock = TestClock()
        let (service, token) = try await Self.service("ready-to-cut-over", clock)
        func trial(_ user: String) async throws -> Int? {
            try await service.send(
                .post, "/v1.0/simulation/sign-ins", token: token, json: #"{"user": "\#(user)"}"#
            ).json["errorCode"] as? Int
        }
        let ida = "ida.holm@nordwind.example"
        #expect(try await trial(ida) == 0)
        #expect(try await trial("nobody@nordwind.example") == 50034)
        _ = try await service.send(.post, "/v1.0/users", token: token, json: Trainee.newUser("late@nordwind.example"))
        let certificate = try await service.send(.get, "/v1.0/peig/workspace", token: token).text("certificate")
        let path = "/v1.0/domains/nordwind.example/federationConfiguration"
        let made = try await service.send(
            .post, path, token: token,
            json:
                #"{"issuerUri": "https://elsewhere.example", "passiveSignInUri": "https://x.example/", "signingCertificate": "\#(certificate)"}"#
        )
        #expect(try await trial(ida) == 50107)
        _ = try await service.send(
            .patch, "\(path)/\(made.text("id"))", token: token,
            json: #"{"issuerUri": "https://login.nordwind-peig.example/idp/shibboleth"}"#)
        #expect(try await trial(ida) == 0)
        #expect(try await trial("late@nordwind.example") == 51004)
        #expect(try await trial("emergency@nordwind.onmicrosoft.com") == 0)
        clock.advance(1_001 * 86_400)
        let later = try await service.token(of: .portal)
        let expired = try await service.send(
            .post, "/v1.0/simulation/sign-ins", token: later, json: #"{"user": "\#(ida)"}"#)
        #expect(expired.json["errorCode"] as? Int == 50008)
        _ = try await service.send(.patch, "/v1.0/users/\(ida)", token: later, json: #"{"accountEnabled": false}"#)
        _ = try await service.send(.post, "/v1.0/simulation/sign-ins", token: later, json: #"{"user": "\#(ida)"}"#)
        let log = try await service.send(.get, "/v1.0/auditLogs/signIns", token: later).objects()
        let codes = log.map { ($0["status"] as? [String: Any])?["errorCode"] as? Int }
        #expect(codes == [50057, 50008, 0, 51004, 0, 50107, 50034, 0], "newest first")
        let failed = try await service.send(
            .get,
            "/v1.0/auditLogs/signIns?$filter=status/errorCode%20ne%200%20and%20userPrincipalName%20eq%20'\(ida)'&$count=true",
            token: later, headers: [("ConsistencyLevel", "eventual")])
        #expect(failed.objects().count == 3)
        await service.tenant.stop()
    }

    // MARK: - Peig

    @Test func identifiersAreLinkedMergedAndCreated() async throws {
        let (service, token) = try await Self.service("mismatched-identifiers")
        func accounts() async throws -> [[String: Any]] {
            try await service.send(.get, "/v1.0/peig/accounts", token: token).objects()
        }
        func unlinked() async throws -> [String] {
            try await accounts().filter { $0["linked"] as? Bool == false }.compactMap { $0["userName"] as? String }
        }
        func post(_ path: String, _ body: String = "{}") async throws -> Int {
            try await service.send(.post, "/v1.0/peig/\(path)", token: token, json: body).status
        }
        let open = try await unlinked()
        #expect(open.count == 4)
        let users = try await service.send(.get, "/v1.0/peig/microsoft-accounts?$top=999", token: token).objects()
        let lonely = users.filter { $0["linked"] as? Bool == false && $0["insideDomain"] as? Bool == true }
            .compactMap { $0["userPrincipalName"] as? String }
        #expect(lonely.count == 5)
        // Two accounts can't be one person's.
        #expect(try await post("accounts/\(open[1])/link", #"{"user": "ida.holm@nordwind.example"}"#) == 400)
        #expect(try await post("accounts", #"{"user": "ida.holm@nordwind.example"}"#) == 400)
        #expect(try await post("accounts/nobody/link", #"{"user": "ida.holm@nordwind.example"}"#) == 404)
        #expect(try await post("accounts/\(open[0])/microsoft-account") == 200)
        #expect(try await post("accounts/\(open[0])/microsoft-account") == 400)
        #expect(try await post("accounts", #"{"user": "\#(lonely[0])"}"#) == 200)
        let requests = try await service.send(.get, "/v1.0/peig/requests", token: token).objects()
        let email = requests.first?["email"] as? String ?? ""
        #expect(try await post("requests/\(email)/merge", #"{"user": "\#(lonely[4])"}"#) == 200)
        #expect(try await post("requests/\(email)/merge", #"{"user": "\#(lonely[4])"}"#) == 404)
        #expect(try await unlinked().count == 3)
        let table = try await service.send(.get, "/v1.0/peig/export.csv", token: token)
        #expect(table.headers["content-type"] == "text/csv")
        let total = try await accounts().count
        #expect(table.text.split(separator: "\r\n").count == total + 1)
        let page = try await service.send(.get, "/v1.0/peig/scim/v2/Users?startIndex=2&count=5", token: token)
        #expect(page.json["totalResults"] as? Int == total && page.objects("Resources").count == 5)
        #expect(page.headers["content-type"] == "application/scim+json")
        // Nobody but the portal is let in.
        let checker = try await service.token(of: .checker)
        #expect(try await service.send(.get, "/v1.0/peig/accounts", token: checker).status == 403)
        await service.tenant.stop()
    }

    // MARK: - PingOne

    @Test func pingOneProvisions() async throws {
        let scenario = try Scenario.load(
            try Repository.text("Runbooks/peig-microsoft-365/scenarios/ready-to-cut-over.yaml")
                + "pingone: { region: eu }\n", file: "pingone")
        let service = Service(try await SimulatedTenant.start(scenario))
        let tool = try await service.tenant.registerTool(named: "PingOne")
        let (id, secret) = service.tenant.credential(.worker)
        let environment = service.tenant.environmentID
        let basic = Data("\(id):\(secret)".utf8).base64EncodedString()
        func ask(_ header: String) async throws -> Service.Answer {
            try await service.send(
                .post, "/\(environment)/as/token", form: [("grant_type", "client_credentials")],
                headers: [("Authorization", "Basic \(header)")])
        }
        #expect(try await ask(Data("\(id):x".utf8).base64EncodedString()).text("error") == "invalid_client")
        let token = try await ask(basic).text("access_token")
        let base = "/v1/environments/\(environment)/propagation"
        func call(_ method: String, _ path: String, _ body: String? = nil) async throws -> Service.Answer {
            switch method {
            case "POST": try await service.send(.post, "\(base)/\(path)", token: token, json: body ?? "{}")
            case "PUT": try await service.send(.put, "\(base)/\(path)", token: token, json: body ?? "{}")
            case "DELETE": try await service.send(.delete, "\(base)/\(path)", token: token)
            default: try await service.send(.get, "\(base)/\(path)", token: token)
            }
        }
        #expect(try await service.send(.get, "\(base)/stores").status == 401)
        #expect(try await service.send(.get, "/v1/environments/x/propagation/stores", token: token).status == 404)
        // Graph's tokens open nothing here.
        #expect(
            try await service.send(.get, "\(base)/stores", token: try await service.token(of: .portal)).status == 401)
        func store(_ secret: String) -> String {
            """
            {"type": "AzureActiveDirectorySAML2", "name": "Microsoft 365", "status": "ACTIVE",
             "configuration": {"ClientId": "\(tool.clientID)", "ClientSecret": "\(secret)",
                               "TenantDomain": "\(service.tenant.tenantID)", "RemoveLicensesWhenSkuIdEmpty": false}}
            """
        }
        #expect(try await call("POST", "stores/connection/status", store(tool.secret)).status == 200)
        let failed = try await call("POST", "stores/connection/status", store(tool.expiredSecret))
        #expect(failed.status == 400 && failed.text.contains("AADSTS7000222"))
        #expect(try await call("POST", "stores", store("")).text.contains("configuration.ClientSecret"))
        let made = try await call("POST", "stores", store(tool.secret))
        #expect(made.status == 201 && !made.text.contains(tool.secret), "the secret came back")
        let embedded = try await call("GET", "stores").json["_embedded"] as? [String: Any]
        let stores = embedded?["stores"] as? [[String: Any]] ?? []
        let directory = stores.first { $0["type"] as? String == "directory" }?["id"] as? String ?? ""
        let plan = try await call("POST", "plans", #"{"name": "Plan", "status": "ACTIVE"}"#)
        #expect(try await call("POST", "plans", #"{"name": "Second"}"#).text.contains("existing plan"))
        let rule = try await call(
            "POST", "plans/\(plan.text("id"))/rules",
            #"{"name": "Staff", "sourceStore": {"id": "\#(directory)"}, "targetStore": {"id": "\#(made.text("id"))"}}"#)
        #expect(rule.status == 201)
        let active = #"{"name": "Staff", "active": true, "populationExpression": "population.id pr"}"#
        #expect(try await call("PUT", "rules/\(rule.text("id"))", active).status == 400)
        let both = #"{"sourceAttribute": "a", "expression": "b", "targetAttribute": "c"}"#
        #expect(try await call("POST", "rules/\(rule.text("id"))/mappings", both).status == 400)
        let mapping = try await call(
            "POST", "rules/\(rule.text("id"))/mappings",
            #"{"sourceAttribute": "username", "targetAttribute": "userPrincipalName"}"#)
        #expect(mapping.status == 201)
        #expect(try await call("PUT", "rules/\(rule.text("id"))", active).json["active"] as? Bool == true)
        #expect(try await call("DELETE", "stores/\(made.text("id"))").status == 400)
        #expect(try await call("GET", "revisions/id:latest").status == 404)
        let revised = try await call("POST", "revisions")
        #expect(revised.status == 201 && revised.text.isEmpty)
        #expect(try await call("GET", "revisions/id:latest").status == 200)
        #expect(try await call("DELETE", "plans/\(plan.text("id"))").status == 204)
        #expect(try await call("GET", "mappings/\(mapping.text("id"))").status == 404)
        #expect(try await call("GET", "users").text("code") == "simulator_not_implemented")
        await service.tenant.stop()
    }
}
