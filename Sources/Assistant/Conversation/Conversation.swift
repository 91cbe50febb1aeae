import Console
import Cutover
import Escaping
import Foundation
import Journal
import Rehearsal
import Runbook
import SessionStore
import Synchronization
import Tenant
import Text
import Verification
import YAMLDocument

/// One person at one session: reads commands, runs them, tells what came of them.
public final class Conversation: Sendable {
    let screen: Screen
    let lines: any LineSource
    let session: Session
    /// The session's pen.
    let writer: SessionWriter
    /// Of a rehearsal: the portals of the simulated tenant.
    let desk: RehearsalDesk?
    let runner: CutoverRunner
    /// Proves who people are; nil in a rehearsal, where names count.
    let people: (any PeopleProver)?
    /// The runbook of this name that comes with Lockstep, if one does.
    let bundled: RunbookOrigin.Bundled?
    /// Names of hosts that aren't Microsoft's and answer for the tenant; nil where all are.
    let strangers: String?
    /// What the person must know at once about the session as it was opened, a sentence each.
    let notices: [String]
    static let commands: [any Command] = [
        HelpCommand(), StatusCommand(), NextCommand(), DoneCommand(), StepCommand(), GotoCommand(), CheckCommand(),
        WatchCommand(), WhyCommand(), AttestCommand(), SetCommand(), NoteCommand(), IdentifiersCommand(),
        BlastCommand(), WaiveCommand(), UndoCommand(), HistoryCommand(), HandoffCommand(), GiveCommand(), KeepCommand(),
        WhoCommand(),
        CutoverCommand(), VerifyCommand(), RollbackCommand(), PortalCommand(), StuckCommand(), DebriefCommand(),
        QuitCommand(),
    ]
    var commands: [any Command] { Conversation.commands }
    /// Both sides' accounts as they were compared last.
    let identifiers = IdentifierDesk()
    /// What is looked at while the person types.
    let watching = Watching()
    /// Looks at a domain that something was sent to, until it is known what became of it.
    let lookout = Lookout()
    /// What the conversation ends with, once it ends.
    private let ending = Mutex<Outcome?>(nil)

    public init(
        screen: Screen, lines: any LineSource, runbook: Runbook, writer: SessionWriter, access: TenantAccess,
        desk: RehearsalDesk?, bundled: RunbookOrigin.Bundled?, people: (any PeopleProver)? = nil,
        strangers: String? = nil, notices: [String] = []
    ) {
        self.screen = screen
        self.notices = notices
        self.people = people
        self.bundled = bundled
        self.strangers = strangers
        self.lines = lines
        self.writer = writer
        session = Session(runbook: runbook, writer: writer, access: access)
        self.desk = desk
        runner = CutoverRunner(runbook: runbook, writer: writer, access: access, bundled: bundled?.hash)
        access.graph.onWait { [screen] waiting in Conversation.tell(waiting, on: screen) }
    }

    /// Says that a read waits, and for how long: at a terminal in passing, elsewhere as a message.
    private static func tell(_ waiting: Waiting, on screen: Screen) {
        let seconds = waiting.seconds < 10 ? String(format: "%.1f", waiting.seconds) : String(Int(waiting.seconds))
        let text = "Waiting \(seconds) s, then asking again. \(waiting.reason)"
        if screen.terminal.isInteractive { screen.progress("\(text) Ctrl-C ends it.") } else { screen.error(text) }
    }

    var runbook: Runbook { session.runbook }
    var access: TenantAccess { session.access }
    var state: SessionState { writer.state }
    /// How all stands now.
    var board: Board { session.board }

    /// The last look at the domain, as it was: a reading that said nothing new isn't in the journal.
    private let looked = Mutex<SwitchHistory?>(nil)

    func keep(_ history: SwitchHistory) { looked.withLock { $0 = history } }

    /// What was sent to the domain and read of it, with the last look: by this session, or, where it has sent nothing, by
    /// the others of this store.
    func switches() throws(StoreProblem) -> SwitchHistory {
        let own = state.switches
        let known = own.sendings.isEmpty && own.federation == nil ? try runner.history() : own
        // The same sendings with the same answers, and no older: then the look is of what the journal has, only later.
        guard let last = looked.withLock({ $0 }), last.domain == known.domain,
            last.sendings.map(\.attempt) == known.sendings.map(\.attempt),
            last.sendings.map(\.answer) == known.sendings.map(\.answer),
            last.directory?.time ?? .distantPast >= known.directory?.time ?? .distantPast
        else { return known }
        return last
    }

    var isInteractive: Bool { screen.terminal.isInteractive }

    /// The step that the person is at.
    var step: Step { state.currentStep.flatMap { runbook.step($0) } ?? runbook.steps[0] }

    /// The last command's whole line, where tab completion asks.
    public func completions(for line: String) -> [String] {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let typed = words.last ?? ""
        let before = words.dropLast().filter { !$0.isEmpty }
        let available = commands.filter { $0.isAvailable(in: self) }
        let candidates: [String]
        if let name = before.first {
            let command = available.first { $0.name == name || $0.aliases.contains(name) }
            candidates = command?.candidates(after: Array(before.dropFirst()), in: self) ?? []
        } else {
            candidates = available.map(\.name)
        }
        return candidates.filter { $0.hasPrefix(typed) }.sorted()
    }

    /// Talks until the person leaves. The pen is still this process's then.
    /// - Parameter isNew: whether the session has just begun.
    /// - Returns: 0 for a person at a terminal; for piped commands, the worst of what they came to.
    public func run(isNew: Bool) async -> Outcome {
        let heartbeat = Task { await Heartbeat(conversation: self).run() }
        defer {
            heartbeat.cancel()
            lookout.stop()
            watching.stop()
        }
        var worst = await guarded { try await self.open(isNew: isNew) }
        while ending.withLock({ $0 }) == nil {
            if isInteractive { lookout.begin(self) }
            switch await lines.read(prompt, for: .command) {
            case .line(let line): worst = max(worst, await execute(line))
            case .interrupted: continue
            case .refused: worst = max(worst, .usage)
            case .endOfInput, .terminated: leave()
            }
        }
        if isInteractive { screen.line("Kept. Go on with: \(ProgramCommand.text("resume", state.id))") }
        let ending = ending.withLock { $0 } ?? .done
        return isInteractive ? ending : max(worst, ending)
    }

    /// Ends the conversation after the command that is running.
    func leave(_ outcome: Outcome = .done) { ending.withLock { $0 = max($0 ?? outcome, outcome) } }

    /// Whether it ends after the command that is running.
    var isLeaving: Bool { ending.withLock { $0 } != nil }

    private var prompt: String {
        "\(label)\(place) \(step.id)\(doubt)> "
    }

    /// What nobody may overlook, whatever else they do.
    private var doubt: String {
        let words: String
        switch state.aftermath {
        case .notKnown: words = "switch not known"
        case .unread, .otherwise: words = "FEDERATED, see verify"
        case .reverted: words = "reads managed, see verify"
        case .nothingSent, .asMeant, .managed, .refused, .rolledBack: return ""
        }
        return Style.yellow(" (\(words))")
    }

    /// What the prompt and every screen that can change something begin with: nobody may take one for the other.
    var label: String {
        let tenant = state.tenant
        guard tenant.kind == .live else { return Style.yellow("REHEARSAL") }
        return Style.red("LIVE \(SafeText.fitting(SafeText.clean(tenant.displayName), 24))")
    }

    /// Who answers for the tenant, if it isn't Microsoft: no line is typed without seeing it.
    private var place: String {
        // Its end says whose it is: what is too long loses its beginning.
        strangers.map { " " + Style.yellow("at \(SafeText.ending(SafeText.clean($0), 28))") } ?? ""
    }

    /// Where the session's runbook comes from.
    var origin: RunbookOrigin { RunbookOrigin(runbook, state, bundled: bundled) }

    func open(isNew: Bool) async throws -> Outcome {
        if state.currentStep == nil { try writer.append(StepEntered(step: runbook.steps[0].id)) }
        if isInteractive { greeting.show(isNew: isNew) }
        // What an earlier program left half done: what is true comes before anything else.
        return state.aftermath.isWorthLooking ? try await VerifyCommand().run([], in: self) : .done
    }

    /// Runs one line.
    func execute(_ line: String) async -> Outcome {
        let trimmed = line.trimmingBlanks
        // Enter alone goes on; in a script an empty line, like a comment, is nothing.
        if trimmed.isEmpty { return isInteractive ? await run(["next"]) : .done }
        if trimmed.hasPrefix("#") { return .done }
        if await PastedBlock(conversation: self).skip(from: trimmed) {
            screen.error(
                "A certificate or a key takes several lines, and a command has one; nothing of it was kept. A question asks "
                    + "for it: set NAME, Enter, then paste.")
            return .usage
        }
        do throws(UsageError) {
            return await run(try words(of: trimmed))
        } catch {
            screen.error(error.message)
            return .usage
        }
    }

    private func words(of line: String) throws(UsageError) -> [String] {
        let name = String(line.prefix { !$0.isWhitespace })
        guard let count = command(name)?.wordsBeforeText else { return try CommandWords.split(line) }
        return try CommandWords.split(line, textAfter: count + 1)
    }

    private func command(_ name: String) -> (any Command)? {
        let name = name.lowercased()
        return commands.first { ($0.name == name || $0.aliases.contains(name)) && $0.isAvailable(in: self) }
    }

    private func run(_ words: [String]) async -> Outcome {
        guard let name = words.first?.lowercased() else { return .done }
        guard let command = command(name) else {
            let available = commands.filter { $0.isAvailable(in: self) }
            let hint = Suggestion.hint(for: name, in: available.flatMap { [$0.name] + $0.aliases })
            screen.error("There is no command \"\(name)\"\(hint.isEmpty ? ". Type help for the list." : hint)")
            return .usage
        }
        // Whatever the command reads and writes of the domain, nobody else does meanwhile.
        await lookout.pause()
        // Where they can't be read, the switch says so; everything else goes on.
        try? writer.heedKeys()
        return await guarded { try await command.run(Array(words.dropFirst()), in: self) }
    }

    func guarded(_ work: () async throws -> Outcome) async -> Outcome {
        do {
            return try await work()
        } catch let error as UsageError {
            screen.error(error.message)
            return .usage
        } catch let problem as AnswerProblem {
            screen.error(problem.description)
            return .usage
        } catch let problem as StoreProblem {
            screen.error("\(Style.red("Not recorded.")) \(problem)")
            if case .penLost = problem { leave(.failed) }
            return .failed
        } catch {
            screen.error("It failed: \(error)")
            return .failed
        }
    }

    /// Runs work that Ctrl-C may end.
    func interruptible<T: Sendable, E: Error>(
        _ work: @escaping @Sendable () async throws(E) -> T
    ) async throws(E) -> T {
        let task = Task { () async -> Result<T, E> in
            do throws(E) {
                return .success(try await work())
            } catch {
                return .failure(error)
            }
        }
        lines.onInterrupt { task.cancel() }
        defer { lines.onInterrupt(nil) }
        return try await task.value.get()
    }

    /// Finds an item by its id, or says which one is near.
    func item(_ id: String) throws(UsageError) -> Item {
        if let item = runbook.item(id) { return item }
        let hint = Suggestion.hint(for: id, in: runbook.items.map(\.id))
        throw UsageError("There is no item \"\(id)\"\(hint.isEmpty ? ". Type status all to see them." : hint)")
    }

    /// The items that a command names: those of this step, of every open one ("all"), or by their ids.
    func items(_ words: [String]) throws(UsageError) -> [Item] {
        if words.isEmpty { return step.checklist }
        if words == ["all"] { return board.openItems.map(\.item) }
        return try words.map { word throws(UsageError) in try item(word) }
    }

    /// Finds a step by its id or number.
    func step(_ text: String) throws(UsageError) -> Step {
        if let step = runbook.step(text) ?? runbook.steps.first(where: { String($0.number) == text }) { return step }
        let hint = Suggestion.hint(for: text, in: runbook.steps.map(\.id))
        throw UsageError("There is no step \"\(text)\"\(hint.isEmpty ? ". Type status to see them." : hint)")
    }

    /// Text of the runbook with the session's answers in it, and until there is one, with what the runbook offers.
    func filled(_ template: Template) -> String { state.filled(template, of: runbook) }
}
