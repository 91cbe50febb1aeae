import Foundation
import HTTPTransport
import Journal
import Tenant
import TestSupport
import Testing

@testable import Verification

/// Whether somebody else approved the role that switches: whatever isn't surely so isn't so.
@Suite struct SwitchingRoleTests {
    private static let admin = "62e90394-69f5-4237-9190-012177145e10"
    private static let security = "194ae4cb-b126-40b2-bd5b-6091b380977d"
    private static let check = "switching-role: ida@a.example"
    private static let root = ["roleManagement", "directory"]
    private static let user = GraphPath(
        ["users", "ida@a.example"], [("$select", "id,userPrincipalName,accountEnabled")])
    private static let memberships = GraphPath(["users", "u1", "transitiveMemberOf"])

    private static func mine(_ list: String) -> GraphPath {
        GraphPath(root + [list], [("$filter", "principalId eq 'u1'")])
    }

    private static func assignment(_ role: String, _ more: String = #", "principalId": "u1", "directoryScopeId": "/""#)
        -> String
    {
        #"{"id": "\#(more.hashValue)", "roleDefinitionId": "\#(role)"\#(more)}"#
    }

    private static func instance(
        _ type: String = #""Activated""#, schedule: String = #""S1""#, end: String = #""2026-09-21T20:00:00Z""#,
        role: String = admin
    ) -> String {
        #"{"id": \#(schedule), "principalId": "u1", "roleDefinitionId": "\#(role)", "assignmentType": \#(type), "#
            + #""roleAssignmentScheduleId": \#(schedule), "endDateTime": \#(end)}"#
    }

    private static func request(
        _ action: String = #""selfActivate""#, status: String = #""Granted""#, approval: String = #""ap1""#,
        target: String = #""s1""#, validation: String = "false", role: String = admin, principal: String = "u1"
    ) -> String {
        // Each is another request.
        let id = "\(action)\(status)\(target)\(validation)".filter(\.isLetter)
        return
            #"{"id": "\#(id)", "principalId": "\#(principal)", "roleDefinitionId": "\#(role)", "action": \#(action), "#
            + #""status": \#(status), "approvalId": \#(approval), "targetScheduleId": \#(target), "#
            + #""isValidationOnly": \#(validation)}"#
    }

    /// A tenant in which Ida's activation was approved, with some of it otherwise.
    private struct Tenant {
        var memberships: [String] = []
        var assignments = [SwitchingRoleTests.assignment(SwitchingRoleTests.admin)]
        var others: [String] = []
        var instances = [SwitchingRoleTests.instance()]
        var requests = [SwitchingRoleTests.request()]

        var answers: [GraphPath: String] {
            var answers = [
                SwitchingRoleTests.user: #"{"id": "u1", "userPrincipalName": "ida@a.example", "accountEnabled": true}"#,
                SwitchingRoleTests.memberships: list(memberships),
                SwitchingRoleTests.mine("roleAssignmentScheduleInstances"): list(instances),
                SwitchingRoleTests.mine("roleAssignmentScheduleRequests"): list(requests),
            ]
            for role in SwitchingRoles.all {
                let path = GraphPath(
                    SwitchingRoleTests.root + ["roleAssignments"], [("$filter", "roleDefinitionId eq '\(role.id)'")])
                answers[path] = list(
                    role.id == SwitchingRoleTests.admin
                        ? assignments : role.id == SwitchingRoleTests.security ? others : [])
            }
            return answers
        }

        private func list(_ elements: [String]) -> String { "{\"value\": [\(elements.joined(separator: ","))]}" }
    }

    private struct Case: CustomTestStringConvertible {
        let name: String
        var tenant = Tenant()
        let wanted: AsItComesTests.Wanted
        var testDescription: String { name }
    }

    private static let cases: [Case] = [
        Case(name: "approved", wanted: .passed),
        Case(
            name: "approved, ids in other letters",
            tenant: Tenant(
                assignments: [assignment(admin.uppercased(), #", "principalId": "U1", "directoryScopeId": "/""#)],
                requests: [request(target: #""S1""#)]), wanted: .passed),
        Case(name: "provisioned", tenant: Tenant(requests: [request(status: #""Provisioned""#)]), wanted: .passed),
        Case(
            name: "another request of another time",
            tenant: Tenant(
                requests: [request(approval: "null", target: #""old""#), request()]), wanted: .passed),
        Case(
            name: "asked only to see what it would need",
            tenant: Tenant(
                requests: [request(approval: "null", validation: "true"), request()]), wanted: .passed),
        Case(
            name: "refused before, and approved then",
            tenant: Tenant(
                requests: [request(status: #""Denied""#, approval: #""ap0""#), request()]), wanted: .passed),
        Case(
            name: "nobody had to approve", tenant: Tenant(requests: [request(approval: "null")]),
            wanted: .red(["nobody had to approve it", "Require approval to activate"])),
        Case(
            name: "an empty approval", tenant: Tenant(requests: [request(approval: #""""#)]),
            wanted: .red(["nobody had to approve it"])),
        Case(
            name: "waits", tenant: Tenant(requests: [request(status: #""PendingApprovalProvisioning""#)]),
            wanted: .unknown("the request that it comes of isn't")),
        Case(
            name: "a status that isn't known", tenant: Tenant(requests: [request(status: #""Approved?""#)]),
            wanted: .unknown("the request that it comes of isn't")),
        Case(
            name: "an administrator gave it", tenant: Tenant(requests: [request(#""adminAssign""#)]),
            wanted: .red(["was changed afterwards (adminAssign)"])),
        Case(
            name: "an administrator made it longer", tenant: Tenant(requests: [request(), request(#""adminExtend""#)]),
            wanted: .red(["was changed afterwards (adminExtend)"])),
        Case(
            name: "assigned, not activated", tenant: Tenant(instances: [instance(#""Assigned""#)]),
            wanted: .red(["without an activation"])),
        Case(
            name: "assigned beside the activation",
            tenant: Tenant(instances: [instance(), instance(#""Assigned""#, schedule: #""s2""#)]),
            wanted: .red(["without an activation"])),
        Case(
            name: "a type that isn't known", tenant: Tenant(instances: [instance(#""Borrowed""#)]),
            wanted: .unknown("is borrowed")),
        Case(
            name: "without a type", tenant: Tenant(instances: [instance("null")]), wanted: .unknown("assignmentType")),
        Case(
            name: "without an end", tenant: Tenant(instances: [instance(end: "null")]), wanted: .unknown("endDateTime")),
        Case(
            name: "an end that is none", tenant: Tenant(instances: [instance(end: #""tomorrow""#)]),
            wanted: .unknown("isn't a time")),
        Case(
            name: "ends too soon", tenant: Tenant(instances: [instance(end: #""2026-09-21T14:20:00Z""#)]),
            wanted: .red(["must be more than 30 minutes away"])),
        Case(
            name: "another's request", tenant: Tenant(requests: [request(principal: "u2")]),
            wanted: .unknown("the request that it comes of isn't")),
        Case(
            name: "another role's request", tenant: Tenant(requests: [request(role: security)]),
            wanted: .unknown("the request that it comes of isn't")),
        Case(name: "no instance", tenant: Tenant(instances: []), wanted: .unknown("doesn't say how")),
        Case(
            name: "no role", tenant: Tenant(assignments: [], instances: [], requests: []),
            wanted: .red(["holds no role now", "Activate"])),
        Case(
            name: "for a part of the tenant only",
            tenant: Tenant(
                assignments: [
                    assignment(admin, #", "principalId": "u1", "directoryScopeId": "/administrativeUnits/x""#)
                ]), wanted: .red(["holds no role now"])),
        Case(
            name: "a scope that is left out",
            tenant: Tenant(assignments: [assignment(admin, #", "principalId": "u1""#)]),
            wanted: .unknown("directoryScopeId")),
        Case(
            name: "somebody who isn't told",
            tenant: Tenant(assignments: [assignment(admin, #", "directoryScopeId": "/""#)]),
            wanted: .unknown("principalId")),
        Case(
            name: "through a group besides",
            tenant: Tenant(
                memberships: [##"{"@odata.type": "#microsoft.graph.group", "id": "G1", "displayName": "Night"}"##],
                assignments: [
                    assignment(admin), assignment(admin, #", "principalId": "g1", "directoryScopeId": "/""#),
                ]), wanted: .unknown("through a group")),
        Case(
            name: "another role for good besides",
            tenant: Tenant(
                others: [assignment(security)],
                instances: [instance(), instance(#""Assigned""#, schedule: #""s2""#, end: "null", role: security)]),
            wanted: .red(["holds Security Administrator without an activation"])),
        Case(
            name: "a role that no assignment tells of",
            tenant: Tenant(
                memberships: [
                    ##"{"@odata.type": "#microsoft.graph.directoryRole", "id": "d", "roleTemplateId": "\##(security)"}"##
                ]), wanted: .unknown("through a group")),
    ]

    @Test(arguments: cases) private func onlyAnApprovedActivationCounts(one: Case) async throws {
        let result = try await SmallGraph.result(
            Self.check, "approved-until: { later-than: 30m }", one.tenant.answers, isRehearsed: true)
        AsItComesTests.expect(result?.verdict, one.wanted, one.name)
    }

    /// Who is signed in is who switches: an app's permissions hang on nobody's approval.
    @Test func anAppIsNobody() async throws {
        let result = try await SmallGraph.result(
            Self.check, "approved-until: { later-than: 30m }", Tenant().answers)
        AsItComesTests.expect(result?.verdict, .red(["An app is signed in here"]), "an app")
    }
}
