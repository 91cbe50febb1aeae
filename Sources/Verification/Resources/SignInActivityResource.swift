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
            remedy: "Wait for a quieter hour, or announce the switch."
        ) { selection, probe in Observed(.number(try await count(selection, probe).all)) },
        Property(
            "failures", .number, label: "Sign-ins that failed in that time", permission: permission,
            remedy: "Entra admin center → Monitoring → Sign-in logs → Status: Failure."
        ) { selection, probe in Observed(.number(try await count(selection, probe).failed)) },
    ]

    private struct SignIn: Decodable, Sendable {
        struct Status: Decodable, Sendable {
            let errorCode: Field<Int>
        }
        let status: Field<Status>
    }

    private struct Count: Sendable {
        var all = 0
        var failed = 0
    }

    private static func count(_ selection: Selection, _ probe: Probe) async throws -> Count {
        guard let seconds = DurationText.parse(selection.selector) else {
            throw Impediment.missing(
                message: "\"\(selection.selector)\" is no time to look back.", remedy: "Write a time such as 30m or 2h."
            )
        }
        let since = Date(timeIntervalSince1970: (probe.now.timeIntervalSince1970 - Double(seconds)).rounded(.down))
        return try await probe.fold(
            GraphPath(["auditLogs", "signIns"], [("$filter", "createdDateTime ge \(since.formatted(.iso8601))")]),
            as: "sign-ins", into: Count()
        ) { (count: inout Count, page: [SignIn]) throws(TenantFault) in
            count.all += page.count
            for signIn in page {
                let status = try signIn.status.required(of: "a sign-in")
                if try status.errorCode.required(of: "a sign-in's status") != 0 { count.failed += 1 }
            }
        }
    }
}
