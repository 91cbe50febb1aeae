import Console
import Foundation
import Tenant
import Text

/// Signs in with a person watching: says what is waited for, and what went wrong with what to do.
enum SigningIn {
    static func identity(_ client: GraphClient, _ screen: Screen) async throws -> LiveLink.Identity {
        client.onWait { screen.error("Waiting \(Int($0.seconds.rounded(.up))) s, then asking again. \($0.reason)") }
        screen.progress("Signing in…")
        defer { screen.clearProgress() }
        do {
            return try await LiveLink.identity(client)
        } catch {
            throw TenantProblem(error)
        }
    }
}

/// A tenant that can't be reached or asked, as a person reads it.
struct TenantProblem: Error, CustomStringConvertible {
    let fault: TenantFault

    init(_ fault: TenantFault) { self.fault = fault }

    var description: String { "\(SafeText.clean(fault.reason))\n  → \(SafeText.clean(fault.remedy))" }
}
