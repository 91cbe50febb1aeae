import ArgumentParser
import Console
import Journal
import SessionStore

struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Approve what somebody else waits for: a waiver, the switch, other hours, or the way back.",
        discussion: """
            The one who works in the session sees a code and tells you. Read what it is for, then type your name; or \
            decline and say why, and they read it at once.

            Names are typed, and nothing proves them: whoever relies on an approval relies on who was at that terminal. \
            What counts is that another person read it.

            Examples:
              lockstep approve friday k7fw2p
              lockstep decline friday k7fw2p the certificate is last year\'s

            Exit codes: 0 approved, 1 not, 2 usage or a code that nobody waits for.
            """)

    @Argument(help: "The session's id, the beginning of it, or its name.", completion: ShellCompletions.sessions)
    var session: String
    @Argument(help: "The code that the other person sees.") var code: String
    @OptionGroup var options: StoreOptions

    func run() async throws {
        let asked = try Asked(session: session, code: code, options)
        let screen = Screen()
        asked.show(on: screen)
        let who = asked.who
        let typed =
            await TypedAnswer.read("Type your name (\(who.name)) to approve, or decline and why: ", on: screen) ?? ""
        let words = typed.split(separator: " ", maxSplits: 1).map(String.init)
        if words.first?.lowercased() == "decline" {
            return try asked.decline(words.count > 1 ? words[1] : "without a word", on: screen)
        }
        guard typed == who.name else {
            screen.error("Not approved: \"\(typed)\" isn't your name, \(who.name).")
            throw ExitCode(1)
        }
        guard try asked.answer() else {
            screen.error("Not approved: nobody waits for it any more.")
            throw ExitCode(1)
        }
        screen.line("\(Style.green("✓")) approved by \(who) (\(Person.caveat))")
        try asked.countersign(on: screen)
    }
}
