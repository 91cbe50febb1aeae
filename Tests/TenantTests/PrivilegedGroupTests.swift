import Foundation
import HTTPTransport
import SimulatedTenant
import TestSupport
import Testing

/// PIM for Groups: a group that holds Global Administrator, whose members are so for a time only, or may become so.
@Suite(.serialized) struct PrivilegedGroupTests {
    private static let path = "/v1.0/identityGovernance/privilegedAccess/group"
    private static let group = """
        groups:
          - name: Emergency
            members:
              - ida.holm@nordwind.example
              - { upn: emergency@nordwind.onmicrosoft.com, ends: 8h, activated: true }
              - { upn: pat@nordwind.example, ends: 90d }
            eligible-members: [pia@nordwind.example, { upn: pat@nordwind.example, ends: 2h }]
            owners: [{ upn: pat@nordwind.example, ends: 1h }]
            eligible-owners: [ida.holm@nordwind.example]
            roles: [Global Administrator]
          - { name: Pilot, members: [ida.holm@nordwind.example] }

        """

    /// - Parameter byGroup: whether the emergency administrator holds the role through the group alone.
    private static func scenario(_ more: String, byGroup: Bool = false) throws -> Scenario {
        let text = try Repository.text("Runbooks/peig-microsoft-365/scenarios/ready-to-cut-over.yaml")
            .replacing(
                "population:",
                with: """
                      - { upn: pat@nordwind.example, name: Pat }
                      - { upn: pia@nordwind.example, name: Pia }
                    population:
                    """)
        let own = "name: Emergency Access, roles: [Global Administrator]"
        return try Scenario.load(
            (byGroup ? text.replacing(own, with: "name: Emergency Access") : text) + more, file: "groups")
    }

    /// Somebody who asks, over HTTPS, as the app that checks.
    private struct Asker {
        let service: Service
        let token: String
        /// Ids by user principal name or by the group's display name.
        var ids: [String: String] = [:]

        init(_ scenario: Scenario, _ clock: TestClock, log: URL? = nil) async throws {
            service = Service(try await SimulatedTenant.start(scenario, log: log, now: { clock.now }))
            token = try await service.token(of: .checker)
            for user in try await service.send(.get, "/v1.0/users?$top=100", token: token).objects() {
                ids[user["userPrincipalName"] as? String ?? ""] = user["id"] as? String
            }
            for group in try await service.send(.get, "/v1.0/groups", token: token).objects() {
                ids[group["displayName"] as? String ?? ""] = group["id"] as? String
            }
        }

        func list(_ name: String, _ filter: String, _ more: String = "") async throws -> [[String: Any]] {
            let answer = try await service.send(
                .get, "\(PrivilegedGroupTests.path)/\(name)?$filter=\(filter.replacing(" ", with: "%20"))\(more)",
                token: token)
            #expect(answer.status == 200, "\(answer.text)")
            return answer.objects()
        }

        func names(_ path: String) async throws -> Set<String> {
            let objects = try await service.send(.get, path, token: token).objects()
            return Set(objects.compactMap { $0["userPrincipalName"] as? String ?? $0["displayName"] as? String })
        }
    }

    @Test func whoIsInAGroupIsListedWithItsEnd() async throws {
        let clock = TestClock()
        let asker = try await Asker(try Self.scenario(Self.group), clock)
        let group = try #require(asker.ids["Emergency"])
        let all = try await asker.list("assignmentScheduleInstances", "groupId eq '\(group)'")
        func one(_ upn: String, _ access: String) throws -> [String: Any] {
            try #require(
                all.first {
                    $0["principalId"] as? String == asker.ids[upn] && $0["accessId"] as? String == access
                })
        }
        #expect(all.count == 4 && all.allSatisfy { $0["groupId"] as? String == group })
        let lasting = try one("ida.holm@nordwind.example", "member")
        #expect(lasting["assignmentType"] as? String == "Assigned" && lasting["endDateTime"] is NSNull)
        #expect(lasting["startDateTime"] is NSNull && lasting["memberType"] as? String == "Direct")
        let activated = try one("emergency@nordwind.onmicrosoft.com", "member")
        #expect(activated["assignmentType"] as? String == "Activated")
        let end = clock.now.addingTimeInterval(8 * 3_600).formatted(.iso8601)
        #expect(activated["endDateTime"] as? String == end && activated["startDateTime"] is String)
        #expect((activated["id"] as? String)?.hasPrefix("\(group)_member_") == true)
        #expect(activated["assignmentScheduleId"] is String)
        #expect(try one("pat@nordwind.example", "member")["assignmentType"] as? String == "Assigned")
        #expect(try one("pat@nordwind.example", "owner")["endDateTime"] is String)
        let emergency = try #require(asker.ids["emergency@nordwind.onmicrosoft.com"])
        let own = try await asker.list("assignmentScheduleInstances", "principalId eq '\(emergency)'")
        #expect(own.count == 1)
        let ida = try #require(asker.ids["ida.holm@nordwind.example"])
        #expect(
            try await asker.list(
                "assignmentScheduleInstances", "groupId eq '\(group)' and principalId eq '\(ida)'"
            ).count == 1)
        let expanded = try await asker.list(
            "assignmentScheduleInstances", "principalId eq '\(ida)' and accessId eq 'member'",
            "&$expand=group&$select=id,groupId")
        #expect(expanded.count == 2)
        #expect(
            Set(expanded.compactMap { ($0["group"] as? [String: Any])?["displayName"] as? String })
                == ["Emergency", "Pilot"])
        await asker.service.tenant.stop()
    }

    /// Who is eligible is no member; who activated it still is eligible.
    @Test func whoMayBecomeAMemberIsNone() async throws {
        let clock = TestClock()
        let asker = try await Asker(try Self.scenario(Self.group), clock)
        let group = try #require(asker.ids["Emergency"])
        let all = try await asker.list("eligibilityScheduleInstances", "groupId eq '\(group)'")
        let names = Dictionary(uniqueKeysWithValues: asker.ids.map { ($1, $0) })
        let places = Set(
            all.map { "\(names[$0["principalId"] as? String ?? ""] ?? "") \($0["accessId"] as? String ?? "")" })
        #expect(
            places == [
                "pia@nordwind.example member", "pat@nordwind.example member",
                "emergency@nordwind.onmicrosoft.com member", "ida.holm@nordwind.example owner",
            ])
        #expect(all.allSatisfy { $0["eligibilityScheduleId"] is String && $0["startDateTime"] is String })
        #expect(all.filter { $0["endDateTime"] is String }.count == 1)
        let members = try await asker.names("/v1.0/groups/\(group)/members")
        #expect(!members.contains("pia@nordwind.example") && members.count == 3)
        let pia = try #require(asker.ids["pia@nordwind.example"])
        #expect(try await asker.list("eligibilityScheduleInstances", "principalId eq '\(pia)'").count == 1)
        #expect(try await asker.names("/v1.0/users/\(pia)/transitiveMemberOf") == [])
        await asker.service.tenant.stop()
    }

    /// Who is in it for a time leaves it by itself, and loses the role.
    @Test func aTimeBoundMemberLeavesByItself() async throws {
        let clock = TestClock()
        let folder = try TemporaryFolder()
        let log = folder.url.appending(path: "t.jsonl")
        let asker = try await Asker(try Self.scenario(Self.group, byGroup: true), clock, log: log)
        func isWayBack() async -> Bool? {
            await asker.service.tenant.debrief().first { $0.text == "An administrator stays outside the switch" }?.isMet
        }
        #expect(await isWayBack() == true)
        let group = try #require(asker.ids["Emergency"])
        let emergency = "emergency@nordwind.onmicrosoft.com"
        #expect(try await asker.names("/v1.0/groups/\(group)/owners") == ["pat@nordwind.example"])
        let held = try await asker.names("/v1.0/users/\(emergency)/transitiveMemberOf")
        #expect(held.contains("Emergency") && held.contains("Global Administrator"))
        _ = try await asker.service.trainer(.post, "clock", #"{"advance": "9h"}"#)
        #expect(await isWayBack() == false)
        // Another token: the first one ended with its hour.
        let token = try await asker.service.token(of: .checker)
        func names(_ path: String) async throws -> Set<String> {
            let objects = try await asker.service.send(.get, path, token: token).objects()
            return Set(objects.compactMap { $0["userPrincipalName"] as? String ?? $0["displayName"] as? String })
        }
        #expect(
            try await names("/v1.0/groups/\(group)/transitiveMembers")
                == ["ida.holm@nordwind.example", "pat@nordwind.example"])
        #expect(try await names("/v1.0/groups/\(group)/owners") == [])
        #expect(try await names("/v1.0/users/\(emergency)/transitiveMemberOf") == [])
        for (list, count) in [("assignmentScheduleInstances", 2), ("eligibilityScheduleInstances", 3)] {
            let answer = try await asker.service.send(
                .get, "\(Self.path)/\(list)?$filter=groupId%20eq%20'\(group)'", token: token)
            #expect(answer.objects().count == count, "\(answer.text)")
        }
        await asker.service.tenant.stop()
        // A rehearsal that goes on has the same people in it.
        let resumed = Service(try await SimulatedTenant.resume(log: log, now: { clock.now }))
        let again = try await resumed.token(of: .checker)
        let members = try await resumed.send(.get, "/v1.0/groups/\(group)/members", token: again).objects()
        #expect(members.count == 2)
        await resumed.tenant.stop()
    }

    /// Nobody may ask for everybody's, without the permission, or in a tenant without the licence.
    @Test func theQuestionMustNameAGroupOrAPrincipal() async throws {
        let asker = try await Asker(try Self.scenario(Self.group), TestClock())
        let group = try #require(asker.ids["Emergency"])
        func refusal(_ name: String, _ query: String, _ token: String) async throws -> (Int, String) {
            let answer = try await asker.service.send(
                .get, "\(Self.path)/\(name)\(query.replacing(" ", with: "%20"))", token: token)
            return (answer.status, answer.errorCode)
        }
        for name in ["assignmentScheduleInstances", "eligibilityScheduleInstances"] {
            for query in [
                "", "?$filter=accessId eq 'member'", "?$filter=groupId eq '\(group)' or accessId eq 'member'",
                "?$filter=startswith(groupId,'\(group)')",
            ] {
                let (status, code) = try await refusal(name, query, asker.token)
                #expect(status == 400 && code == "MissingParameters", "\(name)\(query): \(status) \(code)")
            }
            let unknown = try await refusal(
                name, "?$filter=groupId eq '\(group)' and membrType eq 'x'", asker.token)
            #expect(unknown == (400, "BadRequest"))
        }
        await asker.service.tenant.stop()
        let plain = try await Asker(
            try Self.scenario("groups: [{ name: Emergency, roles: [Global Administrator] }]\n"), TestClock())
        let answer = try await plain.service.send(
            .get, "\(Self.path)/eligibilityScheduleInstances?$filter=groupId%20eq%20'x'", token: plain.token)
        #expect(answer.status == 400 && answer.errorCode == "AadPremiumLicenseRequired", "\(answer.text)")
        await plain.service.tenant.stop()
    }

    /// Somebody through an app needs a role besides, which may be a group's that they are in now.
    @Test func aPersonNeedsARoleOfTheirOwn() async throws {
        let clock = TestClock()
        let asker = try await Asker(try Self.scenario(Self.group, byGroup: true), clock)
        let service = asker.service
        let app = "14d82eec-204b-4c2f-b7e8-296a70dab67e"
        let scope = "PrivilegedEligibilitySchedule.Read.AzureADGroup"
        func token(of upn: String) async throws -> String {
            let started = try await service.send(
                .post, "/\(service.tenant.tenantID)/oauth2/v2.0/devicecode",
                form: [("client_id", app), ("scope", scope)])
            _ = try await service.trainer(
                .post, "devices/\(started.text("user_code"))", #"{"account": "\#(upn)"}"#)
            return try await service.token([
                ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", app),
                ("device_code", started.text("device_code")),
            ]).text("access_token")
        }
        func status(_ token: String) async throws -> Int {
            let path = "\(Self.path)/eligibilityScheduleInstances?$filter=groupId%20eq%20'x'"
            return try await service.send(.get, path, token: token).status
        }
        let emergency = "emergency@nordwind.onmicrosoft.com"
        // A Global Administrator through the group consents, and asks.
        #expect(try await status(try await token(of: emergency)) == 200)
        #expect(try await token(of: "pia@nordwind.example") == "", "nobody consented for her")
        _ = try await service.trainer(.post, "clock", #"{"advance": "9h"}"#)
        #expect(try await status(try await token(of: emergency)) == 403)
        await service.tenant.stop()
    }

    @Test func onlyItsOwnPermissionOpensIt() async throws {
        let app = """
            applications:
              - name: Reader
                application-permissions: [PERMISSION, Group.Read.All]
                consented: true

            """
        for (permission, statuses) in [
            ("PrivilegedAssignmentSchedule.Read.AzureADGroup", [200, 403]),
            ("PrivilegedEligibilitySchedule.Read.AzureADGroup", [403, 200]), ("Directory.Read.All", [403, 403]),
        ] {
            let scenario = try Scenario.load(
                """
                id: x
                title: X
                briefing: X
                tenant: { name: X, initial-domain: x.onmicrosoft.com }
                domains: [{ name: x.example }]
                users: [{ upn: ida@x.example, name: Ida }]
                groups: [{ name: G, eligible-members: [ida@x.example] }]
                peig: { server: p.x.example }

                """ + app.replacing("PERMISSION", with: permission), file: "permission")
            let service = Service(try await SimulatedTenant.start(scenario))
            let portal = try await service.token(of: .portal)
            let found = try await service.send(.get, "/v1.0/applications", token: portal).objects()
            let reader = try #require(found.first { $0["displayName"] as? String == "Reader" })
            let secret = try await service.send(
                .post, "/v1.0/applications/\(reader["id"] as? String ?? "")/addPassword", token: portal, json: "{}"
            ).text("secretText")
            let token = try await service.token(clientID: reader["appId"] as? String ?? "", secret: secret)
            for (name, status) in zip(["assignmentScheduleInstances", "eligibilityScheduleInstances"], statuses) {
                let answer = try await service.send(
                    .get, "\(Self.path)/\(name)?$filter=groupId%20eq%20'x'", token: token)
                #expect(answer.status == status, "\(permission) \(name): \(answer.text)")
            }
            await service.tenant.stop()
        }
    }
}
