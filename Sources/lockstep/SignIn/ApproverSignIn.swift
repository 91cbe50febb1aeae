import Console
import Foundation
import Glibc
import Journal
import Tenant
import Text

/// Lets a second person sign in to the tenant for one approval: so that whoever asked knows whose account approved.
enum ApproverSignIn {
    /// - Parameters:
    ///   - isForeign: the request came with a file: of it the tenant's id is taken, and where that is, says whoever is here.
    /// - Returns: the token that proves it; shown to whoever asked and to nobody else.
    static func token(
        for statement: ApprovalStatement, of binding: TenantBinding, isForeign: Bool, _ options: TenantOptions,
        on screen: Screen
    ) async throws -> String {
        guard (options.method ?? .browser) == .browser else {
            throw InputProblem(
                "an approval is signed in for with a browser, by a person: leave out --method")
        }
        var profile = try options.resolved(binding, isForeign: isForeign)
        // Nobody approves as an app.
        if profile.method?.isPerson != true { profile.clientID = nil }
        profile.method = .browser
        profile.tenant = binding.tenantID
        let link = try await options.link(profile, permissions: [], screen)
        guard isatty(STDERR_FILENO) == 1 else {
            throw TenantProblem(
                .elsewhere(
                    "Whoever approves in a live session signs in with a browser, and nobody sits at a terminal here.",
                    remedy: "Run it at a terminal."))
        }
        screen.text(
            "Who you are says your sign-in to the tenant: it is for this approval alone, and allows nothing else.")
        do throws(TenantFault) {
            let answer = try await IdentityToken(link.endpoints, tenantID: binding.tenantID).ask(
                clientID: link.credential.clientID, challenge: statement.challenge, desk: BrowserSignIn([], screen))
            screen.line("Signed in as \(SafeText.clean(answer.claims.userName ?? answer.claims.objectID)).")
            return answer.token
        } catch {
            throw TenantProblem(error)
        }
    }
}
