import Console
import Foundation
import Journal
import Runbook

/// An item as it stands now: what is known of each of its parts.
struct ItemView {
    let item: Item
    let conversation: Conversation

    var standing: Standing { conversation.state.standing(of: item, now: conversation.writer.time) }

    /// The waiver that holds now.
    var waiver: SessionState.Waiver? {
        conversation.state.waiver(of: item, now: conversation.writer.time)
    }

    var mark: String {
        switch standing {
        case .passed, .held: Style.green("✓")
        case .failed: Style.red("✗")
        case .unknown: Style.yellow("?")
        case .unattested: Style.cyan("✎")
        case .open, .later: "·"
        case .skipped: "–"
        case .waived: Style.yellow("w")
        }
    }

    /// One line for the board.
    var note: String {
        let state = conversation.state
        switch standing {
        case .open: return "not checked yet"
        case .later: return "opens with the switch"
        case .skipped: return "doesn't apply: \(item.when?.reason(state.answers) ?? "")"
        case .waived:
            return "waived until \(Value.time(waiver?.expires ?? .distantPast).words): \(waiver?.reason ?? "")"
        case .held:
            guard let moment = state.moment else { return "held at the switch" }
            return
                "held at the switch, \(Value.time(moment.stamp.time).words): so it was then, and it isn't asked again"
        case .unattested: return "needs your word"
        case .unknown: return "could not be checked"
        case .failed:
            guard case .failed(let findings) = state.verdict(of: item)?.verdict, let first = findings.first else {
                return ""
            }
            return first.message
        case .passed:
            let stamp = state.verdict(of: item)?.stamp ?? state.attestation(of: item)?.stamp
            guard let stamp else { return "" }
            let time = stamp.time
            if stamp.isForeign { return "says \(stamp.by); not checked here" }
            let age = conversation.writer.time.timeIntervalSince(time)
            // After an hour it may have stopped being true.
            return Ago.words(time, now: conversation.writer.time) + (age > 3_600 ? ", stale" : "")
        }
    }

    /// The item in full, with what is wrong and what to do.
    func show() {
        let screen = conversation.screen
        screen.text(conversation.filled(item.text), first: "\(mark) \(Style.bold(item.id))  ", rest: "    ")
        if standing == .skipped || standing == .held {
            screen.text(note, first: "    ")
            return
        }
        if standing == .waived {
            screen.text("\(note), by \(waiver?.by ?? "")", first: "    ", rest: "      ")
        }
        switch conversation.state.verdict(of: item)?.verdict {
        case .failed(let findings):
            for finding in findings {
                screen.text(finding.message, first: "    \(Style.red("✗")) ", rest: "      ")
                screen.text(finding.remedy, first: "      → ", rest: "        ")
            }
        case .unknown(let obstacle):
            screen.text("Unknown: \(obstacle.reason)", first: "    \(Style.yellow("?")) ", rest: "      ")
            screen.text(obstacle.remedy, first: "      → ", rest: "        ")
        case .passed, nil: break
        }
        if let attestation = item.attestation, conversation.state.attestation(of: item) == nil {
            screen.text(
                "Needs your word: “\(conversation.filled(attestation))”", first: "    \(Style.cyan("✎")) ",
                rest: "      ")
            screen.line("      → attest \(item.id)")
        }
    }
}
