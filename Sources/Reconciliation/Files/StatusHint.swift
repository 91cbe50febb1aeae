import Foundation

/// What a field that is in no list may say of whether an account lets its person in. It never speaks for an account, only
/// against it: what is overlooked here would let somebody be locked out.
enum StatusHint: Hashable, Sendable {
    /// Active Directory's `userAccountControl`. Microsoft: "UserAccountControl property flags", ACCOUNTDISABLE is 2.
    case control
    /// Its name has a word in it by which a yes lets in, or keeps out: "Konto aktiv", "Deleted At".
    case named(StatusWords.Sense)
    /// When the account ends.
    case ends
    /// Only its value may tell.
    case value

    init(of name: String) {
        if AccountFields.normal(name) == "useraccountcontrol" {
            self = .control
        } else if ExpiryText.names.contains(AccountFields.normal(name)) {
            self = .ends
        } else if let sense = StatusWords.sense(ofName: name) {
            self = .named(sense)
        } else {
            self = .value
        }
    }

    /// What it says against the account; nil where it says nothing.
    func state(_ name: String, _ word: String, now: Date) -> AccountState? {
        let told = "\(name): \(word)"
        switch self {
        case .control:
            guard let flags = Int(word) else { return .unknown(told) }
            return flags & 2 == 0 ? nil : .inactive(told)
        case .ends:
            switch ExpiryText.read(word, now: now) {
            case .never, .coming: return nil
            case .over: return .inactive(told)
            case .unknown: return .unknown(told)
            }
        case .named(let sense):
            switch StatusWords.state(word, sense) {
            case .active: return nil
            case .inactive: return .inactive(told)
            // "Last active" has a day behind it, which says nothing; "Deleted at" has one, too.
            case .unknown: return sense == .may ? nil : .unknown(told)
            }
        case .value: return StatusWords.speaksAgainst(word) ? .unknown(told) : nil
        }
    }
}
