import Foundation
import Glibc
import Journal
import Tenant

/// Whether somebody sits in front of the program. A code that nobody reads would be waited for in vain, a quarter of an
/// hour long, in each run of a cron job.
enum Attendance {
    /// The code is shown on standard error, and whoever typed the command waits for it.
    static var isWatched: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// What to configure where a sign-in would wait for a code that nobody reads; nil where it wouldn't.
    ///
    /// An app's credentials that the environment happens to offer are named and not used: another identity sees and may do
    /// other things, so whoever wants it says so.
    static func obstacle(_ link: LiveLink) -> Obstacle? {
        guard [.browser, .deviceCode].contains(link.profile.method), !isWatched else { return nil }
        let environment = ProcessInfo.processInfo.environment
        func isSet(_ name: String) -> Bool { environment[name]?.isEmpty == false }
        var remedy =
            "Run it at a terminal, or let an app sign in: AZURE_CLIENT_ID with AZURE_CLIENT_SECRET or a certificate, and "
            + "--method secret or --method certificate; or a profile: --profile NAME."
        if isSet("AZURE_CLIENT_ID") {
            if isSet("AZURE_CLIENT_SECRET") {
                remedy =
                    "The environment names an app and its secret; it signs in only if you say so: --method secret "
                    + "--client-id \"$AZURE_CLIENT_ID\"."
            } else if isSet("AZURE_CLIENT_CERTIFICATE_PATH") {
                remedy =
                    "The environment names an app and its certificate; it signs in only if you say so: "
                    + "--method certificate --client-id \"$AZURE_CLIENT_ID\"."
            }
        }
        return Obstacle(
            reason:
                "The way to sign in is a person with a browser, and nobody sits at a terminal here.",
            remedy: remedy)
    }

    /// The same for what a person has begun: a code that is shown in a log may be entered elsewhere, but a browser that
    /// nobody was sent to doesn't come back.
    static func demandReader(_ link: LiveLink) throws {
        guard link.profile.method == .browser, isatty(STDERR_FILENO) == 0 else { return }
        try demand(link)
    }

    static func demand(_ link: LiveLink) throws {
        if let obstacle = obstacle(link) {
            throw TenantProblem(.elsewhere(obstacle.reason, remedy: obstacle.remedy))
        }
    }
}
