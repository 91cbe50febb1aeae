import Console
import Escaping
import Foundation
import Journal
import Runbook
import Text

/// What of a session was written elsewhere, for whoever works with it here.
struct Strangers {
    let state: SessionState
    let runbook: Runbook

    init(_ state: SessionState, runbook: Runbook) {
        self.state = state
        self.runbook = runbook
    }

    /// A sentence each; none where everything was written here.
    var lines: [String] {
        let lapsed = [Strangers.lapsed(state)].compactMap(\.self)
        guard !state.foreign.isEmpty else { return lapsed }
        var lines = causes + lapsed
        // What only lost its key was written here.
        let isElsewhere = state.foreign.stretches.contains { $0.why == .file }
        let place = isElsewhere ? "there" : "in those entries"
        let since = isElsewhere ? "\(place) and not here" : "\(place) and not since"
        let answers = GateKeeper.claimedAnswers(runbook, state)
        for (isOwn, words) in [
            (false, "Answered \(since)"), (true, "Answered otherwise \(place), which counts for nothing"),
        ] {
            let inputs = answers.map(\.input).filter { (state.ownAnswer(to: $0) != nil) == isOwn }
            if inputs.isEmpty { continue }
            lines.append("\(words), each to be answered with set before a switch: \(inputs.joined(separator: ", ")).")
        }
        if let moved = state.ignoredUpgrade {
            lines.append(
                "\(moved.by), moved it to another version of its runbook; here it keeps its own. lockstep upgrade lists what "
                    + "a version changes.")
        }
        let words = runbook.items.filter { state.claim(for: $0) != nil }
        if !words.isEmpty {
            lines.append(
                "Confirmed \(since), each to be confirmed with attest: \(words.map(\.id).joined(separator: ", "))."
            )
        }
        let waivers = runbook.items.filter { state.claimedWaiver(of: $0) != nil }
        if !waivers.isEmpty {
            lines.append(
                "Waived \(since), each to be waived anew: \(waivers.map(\.id).joined(separator: ", ")).")
        }
        lines.append("Approvals that were given \(place) count for nothing, and addresses in it are asked again.")
        if state.isRunbookForeign {
            let origin = RunbookLibrary.origin(runbook, state)
            if !origin.isBundled { lines.append("Its runbook: \(origin.words).") }
        }
        return lines
    }

    /// For whoever does something with a session and doesn't go through it: what counts for nothing and came in by no file.
    static func warning(_ state: SessionState) -> String? {
        let words = [putIn(state), lapsed(state).map { "\(state.id): \($0)" }].compactMap(\.self)
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    private static func lapsed(_ state: SessionState) -> String? {
        let items = state.lapsedWaivers
        guard !items.isEmpty else { return nil }
        return "Waived with the word of somebody whose key counts no more here, each to be waived anew: "
            + "\(items.joined(separator: ", "))."
    }

    private static func putIn(_ state: SessionState) -> String? {
        state.foreign.unexplained.map {
            "\(state.id): \($0) \($0.hasPrefix("entry ") ? "counts" : "count") for nothing, signed by nobody whose key counts here: "
                + "\(ProgramCommand.text("verify", state.id)) says more."
        }
    }

    /// The same, on standard error.
    static func warn(of state: SessionState, on screen: Screen) {
        guard let words = warning(state) else { return }
        screen.error("\(Style.yellow("Note:")) \(words)")
    }

    /// Which entries count for nothing, and why.
    private var causes: [String] {
        [ForeignEntries.Why.file, .unsigned, .unknownKey, .endedKey].compactMap { why in
            let ranges = state.foreign.stretches.filter { $0.why == why }.map(\.entries)
            guard !ranges.isEmpty else { return nil }
            let isOne = ranges.count == 1 && ranges[0].count == 1
            let entries = ranges.entryWords.capitalizedFirst
            switch why {
            case .file:
                return
                    "\(entries) came in by a file: they are their writers' word, and count here once somebody here says the "
                    + "same."
            case .unsigned:
                return
                    "\(entries), among signed ones, nobody signed: whoever can write the store may have put that in. It counts "
                    + "once somebody says the same."
            case .endedKey:
                return
                    "\(entries) \(isOne ? "is" : "are") signed with a key that counted no more then (lockstep trust list): what "
                    + "they say counts once somebody says the same."
            case .unknownKey:
                return
                    "\(entries) \(isOne ? "is" : "are") signed with a key that nobody here knows: that counts once somebody "
                    + "says the same, or once the key is known (\(ProgramCommand.text("verify", state.id)) names it)."
            }
        }
    }
}
