import Escaping
import Foundation
import Runbook

/// What is said of a switch, on every screen and page alike: what was seen, of what, and when. Never more.
public struct AftermathWords: Hashable, Sendable {
    /// In a word or two, for lists: `locked`, `not known`, `federated`, …
    public private(set) var brief: String
    /// One sentence. nil where nothing was ever sent.
    public private(set) var headline: String?
    /// What it rests on, a sentence each.
    public let grounds: [String]
    /// What to do; nil for nothing.
    public private(set) var remedy: String?

    /// - Parameters:
    ///   - session: the session that speaks; what another sent is said to be another's.
    ///   - isAtPrompt: whether it is read where commands can be typed; elsewhere it is said where that is.
    ///   - now: for what may be done, and when.
    public init(
        _ history: SwitchHistory, session: String, cooldown: Int, isAtPrompt: Bool = true, now: Date
    ) {
        let domain = history.domain
        switch Aftermath.decide(history) {
        case .nothingSent: self.init("locked", nil, [], nil)
        case .notKnown(let doubt):
            self = AftermathWords(doubt, history, session: session, cooldown: cooldown, now: now)
        case .asMeant(let standing):
            self.init(
                "federated", "\(domain) is federated, read back and configured as planned.",
                AftermathWords.maker(standing, history, session: session) + AftermathWords.readings(history)
                    + AftermathWords.masked(history), nil)
        case .otherwise(let standing):
            self.init(
                "federated otherwise",
                "\(domain) IS FEDERATED, but not as planned: \(standing.seen.differences.joined(separator: "; ")).",
                AftermathWords.maker(standing, history, session: session) + AftermathWords.readings(history),
                "People can't sign in with passwords. "
                    + AftermathWords.mend(history, session, "Set the federation right, or remove it"))
        case .unread(let standing):
            let since = AftermathWords.time(standing.since)
            self.init(
                "federated, not read",
                AftermathWords.unread(standing, history, since), AftermathWords.readings(history),
                standing.isRead
                    ? "Its configuration may show within minutes: verify. If it stays so, nobody may be able to sign in. "
                        + AftermathWords.mend(history, session, "Remove the federation")
                    : "It is looked at again while this session is open; verify looks now, and says whether it is as "
                        + "planned.")
        case .managed(let because, let readAt):
            switch because {
            case .refused(let words):
                self.init(
                    "refused", "\(domain) was not switched: it was refused, and the domain read managed afterwards.",
                    [words] + AftermathWords.readings(history), "Mend what that names, then type cutover again.")
            case .timeOver:
                self.init(
                    "managed",
                    "\(domain) is managed: it read so at \(AftermathWords.time(readAt)), and the "
                        + "\(AftermathWords.hours) hours within which what was sent can still show are over.",
                    AftermathWords.sent(history.sendings, session: session)
                        + (history.sendings.contains { $0.isDone && $0.direction == .federate }
                            ? ["It was taken: it may have been in force, and been set back by somebody."] : []),
                    "Find out why it doesn't stand, then type cutover again.")
            }
        case .refused(let words, _):
            self.init(
                "refused", "The request was refused before any effect; the domain was not read since.", [words],
                "Mend what that names, and type verify to read the domain.")
        case .rolledBack(let at):
            self.init(
                "rolled back",
                "\(domain) is managed again: the removal was taken, and it read managed at "
                    + "\(AftermathWords.time(at)).", AftermathWords.readings(history), nil)
        case .reverted(let revert): self = AftermathWords(revert, history)
        }
        if history.isHearsay, let told = headline {
            brief = "\(brief)?"
            headline =
                "Says a file that was taken in, or an entry that no known key signed, and nothing here has read it: "
                + told
        }
        if !isAtPrompt { remedy = remedy.map { "In \"\(ProgramCommand.text("resume", session))\": \($0)" } }
    }

    private init(_ brief: String, _ headline: String?, _ grounds: [String], _ remedy: String?) {
        self.brief = brief
        self.headline = headline
        self.grounds = grounds
        self.remedy = remedy
    }

    private init(
        _ doubt: Aftermath.Doubt, _ history: SwitchHistory, session: String, cooldown: Int, now: Date
    ) {
        let (domain, last) = (history.domain, doubt.last)
        let what =
            doubt.direction == .federate
            ? last.isByHand
                ? "Commands for the switch of \(domain) were given out" : "The switch of \(domain) was sent"
            : "The removal of \(domain)'s federation was sent"
        let until = AftermathWords.time(doubt.settledBy)
        var remedy = "It is looked at again while this session is open; verify looks now."
        if doubt.isAudited {
            remedy += " It took effect, so nothing is sent again."
        } else {
            let rest = last.leftBy.addingTimeInterval(Double(cooldown))
            let command = doubt.direction == .federate ? "cutover" : "rollback"
            let when = now < rest ? "From \(AftermathWords.time(rest)) on, if" : "If"
            remedy +=
                " \(when) it still shows the old state, the same may be sent once more, with new approvals: \(command)."
        }
        // Before that nobody knows; with the audit log's word only where it shows is open.
        let end = doubt.isAudited ? "that may take until \(until)." : "until \(until) it may still take effect."
        self.init(
            "not known",
            "\(what) at \(AftermathWords.time(last.at)), and "
                + (doubt.isAudited
                    ? "the audit log has it as done, but the domain doesn't show it yet."
                    : "what became of it is not known yet."),
            AftermathWords.sent(doubt.sendings, session: session) + AftermathWords.readings(history)
                + AftermathWords.removed(history, after: doubt.sendings[0]) + AftermathWords.ahead(history) + [
                    "A change mostly shows within minutes; expect up to \(Int(SwitchTimes.expected / 3_600)) hours. It "
                        + "has been seen to take a day: \(end)"
                ], remedy)
    }

    private init(_ revert: Aftermath.Revert, _ history: SwitchHistory) {
        let domain = history.domain
        let time = AftermathWords.time(revert.federation.readAt)
        let seen = revert.federation.isRead ? "read \(time)" : "by Microsoft's own word of \(time)"
        let since = AftermathWords.time(revert.since)
        let who =
            revert.foreign.map { [", by the audit log: \($0.by), \(AftermathWords.time($0.at))."] } ?? []
        self.init(
            revert.isCertain ? "set back" : "reads managed",
            revert.isCertain
                ? "\(domain) was federated (\(seen)), and somebody else has set it back: it reads managed since "
                    + "\(since)."
                : "\(domain) was federated (\(seen)) and reads managed since \(since). This session didn't do "
                    + "that: somebody has set it back, or a copy at Microsoft that lags behind has answered.",
            who.map { "Last switched\($0)" } + AftermathWords.readings(history),
            "Ask whoever may have switched it. verify reads it again.")
    }

    private static func unread(
        _ standing: SwitchHistory.Federation, _ history: SwitchHistory, _ since: String
    ) -> String {
        if let lacking = standing.seen.lacking {
            return
                "\(history.domain) IS FEDERATED, since \(since) at the latest, and Microsoft doesn't tell "
                + "\(lacking.joined(separator: " and ")): nobody knows whether it is as planned."
        }
        if standing.isRead {
            return
                "\(history.domain) IS FEDERATED, since \(since) at the latest, and no configuration of it can be read."
        }
        // An answer that a federation exists, or the audit log: its own words, and not what it shows.
        if let foreign = history.foreign, foreign.at > standing.since {
            return
                "\(history.domain) was federated, by Microsoft's own word of \(since), and \(foreign.by) changed that "
                + "at \(time(foreign.at)): what it is since then was not read."
        }
        return
            "\(history.domain) IS FEDERATED, by Microsoft's own word of \(since) that a federation exists already; it doesn't "
            + "show yet."
    }

    /// Who mends what stands: a session that sent nothing has nothing to take back.
    private static func mend(_ history: SwitchHistory, _ session: String, _ what: String) -> String {
        guard history.sendings.contains(where: { $0.session == session && !$0.isForeign }) else {
            return "This session sent nothing: agree with whoever set it before anything is changed."
        }
        return "\(what) (rollback), as an administrator outside \(history.domain)."
    }

    // MARK: - Grounds

    private static let hours = Int(SwitchTimes.settled / 3_600)

    static func time(_ date: Date) -> String { Value.time(date).words }

    /// What was sent, each with its answer.
    private static func sent(_ sendings: [Sending], session: String) -> [String] {
        sendings.map { sending in
            let whose = sending.session == session ? "" : " in session \(sending.session)"
            let words: String
            if let audited = sending.auditedAt {
                words = "the audit log has it, done at \(time(audited))"
            } else if let until = sending.commandsUntil {
                words = "the commands work until \(time(until))"
            } else {
                words = sending.answer.map { "answered: \($0.words)" } ?? "no answer is written down"
            }
            let id = sending.requestID.map { " (client-request-id \($0))" } ?? ""
            let end = words.hasSuffix(".") ? "" : "."
            return
                "\(sending.isForeign ? "Nobody's word here: " : "")\(sending.isByHand ? "Given out" : "Sent") \(time(sending.at)) by "
                + "\(sending.who)\(whose)\(id); \(words)\(end)"
        }
    }

    /// Both services' words, each with its time.
    public static func readings(_ history: SwitchHistory) -> [String] {
        func line(_ name: String, _ sighting: DomainSighting) -> String {
            "\(name) said \(sighting.isFederated ? "federated" : "managed") at \(time(sighting.time))."
        }
        return [
            history.directory.map { line("The directory", $0) }, history.signIn.map { line("The sign-in service", $0) },
        ]
        .compactMap(\.self)
    }

    /// Removals that took effect after something that is still not known was sent.
    private static func removed(_ history: SwitchHistory, after first: Sending) -> [String] {
        history.sendings.compactMap { sent in
            guard sent.direction == .remove, sent.at > first.at, case .took(let seen) = sent.fate else { return nil }
            return "The removal that was sent at \(time(sent.at)) was taken, and the domain read managed at "
                + "\(time(seen)). What was sent before it may still come."
        }
    }

    /// What people meet already, where the directory doesn't say so yet.
    private static func ahead(_ history: SwitchHistory) -> [String] {
        guard history.signIn?.isFederated == true, history.directory?.isFederated != true else { return [] }
        return ["People of \(history.domain) are handed over to a provider already, whatever the directory says."]
    }

    /// Who set a federation, as far as is known here.
    private static func maker(
        _ standing: SwitchHistory.Federation, _ history: SwitchHistory, session: String
    ) -> [String] {
        if let sent = history.sendings.last(where: { $0.attempt == standing.attempt }) {
            return AftermathWords.sent([sent], session: session)
        }
        if let last = history.sendings.last, last.direction == .federate, last.fate == .refused {
            let whose = last.session == session ? "this session's" : "session \(last.session)'s"
            return ["It isn't \(whose): \(last.answer?.words ?? "its own request was refused.")"]
        }
        return standing.attempt == nil ? ["It wasn't set by this session, as far as is known."] : []
    }

    /// Earlier sendings that nothing is known of while a federation stands.
    private static func masked(_ history: SwitchHistory) -> [String] {
        history.openSwitches.isEmpty
            ? [] : ["What became of another sending is not known; while the domain is federated it can do nothing."]
    }
}
