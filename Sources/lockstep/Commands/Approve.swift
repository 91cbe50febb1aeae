import ArgumentParser
import Console
import Journal
import SessionStore

struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Approve what somebody else waits for: a waiver, the switch, or the way back.",
        discussion: """
            The one who works in the session sees a code and tells you. Look at what it is for, then type your name.

            Example:
              lockstep approve friday k7fw2p

            Exit codes: 0 approved, 1 not, 2 usage or a code that nobody waits for.
            """)

    @Argument(help: "The session's id, the beginning of it, or its name.", completion: ShellCompletions.sessions)
    var session: String
    @Argument(help: "The code that the other person sees.") var code: String
    @OptionGroup var options: StoreOptions

    func run() async throws {
        let store = try options.open()
        try store.requireWritable()
        let id = try store.find(session)
        guard let wanted = try store.approvalWanted(session: id, code: code.lowercased()) else {
            throw InputProblem("nobody waits for the code \"\(code)\" in session \(id); ask for it again")
        }
        let who = options.who
        guard who.name.lowercased() != wanted.asker.name.lowercased() else {
            throw InputProblem(
                "\(who.name) asked for it: a second person must approve. Say who you are with --as NAME, on your own "
                    + "account")
        }
        let screen = Screen()
        screen.text("\(wanted.asker) asks for your approval:")
        for line in wanted.what.split(separator: "\n") { screen.text(String(line), first: "  ", rest: "    ") }
        let typed = await TypedAnswer.read("Type your name (\(who.name)) to approve: ", on: screen) ?? ""
        guard typed == who.name else {
            screen.error("Not approved: \"\(typed)\" isn't your name, \(who.name).")
            throw ExitCode(1)
        }
        guard try store.approve(session: id, code: code.lowercased(), who: who) else {
            screen.error("Not approved: nobody waits for it any more.")
            throw ExitCode(1)
        }
        screen.line("\(Style.green("✓")) approved by \(who)")
    }
}
