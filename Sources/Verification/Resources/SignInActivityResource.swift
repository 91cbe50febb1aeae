import Foundation
import Runbook
import Tenant

/// How many people signed in lately: whether this is a quiet hour. Needs Entra ID P1. Graph: `GET /auditLogs/signIns`.
enum SignInActivityResource: Resource {
    static let name = "sign-in-activity"
    static let selector: String? = "how far to look back: 30m, 2h"
    private static let permission = "AuditLog.Read.All and Directory.Read.All"
    static let properties = [
        Property(
            "sign-ins", .number, label: "Sign-ins in that time", permission: permission,
            remedy: "Wait for a quieter hour, or announce the switch."),
        Property(
            "failures", .number, label: "Sign-ins that failed in that time", permission: permission,
            remedy: "Entra admin center → Monitoring → Sign-in logs → Status: Failure."),
    ]

    private struct SignIn: Decodable, Sendable {
        struct Status: Decodable, Sendable {
            let errorCode: Int?
        }
        let status: Status?
    }

    private struct Count: Sendable {
        var all = 0
        var failed = 0
    }

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        guard let seconds = DurationText.parse(selection.selector) else {
            throw .absent(
                message: "\"\(selection.selector)\" is no time to look back.", remedy: "Write a time such as 30m or 2h."
            )
        }
        let since = Date(
            timeIntervalSince1970: (probe.now.timeIntervalSince1970 - Double(seconds)).rounded(.down))
        let count = try await reading { () async throws(TenantFault) in
            try await probe.fold(
                GraphPath(
                    ["auditLogs", "signIns"], [("$filter", "createdDateTime ge \(since.formatted(.iso8601))")]),
                as: "sign-ins", into: Count()
            ) { (count: inout Count, page: [SignIn]) throws(TenantFault) in
                count.all += page.count
                for signIn in page {
                    guard let code = signIn.status?.errorCode else { throw .unexpected("a sign-in without a status") }
                    if code != 0 { count.failed += 1 }
                }
            }
        }
        return Observed(.number(property == "failures" ? count.failed : count.all))
    }
}
