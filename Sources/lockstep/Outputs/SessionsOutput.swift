import Foundation
import Journal
import Outputs
import SessionStore

/// What `lockstep sessions` lists.
struct SessionsOutput: OutputDocument {
    static let outputName = "sessions"
    static let command = "lockstep sessions --json"
    static let about = "The sessions of a store, in the order that was asked for."
    static let members: [OutputMember<SessionsOutput>] = [
        .init("sessions", "Those that fit.", \.sessions),
        .init(
            "damaged", "What is wrong with journals that can't be read, a sentence each; the exit code is 1 then.",
            \.damaged),
    ]

    let sessions: [Row]
    let damaged: [String]

    struct Row: OutputShape {
        static let outputName = "listed-session"
        static let about = "One session of a store."
        static let members: [OutputMember<Row>] = [
            .init("id", "Its own.", \.id),
            .init("name", "Its own.", \.name),
            .init("runbook", "The runbook's id.", \.runbook),
            .init("tenant", "The tenant's name.", \.tenant),
            .init("kind", "live or rehearsal.", \.kind),
            .init("step", "The id of the step that it stands at.", \.step),
            .init("cutover", "How the switch stands, roughly.", \.cutover),
            .init("cutoverState", "The same, exactly: as lockstep check names it.", \.cutoverState),
            .init("cutoverWords", "The same as a sentence; missing while nothing was ever sent.", \.cutoverWords),
            .init("events", "How many entries the journal has.", \.events),
            .init(
                "eventsThatCountForNothing",
                "How many of them are nobody's word here: from a file, or not signed by anybody whose key is known.",
                \.eventsThatCountForNothing),
            .init("startedAt", "When it began.", \.startedAt),
            .init("lastEventAt", "When its last entry was written.", \.lastEventAt),
            .init("lastEventBy", "By whom.", \.lastEventBy),
            .init("heldBy", "Who is at work in it.", \.heldBy),
            .init("heldByLastSign", "When the holder's program last showed that it lives.", \.heldByLastSign),
            .init("archived", "Whether it was put away.", \.archived),
        ]

        let id: String
        let name: String
        let runbook: String
        let tenant: String
        let kind: String
        let step: String?
        let cutover: Switch
        let cutoverState: Aftermath.Kind
        let cutoverWords: String?
        let events: Int
        let eventsThatCountForNothing: Int
        let startedAt: String
        let lastEventAt: String
        let lastEventBy: String
        let heldBy: String?
        let heldByLastSign: String?
        let archived: Bool
        /// For people, in a list.
        let brief: String
        let place: String
    }

    /// How a switch stands, roughly.
    enum Switch: String, OutputWord {
        case locked
        case inDoubt = "in doubt"
        case done
        case failed
        case setBack = "set back"
        case rolledBack = "rolled back"

        init(_ aftermath: Aftermath) {
            self =
                switch aftermath {
                case .nothingSent: .locked
                case .notKnown: .inDoubt
                case .asMeant: .done
                case .otherwise, .unread, .managed, .refused: .failed
                case .reverted(let revert): revert.isCertain ? .setBack : .inDoubt
                case .rolledBack: .rolledBack
                }
        }
    }
}

extension SessionsOutput.Row {
    init(_ summary: SessionSummary) {
        let state = summary.state
        let words = AftermathWords(state.switches, session: state.id, cooldown: 0, now: Date())
        let since = state.aftermath.isAsMeant ? state.switches.federation.map { Event.text($0.since) } : nil
        self.init(
            id: state.id, name: state.name, runbook: state.runbook.id, tenant: state.tenant.displayName,
            kind: state.tenant.kind.rawValue, step: state.currentStep,
            cutover: .init(state.aftermath), cutoverState: state.aftermath.kind,
            cutoverWords: words.headline, events: state.eventCount,
            eventsThatCountForNothing: state.foreign.count,
            startedAt: Event.text(state.started.time), lastEventAt: Event.text(state.lastEvent.time),
            lastEventBy: state.lastEvent.who.description, heldBy: summary.holder?.description,
            heldByLastSign: summary.holder.map { Event.text($0.lastSign) },
            archived: state.isArchived,
            brief: words.brief + (since.map { " \(Self.short($0))" } ?? ""),
            place: Self.place(of: state))
    }

    /// Where it stands, for people, in a list.
    private static func place(of state: SessionState) -> String {
        if state.seal != nil { return "sealed" }
        if state.isArchived { return "put away" }
        if state.aftermath.isAsMeant { return "switched" }
        return state.aftermath.isPastSwitch ? "switch sent" : state.currentStep ?? "-"
    }

    /// Month, day and minute of a time in UTC.
    static func short(_ time: String) -> String { String(time.dropFirst(5).prefix(11)).replacing("T", with: " ") }
}
