import Foundation
import HTTPTransport
import Journal
import TestSupport
import Testing

@testable import Tenant
@testable import Verification

/// Answers as services send them: objects that come twice, pages that were asked for too late, one odd object among good
/// ones, nothing at all.
@Suite(.serialized) struct AsItComesTests {
    enum Wanted: Sendable {
        case passed
        case red([String])
        case unknown(String)
    }

    static func expect(_ verdict: Verdict?, _ wanted: Wanted, _ name: String) {
        switch (verdict, wanted) {
        case (.passed, .passed): break
        case (.failed(let findings), .red(let says)):
            let words = findings.map { "\($0.message) → \($0.remedy)" }.joined(separator: "\n")
            for part in says { #expect(words.contains(part), "\(name): \(words)") }
        case (.unknown(let obstacle), .unknown(let says)):
            #expect(obstacle.reason.contains(says), "\(name): \(obstacle)")
        default: Issue.record("\(name): \(verdict as Any)")
        }
    }

    // MARK: - Pages

    private static let devices = GraphPath(["devices"], [("$select", "id,trustType"), ("$top", "999")])

    private static func page(_ ids: [String], next: String? = nil) -> Data {
        let objects = ids.map { #"{"id": "\#($0)", "trustType": "AzureAd"}"# }.joined(separator: ",")
        let link = next.map { #", "@odata.nextLink": "\#(SmallGraph.own)/v1.0/devices?$skiptoken=\#($0)""# } ?? ""
        return SmallGraph.answer("{\"value\": [\(objects)]\(link)}")
    }

    private static let late = SmallGraph.error(
        "400 Bad Request", "Directory_ExpiredPageToken", "The specified page token value has expired.")

    /// The real program's reader, over real pages.
    @Test func aListIsReadToItsEndAndNothingCountsTwice() async throws {
        let (one, two, three) = (UUID().uuidString, UUID().uuidString.lowercased(), UUID().uuidString)
        let second = "/v1.0/devices?$skiptoken=p2"
        let cases: [(String, first: [Data], second: [Data], Wanted)] = [
            ("on both pages", [Self.page([one, two], next: "p2")], [Self.page([two, three])], .passed),
            (
                "in other letters", [Self.page([one, two], next: "p2")],
                [Self.page([two.uppercased(), one.lowercased(), three])], .passed
            ),
            ("twice on one page", [Self.page([one, one, two], next: "p2")], [Self.page([three])], .passed),
            ("too late once", [Self.page([one, two], next: "p2")], [Self.late, Self.page([three])], .passed),
            (
                "too late twice, and another order",
                [
                    Self.page([one, two], next: "p2"), Self.page([two, one], next: "p2"),
                    Self.page([three], next: "p2"),
                ],
                [Self.late, Self.late, Self.page([one, two])], .passed
            ),
            (
                "too late for ever", [Self.page([one, two], next: "p2")], [Self.late],
                .unknown("Directory_ExpiredPageToken")
            ),
            (
                "another refusal", [Self.page([one, two], next: "p2")],
                [SmallGraph.error("400 Bad Request", "Request_BadRequest", "no")], .unknown("Request_BadRequest")
            ),
        ]
        for (name, first, following, wanted) in cases {
            let result = try await SmallGraph.result(
                "device:", "joined: 3", [:], pages: ["/v1.0\(Self.devices)": first, second: following])
            Self.expect(result?.verdict, wanted, name)
        }
    }

    /// Beside a slow and obvious model: each object once, whatever repeats and however often the list begins again.
    @Test(arguments: 0..<200)
    func everybodyComesOnce(seed: Int) async throws {
        var chance = SeededGenerator(UInt64(seed))
        let ids = (0..<Int.random(in: 1...30, using: &chance)).map { $0 % 3 == 0 ? "name-\($0)" : UUID().uuidString }
        // Whoever begins again may find them in other places.
        let readings = (0..<4).map { _ in ids.shuffled(using: &chance) }
        let size = Int.random(in: 1...7, using: &chance)
        let repeats = Bool.random(using: &chance)
        let failures = Int.random(in: 0...3, using: &chance)
        let failAt = Int.random(in: 1...max(1, ids.count / size), using: &chance)
        let anonymous = seed % 10 == 9
        let reading = Counter()
        let faults = Counter()
        @Sendable func reply(_ number: Int, _ order: [String]) -> GraphReply {
            let start = number * size
            let slice = order[min(start, order.count)..<min(start + size, order.count)]
            let again = repeats && start > 0 ? [order[start - 1]] : []
            let objects = (again + slice).map { anonymous ? "{}" : #"{"id": "\#($0)"}"# }.joined(separator: ",")
            let next = start + size < order.count ? #", "@odata.nextLink": "\#(number + 1)""# : ""
            return GraphReply(
                exchange: Exchange(method: "GET", path: "", status: 200, requestID: nil, milliseconds: 0),
                result: .success(Data("{\"value\": [\(objects)]\(next)}".utf8)))
        }
        var pages = GraphPages<Anything>.Iterator(
            first: { reply(0, readings[min(reading.add() - 1, 3)]) },
            next: { link in
                let number = Int(link) ?? 0
                if number == failAt, faults.value < failures {
                    faults.add()
                    return .failed("", .refused(status: 400, code: "Directory_ExpiredPageToken", message: ""))
                }
                return reply(number, readings[min(reading.value - 1, 3)])
            }, name: "things")
        var seen: [String?] = []
        do {
            while let page = try await pages.next() { seen += page.map(\.id) }
            #expect(anonymous ? faults.value == 0 : Set(seen) == Set(ids) && seen.count == ids.count)
        } catch {
            #expect(anonymous ? faults.value == 1 : faults.value == 3, "\(error)")
        }
    }

    private struct Anything: Decodable, Hashable, Sendable { let id: String? }

    // MARK: - Odd objects

    private struct Person: Decodable, Hashable, Sendable {
        let id: String
        let isEnabled: Field<Bool>
        let count: Field<Int>
    }

    @Test(.computing) func truthsAndNumbersAreReadAsTheyAreWritten() throws {
        let cases: [(String, Bool?)] = [
            ("true", true), (#""True""#, true), (#""FALSE""#, false), ("1", true), (#""0""#, false),
            (#"" true ""#, true),
            (#""yes""#, nil), ("2", nil), (#""""#, nil), ("[]", nil), ("null", nil),
        ]
        for (text, wanted) in cases {
            let data = Data(#"{"id": "x", "isEnabled": \#(text), "count": 1}"#.utf8)
            let person = try GraphDecoding.decode(Person.self, from: data).get()
            #expect((try? person.isEnabled.required(of: "x")) == wanted, "\(text)")
        }
        for (text, wanted) in [
            ("7", 7), (#""7""#, 7), (#"" 07 ""#, 7), (#""7.5""#, nil), (#""x""#, nil), ("true", nil),
        ] {
            let data = Data(#"{"id": "x", "isEnabled": true, "count": \#(text)}"#.utf8)
            let person = try GraphDecoding.decode(Person.self, from: data).get()
            #expect((try? person.count.required(of: "x")) == wanted, "\(text)")
        }
    }

    /// Only what rests on an odd field is unknown, and the words name whose it is.
    @Test(.computing) func anOddObjectIsNamedAndSpoilsNoOther() throws {
        let people = SmallGraph.list(
            #"{"id": "1", "isEnabled": true, "count": 1}"#, #"{"id": "2", "isEnabled": {"a": 1}, "count": 2}"#)
        let page = try GraphDecoding.decode(Page<Person>.self, from: Data(people.utf8)).get()
        #expect(try page.value[0].isEnabled.required(of: "ada") && page.value[1].count.required(of: "bo") == 2)
        #expect(
            throws: TenantFault.unexpected("isEnabled of bo isn't of type Bool", from: "Graph", about: "bo")
        ) { try page.value[1].isEnabled.required(of: "bo", from: "Graph") }
        let nameless = SmallGraph.list(
            #"{"id": "1", "isEnabled": true, "count": 1}"#, #"{"id": null, "displayName": "Room 4"}"#)
        guard case .failure(let fault) = GraphDecoding.decode(Page<Person>.self, from: Data(nameless.utf8)) else {
            Issue.record("an object without an id was read")
            return
        }
        #expect(fault.reason.contains("of Room 4 is null"), "\(fault.reason)")
    }

    // MARK: - What was seen, and what is to be done

    private static let user = GraphPath(
        ["users", "ida@a.example"], [("$select", "id,userPrincipalName,accountEnabled")])
    private static let domains = GraphPath(["domains"])

    private static func domain(_ name: String, _ authentication: String) -> String {
        """
        {"id": "\(name)", "authenticationType": "\(authentication)", "isDefault": false, "isInitial": false,
         "isVerified": true, "isRoot": true, "supportedServices": [], "state": null, "availabilityStatus": null,
         "isAdminManaged": true}
        """
    }

    @Test func aDomainThatIsFederatedSaysWithWhom() async throws {
        let federation = """
            {"id": "f", "displayName": "A", "issuerUri": "https://sso.reseller.example/a.example",
             "passiveSignInUri": "https://login.reseller.example/wsfed", "signOutUri": null, "signingCertificate": null,
             "preferredAuthenticationProtocol": "wsFed", "federatedIdpMfaBehavior": null}
            """
        let path = GraphPath(["domains", "a.example", "federationConfiguration"])
        let federated = SmallGraph.list(Self.domain("a.example", "Federated"))
        let cases: [(String, [GraphPath: String], String, Wanted)] = [
            (
                "a reseller's", [Self.domains: federated, path: SmallGraph.list(federation)], "authentication: managed",
                .red(["https://sso.reseller.example/a.example", "login.reseller.example", "Managed", "password"])
            ),
            (
                "nobody may see whose", [Self.domains: federated], "authentication: managed",
                .red(["nothing tells with whom", "Find out with whom", "Managed"])
            ),
            (
                "none at all", [Self.domains: SmallGraph.list(Self.domain("a.example", "Managed"))],
                "authentication: managed", .passed
            ),
            (
                "a typing error", [Self.domains: SmallGraph.list(Self.domain("aa.example", "Managed"))],
                "authentication: managed", .red(["isn't a domain of this tenant; did you mean aa.example?"])
            ),
        ]
        for (name, answers, expectation, wanted) in cases {
            Self.expect(
                try await SmallGraph.result("domain: a.example", expectation, answers)?.verdict, wanted, name)
        }
    }

    @Test func aRoleThatMayBeActivatedIsActivated() async throws {
        let person = #"{"id": "u1", "userPrincipalName": "ida@a.example", "accountEnabled": true}"#
        let roles = GraphPath(["users", "ida@a.example", "transitiveMemberOf"])
        func eligible(_ id: String) -> GraphPath {
            GraphPath(
                ["roleManagement", "directory", "roleEligibilityScheduleInstances"],
                [("$filter", "principalId eq '\(id)'")])
        }
        let schedule = #"{"id": "e", "principalId": "u1", "roleDefinitionId": "62e90394-69f5-4237-9190-012177145e10"}"#
        let answers = [Self.user: person, roles: SmallGraph.list()]
        Self.expect(
            try await SmallGraph.result(
                "role-holder: ida@a.example", "roles: { include: Global Administrator }",
                answers.merging([eligible("u1"): SmallGraph.list(schedule)]) { $1 })?.verdict,
            .red(["Global Administrator may be activated", "My roles", "Activate"]), "eligible")
        Self.expect(
            try await SmallGraph.result(
                "role-holder: ida@a.example", "roles: { include: Global Administrator }", answers)?.verdict,
            .red(["Assigned roles → Add assignments"]), "nobody knows")
        Self.expect(
            try await SmallGraph.result("role-holder: idaa@a.example", "enabled: true", [:], pages: Self.near)?.verdict,
            .red(["no user idaa@a.example; did you mean \"ida@a.example\"?", "correct it in the runbook"]), "mistyped")
    }

    private static let near: [String: [Data]] = [
        "/v1.0/users/idaa%40a.example?$select=id,userPrincipalName,accountEnabled": [
            SmallGraph.error("404 Not Found", "Request_ResourceNotFound", "gone")
        ],
        "/v1.0"
            + GraphPath(
                ["users"],
                [
                    ("$filter", "startswith(userPrincipalName,'id')"), ("$select", "id,userPrincipalName"),
                    ("$top", "200"),
                ]
            ).description: [SmallGraph.answer(#"{"value": [{"id": "1", "userPrincipalName": "ida@a.example"}]}"#)],
    ]

    @Test func whoStaysWithMicrosoftIsInAStagedRollout() async throws {
        let rollouts = GraphPath(["policies", "featureRolloutPolicies"], [("$expand", "appliesTo")])
        let policy = """
            {"id": "p", "displayName": "Pilot", "isEnabled": ENABLED, "appliesTo": [{"id": "g", "displayName": "Testers"}]}
            """
        let realm = ["/getuserrealm.srf?login=ida%40a.example": [SmallGraph.answer(#"{"NameSpaceType": "Managed"}"#)]]
        let federated = [Self.domains: SmallGraph.list(Self.domain("a.example", "Federated"))]
        func on(_ word: String) -> [GraphPath: String] {
            federated.merging([rollouts: SmallGraph.list(policy.replacing("ENABLED", with: word))]) { $1 }
        }
        let cases: [(String, [GraphPath: String], Wanted)] = [
            ("on", on("true"), .red(["staged rollout (Pilot) is on for the group Testers", "Waiting won't help"])),
            ("off", on("false"), .red(["federated in the directory", "Staged rollout"])),
            ("nobody may see it", federated, .red(["federated in the directory", "Staged rollout"])),
            (
                "a managed domain", [Self.domains: SmallGraph.list(Self.domain("a.example", "Managed"))],
                .red(["is managed, must be federated. → A switch shows here mostly within minutes"])
            ),
        ]
        for (name, answers, wanted) in cases {
            Self.expect(
                try await SmallGraph.result(
                    "realm: ida@a.example", "namespace: federated", answers, pages: realm)?.verdict, wanted, name)
        }
    }

    @Test func aSignInThatGoesOnIsNoFailure() async throws {
        let since = Date(timeIntervalSince1970: SmallGraph.now.timeIntervalSince1970 - 1_800).formatted(.iso8601)
        let path = GraphPath(["auditLogs", "signIns"], [("$filter", "createdDateTime ge \(since)")])
        func log(_ codes: String...) -> [GraphPath: String] {
            let entries = codes.enumerated().map { #"{"id": "\#($0)", "status": {"errorCode": \#($1)}}"# }
            return [path: "{\"value\": [\(entries.joined(separator: ","))]}"]
        }
        let cases: [(String, [GraphPath: String], String, Wanted)] = [
            ("interrupts", log("0", "50140", "50074", "50097", "50125", "50072", "50058"), "failures: 0", .passed),
            ("a wrong password", log("0", "50126", "50140"), "failures: 0", .red(["is 1", "AADSTS50126", "wrong"])),
            (
                "what nobody knows", log("7654321", "7654321"), "failures: 0",
                .red(["is 2", "https://login.microsoftonline.com/error?code=7654321"])
            ),
            ("as text", log(#""50126""#), "failures: 1", .passed),
            ("null", log("null"), "failures: 0", .unknown("errorCode")),
        ]
        for (name, answers, expectation, wanted) in cases {
            Self.expect(
                try await SmallGraph.result("sign-in-activity: 30m", expectation, answers)?.verdict, wanted, name)
        }
    }

    /// What is granted at the enterprise application works, also where the registration doesn't list it.
    @Test func whatIsGrantedElsewhereIsSaid() async throws {
        let applications = GraphPath(["applications"], [("$filter", "displayName eq 'Tool'")])
        func principal(_ app: String, _ select: String) -> GraphPath {
            GraphPath(["servicePrincipals(appId='\(app)')"], [("$select", select)])
        }
        let graph = "00000003-0000-0000-c000-000000000000"
        let application = """
            {"id": "o", "appId": "app", "displayName": "Tool", "signInAudience": "AzureADMyOrg", "requiredResourceAccess": []}
            """
        var answers = [
            applications: SmallGraph.list(application),
            principal("app", "id,appId"): #"{"id": "sp", "appId": "app"}"#,
            principal(graph, "id,appId,appRoles,oauth2PermissionScopes"): """
            {"id": "g", "appId": "\(graph)", "appRoles": [{"id": "r1", "value": "User.Read.All"}],
             "oauth2PermissionScopes": [{"id": "s1", "value": "User.Read"}]}
            """,
            GraphPath(["servicePrincipals", "sp", "appRoleAssignments"]): SmallGraph.list(
                #"{"id": "a", "appRoleId": "r1", "resourceId": "g", "principalType": "ServicePrincipal"}"#),
            GraphPath(["oauth2PermissionGrants"], [("$filter", "clientId eq 'sp'")]): SmallGraph.list(
                #"{"id": "c", "consentType": "AllPrincipals", "resourceId": "g", "scope": " User.Read"}"#),
        ]
        for (expectation, wanted) in [
            ("application-permissions: { include: User.Read.All }, consent: granted", Wanted.passed),
            ("delegated-permissions: { include: User.Read }", .passed),
            ("application-permissions: { exclude: User.Read.All }", .red(["User.Read.All must not be there"])),
            (
                "application-permissions: { include: Group.Read.All }",
                .red([
                    "Group.Read.All is missing", "User.Read.All granted at the enterprise application alone", "other",
                ])
            ),
        ] {
            Self.expect(
                try await SmallGraph.result("application: Tool", expectation, answers)?.verdict, wanted, expectation)
        }
        answers[GraphPath(["servicePrincipals", "sp", "appRoleAssignments"])] = SmallGraph.list()
        answers[GraphPath(["oauth2PermissionGrants"], [("$filter", "clientId eq 'sp'")])] = SmallGraph.list()
        Self.expect(
            try await SmallGraph.result("application: Tool", "consent: granted", answers)?.verdict,
            .red(["nothing to consent to"]), "nothing granted")
    }
}
