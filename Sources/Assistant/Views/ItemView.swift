import Console
import Foundation
import Journal
import Runbook
import Text

/// An item as it stands now: what is known of each of its parts.
struct ItemView {
    let card: ItemCard
    let board: Board

    init(_ card: ItemCard, _ board: Board) { (self.card, self.board) = (card, board) }

    var item: Item { card.item }

    var mark: String {
        switch card.standingByItself {
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
        switch card.standingByItself {
        case .open: return card.isVerdictAged ? "check again: what was seen is too old" : "not checked yet"
        case .later: return "opens with the switch"
        case .skipped: return "doesn't apply: \(card.skippedBecause ?? "")"
        case .waived:
            return
                "waived until \(Value.time(card.waiver?.expires ?? .distantPast).words): \(card.waiver?.reason ?? "")"
        case .held: return card.heldAt?.words ?? ""
        case .unattested: return card.lapsed == nil ? "needs your word" : "needs your word again"
        case .unknown: return "could not be checked"
        case .failed:
            guard case .failed(let findings) = card.verdict?.verdict, let first = findings.first else {
                return ""
            }
            return first.message
        case .passed:
            let stamp = card.verdict?.stamp ?? card.attestation?.stamp
            guard let stamp else { return "" }
            let time = stamp.time
            let waived = card.waiver.map { ", and waived until \(Value.time($0.expires).words)" } ?? ""
            if stamp.isForeign { return "says \(stamp.by); not checked here" }
            let age = board.now.timeIntervalSince(time)
            // After an hour it may have stopped being true.
            let until = card.holdsUntil.map { ", holds until \(Value.time($0).words)" }
            return Ago.words(time, now: board.now) + (until ?? (age > 3_600 ? ", stale" : "")) + waived
        }
    }

    /// The item in full, with what is wrong and what to do.
    func show(on screen: Screen) {
        let own = board.runbook.isOwn(item) ? " (Lockstep's own)" : ""
        screen.text(board.filled(item.text) + own, first: "\(mark) \(Style.bold(item.id))  ", rest: "    ")
        if card.standingByItself == .skipped || card.standingByItself == .held {
            screen.text(note, first: "    ")
            return
        }
        if card.standingByItself == .waived {
            screen.text("\(note), by \(card.waiver?.by ?? "")", first: "    ", rest: "      ")
        }
        switch card.verdict?.verdict {
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
        if let aged = card.agedCheck {
            screen.text(aged, first: "    \(Style.yellow("?")) ", rest: "      ")
            screen.line("      → check \(item.id)")
        }
        if let lapsed = card.lapsed {
            screen.text(lapsed.words(now: board.now), first: "    \(Style.yellow("?")) ", rest: "      ")
        }
        if let attestation = item.attestation, card.attestation == nil {
            screen.text(
                "Needs your word: “\(card.statement ?? board.filled(attestation))”", first: "    \(Style.cyan("✎")) ",
                rest: "      ")
            screen.line("      → \(card.unanswered.first.map { "set \($0)" } ?? "attest \(item.id)")")
        }
    }
}
