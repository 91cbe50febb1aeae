import Foundation
import TestSupport
import Testing

@testable import Tenant
@testable import Verification

/// Who takes a switch back through a group: until when they are in it is asked of Privileged Identity Management, and what
/// comes first ends the way back.
@Suite(.serialized) struct GroupEndsTests {
    typealias Wanted = AsItComesTests.Wanted

    private static let group = "6f0b7a52-9a1c-4c6e-9a7e-0b9d1e5f0001"
    private static let person = "6f0b7a52-9a1c-4c6e-9a7e-0b9d1e5f0002"
    private static let role = "62e90394-69f5-4237-9190-012177145e10"
    private static let select = "id,userPrincipalName,accountEnabled,creationType,externalUserState,identities"

    private static func instances(_ kind: String) -> GraphPath {
        GraphPath(
            ["identityGovernance", "privilegedAccess", "group", "\(kind)ScheduleInstances"],
            [("$filter", "groupId eq '\(group)'")])
    }
    private static let roleInstances = GraphPath(
        ["roleManagement", "directory", "roleAssignmentScheduleInstances"],
        [("$filter", "roleDefinitionId eq '\(role)'")])

    /// - Parameter end: as JSON has it.
    private static func member(
        _ end: String, of group: String = group, _ access: String = "member", who: String = person
    ) -> String {
        """
        {"id": "\(UUID())", "principalId": "\(who)", "groupId": "\(group)", "accessId": "\(access)",
         "assignmentType": "assigned", "memberType": "direct", "startDateTime": null, "endDateTime": \(end)}
        """
    }

    private static func after(days: Double) -> String {
        "\"\(SmallGraph.now.addingTimeInterval(days * 86_400).formatted(.iso8601))\""
    }

    /// A tenant whose only administrator outside is in a group that holds the role.
    private static func tenant(inside: [String] = [person]) -> [GraphPath: String] {
        let members = inside.map { ##"{"@odata.type": "#microsoft.graph.user", "id": "\##($0)"}"## }
        return [
            GraphPath(["domains"]): SmallGraph.list(
                OddDomainsTests.domain("a.example"), OddDomainsTests.domain("a.onmicrosoft.com")),
            GraphPath(["directoryRoles(roleTemplateId='\(role)')", "members"]): SmallGraph.list(
                ##"{"@odata.type": "#microsoft.graph.group", "id": "\##(group)", "displayName": "Keys"}"##),
            GraphPath(["groups", group, "transitiveMembers"]): "{\"value\": [\(members.joined(separator: ","))]}",
            GraphPath(["users", person], [("$select", select)]): """
            {"id": "\(person)", "userPrincipalName": "key@a.onmicrosoft.com", "accountEnabled": true,
             "creationType": null, "externalUserState": null, "identities": null}
            """,
            roleInstances: SmallGraph.list(),
            GraphPath(["users", person, "authentication", "methods"]): SmallGraph.list(
                ##"{"@odata.type": "#microsoft.graph.fido2AuthenticationMethod", "id": "m"}"##),
            GraphPath(["identity", "conditionalAccess", "evaluate"]): SmallGraph.list(),
        ]
    }

    @Test func theMembershipEndsTheWayBack() async throws {
        let forbidden = SmallGraph.error("403 Forbidden", "Authorization_RequestDenied", "Insufficient privileges")
        let held = Self.instances("assignment").description
        let lasting = "(through the group Keys"
        let cases: [(String, [String]?, answer: Data?, Wanted, evidence: String)] = [
            ("lasts", [Self.member("null")], nil, .passed, lasting),
            ("nothing is managed there", [], nil, .passed, lasting),
            ("long enough", [Self.member(Self.after(days: 30))], nil, .passed, "until "),
            (
                "a quarter of an hour", [Self.member(Self.after(days: 0.01))], nil,
                .red(["is Global Administrator only until"]), ""
            ),
            ("tomorrow", [Self.member(Self.after(days: 1))], nil, .red(["is Global Administrator only until"]), ""),
            ("twice, once for long", [Self.member(Self.after(days: 0.1)), Self.member("null")], nil, .passed, lasting),
            (
                "of another group", [Self.member("null", of: "other")], nil, .passed, lasting
            ),
            (
                "owns it for ever, is in it for an hour",
                [Self.member("null", of: Self.group, "owner"), Self.member(Self.after(days: 0.05))],
                nil, .red(["only until"]), ""
            ),
            (
                "in capitals",
                [Self.member("null", of: Self.group.uppercased(), "Member", who: Self.person.uppercased())], nil,
                .passed,
                lasting
            ),
            (
                "not named", [Self.member("null", who: "somebody else")], nil,
                .unknown("doesn't say until when it is in the group Keys"), ""
            ),
            (
                "no time", [Self.member("\"soon\"")], nil, .unknown("until when it is in the group Keys isn't a time"),
                ""
            ),
            ("a number", [Self.member("7")], nil, .unknown("isn't a time"), ""),
            ("may not ask", nil, forbidden, .unknown("until when it is in the group Keys isn't known"), ""),
            (
                "no such list", nil,
                SmallGraph.error("400 Bad Request", "BadRequest", "Resource not found for the segment"), .passed,
                "until when it is in the group couldn't be asked"
            ),
            (
                "no licence", nil,
                SmallGraph.error("400 Bad Request", "AadPremiumLicenseRequired", "The tenant needs P2"), .passed,
                lasting
            ),
            ("down", nil, SmallGraph.answer("{}", "500 Internal Server Error"), .unknown("until when"), ""),
        ]
        for (name, list, answer, wanted, evidence) in cases {
            var answers = Self.tenant()
            if let list { answers[Self.instances("assignment")] = "{\"value\": [\(list.joined(separator: ","))]}" }
            let pages = answer.map { ["/v1.0\(held)": [$0]] } ?? [:]
            let result = try await SmallGraph.result(
                "emergency-access: a.example", "count: { at-least: 1 }", answers, pages: pages)
            AsItComesTests.expect(result?.verdict, wanted, name)
            let seen = result?.evidence.observations.map(\.seen).joined() ?? ""
            #expect(evidence.isEmpty || seen.contains(evidence), "\(name): \(seen)")
        }
        let refused = try await SmallGraph.result(
            "emergency-access: a.example", "count: { at-least: 1 }", Self.tenant(), pages: ["/v1.0\(held)": [forbidden]]
        )
        guard case .unknown(let obstacle) = refused?.verdict else { return }
        #expect(obstacle.remedy.contains("PrivilegedAssignmentSchedule.Read.AzureADGroup"), "\(obstacle)")
    }

    /// What ends first counts, whichever it is.
    @Test func theRoleOfTheGroupEndsItToo() async throws {
        for (role, membership, wanted) in [
            (0.5, 30, Wanted.red(["only until"])), (30, 0.5, .red(["only until"])), (30, 30, .passed),
        ] {
            var answers = Self.tenant()
            answers[Self.roleInstances] = SmallGraph.list(
                """
                {"id": "r", "principalId": "\(Self.group)", "roleDefinitionId": "\(Self.role)",
                 "endDateTime": \(Self.after(days: role))}
                """)
            answers[Self.instances("assignment")] = SmallGraph.list(Self.member(Self.after(days: membership)))
            AsItComesTests.expect(
                try await SmallGraph.result("emergency-access: a.example", "count: { at-least: 1 }", answers)?.verdict,
                wanted, "\(role) and \(membership) days")
        }
    }

    /// Who may only activate the membership doesn't hold the role, and is told of.
    @Test func aMembershipThatMayBeActivatedIsNone() async throws {
        var answers = Self.tenant(inside: [])
        answers[Self.instances("assignment")] = SmallGraph.list()
        answers[Self.instances("eligibility")] = SmallGraph.list(Self.member("null"))
        AsItComesTests.expect(
            try await SmallGraph.result("emergency-access: a.example", "count: { at-least: 1 }", answers)?.verdict,
            .red(["key@a.onmicrosoft.com may activate Global Administrator"]), "eligible")
    }
}
