import ArgumentParser
import Console
import Journal

struct Decline: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say no to what somebody else wants approved, and why: they read it at once.",
        discussion: """
            Example:
              lockstep decline friday k7fw2p the certificate is the old one

            Exit codes: 0 declined, 1 whoever asked has gone or was answered, 2 usage or a code that was never asked.
            """)

    @Argument(help: "The session's id, the beginning of it, or its name.", completion: ShellCompletions.sessions)
    var session: String
    @Argument(help: "The code that the other person sees.") var code: String
    @Argument(help: "Why.") var reason: [String]
    @OptionGroup var options: StoreOptions

    func validate() throws {
        if reason.joined().allSatisfy(\.isWhitespace) {
            throw ValidationError("Say why: lockstep decline SESSION CODE WORDS")
        }
    }

    func run() throws {
        let asked = try Asked(session: session, code: code, options)
        let screen = Screen()
        asked.show(isDeclining: true, on: screen)
        try asked.decline(reason.joined(separator: " "), on: screen)
    }
}
