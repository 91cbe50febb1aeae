import Foundation
import Runbook
import Tenant
import Text

/// How many people signed in lately: whether this is a quiet hour. Needs Entra ID P1. Graph: `GET /auditLogs/signIns`.
enum SignInActivityResource: Resource {
    static let name = "sign-in-activity"
    static let selector: String? = "how far to look back: 30m, 2h"
    static let form = LiteralForm.duration
    private static let needs: [Permission] = [.auditLogReadAll, .directoryReadAll]
    static let properties = [
        Property(
            "sign-ins", .number, label: "Sign-ins in that time", needs: needs,
            remedy: "Wait for a quieter hour, or announce the switch."
        ) { selection, probe in Observed(.number(try await count(selection, probe).all)) },
        Property(
            "failures", .number, label: "Sign-ins that failed in that time", needs: needs,
            remedy: "Entra admin center → Monitoring → Sign-in logs → Status: Failure."
        ) { selection, probe in
            let count = try await count(selection, probe)
            return Observed(.number(count.failed), detail: count.failed == 0 ? nil : count.reasons)
        },
    ]

    private struct SignIn: Decodable, Hashable, Sendable {
        struct Status: Decodable, Hashable, Sendable {
            let errorCode: Field<Int>
        }
        let status: Field<Status>
    }

    private struct Count: Sendable {
        var all = 0
        /// How often each code was seen that ended a sign-in. One that only stops for a question shows again as it ended.
        var codes: [Int: Int] = [:]

        var failed: Int { codes.values.reduce(0, +) }

        /// The most frequent first: "AADSTS50126, 2 times: The user name or password is wrong".
        var reasons: String {
            codes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Sample.size).map { code, count in
                let known = Explanation.of(.signIn, "\(code)").map { String($0.meaning.dropLast()) }
                let often = count == 1 ? "" : ", \(count) times"
                return "AADSTS\(code)\(often): \(known ?? SignInCode.page("\(code)"))"
            }.joined(separator: "; ")
        }
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
                let code = try status.errorCode.required(of: "a sign-in's status")
                if code != 0, !SignInCode.interrupts.contains(code) { count.codes[code, default: 0] += 1 }
            }
        }
    }
}
