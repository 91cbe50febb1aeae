import Foundation
import Runbook

/// How an item stands, with all that is known of its parts.
public enum Standing: String, Hashable, Sendable, Codable {
    case passed, failed, unknown
    /// The check passed, or there is none, and a person's word is missing.
    case unattested
    case open
    /// Not for this deployment.
    case skipped
    /// Red or open, and allowed to be for a time.
    case waived
    /// Its turn comes with the switch.
    case later
    /// It is asked before the switch only, and stood when this session sent it.
    case held

    /// Whether nobody has to do anything about it now.
    public var isSettled: Bool { [.passed, .skipped, .waived, .held].contains(self) }
}

extension SessionState {
    public func standing(of item: Item, isOpen: Bool = true, now: Date) -> Standing {
        guard isOpen else { return .later }
        guard item.when.applies(answers) else { return .skipped }
        if isHeld(item) { return .held }
        let plain = standing(of: item)
        return plain != .passed && waiver(of: item, now: now) != nil ? .waived : plain
    }

    private func standing(of item: Item) -> Standing {
        if item.check != nil {
            switch verdict(of: item)?.verdict {
            case nil: return .open
            case .failed: return .failed
            case .unknown: return .unknown
            case .passed: break
            }
        }
        return item.attestation != nil && attestation(of: item) == nil ? .unattested : .passed
    }
}
