import Foundation

extension Aftermath {
    /// Whether a plan may be sent while what was sent before may still take effect: the same one, once the time between
    /// two switches is over and the domain, read since, still shows as managed.
    /// - Parameters:
    ///   - content: `PlanSeal.content` of what would be sent.
    ///   - cooldown: the time between two switches, in seconds.
    static func maySendAgain(_ content: String?, after history: SwitchHistory, cooldown: Int, now: Date) -> Bool {
        guard let content, history.openRemovals.isEmpty, let read = history.directory, !read.isFederated,
            GateKeeper.cooldownLeft(cooldown, history, now: now) == nil
        else { return false }
        var earlier = history.openSwitches
        if let attempt = history.federation?.attempt {
            earlier += history.sendings.filter { $0.attempt == attempt && $0.direction == .federate }
        }
        return !earlier.isEmpty
            && earlier.allSatisfy { sent in
                let isOver = sent.commandsUntil.map { read.isTimed && $0 <= read.time && $0 <= now } ?? true
                return sent.content == content && sent.isReadSince && isOver
                    // What is known to have taken effect is waited for.
                    && !(sent.isOpen && sent.auditedAt != nil)
            }
    }
}
