import Foundation

/// What a field that is in no list may say of whether an account lets its person in. It never speaks for an account, only
/// against it: what is overlooked here would let somebody be locked out.
enum StatusHint: Hashable, Sendable {
    /// Active Directory's `userAccountControl`. Microsoft: "UserAccountControl property flags", ACCOUNTDISABLE is 2.
    case control
    /// Its name has a word in it by which a yes lets in, or keeps out: "Konto aktiv", "Deleted At".
    case named(StatusWords.Sense)
    /// As above, with a word that may be against the account and proves nothing: "Onboarded", "Password expired".
    case doubtful(StatusWords.Sense)
    /// A state by the system's own words.
    case state
    /// What may be a state: only what says that somebody is off speaks against them.
    case perhapsState
    /// OneLogin's `state`, where it can't be a part of a country. OneLogin: "User resource", 1 is approved.
    case stage
    /// When the account ends, or when what keeps it out ends.
    case ends, endsBlock
    /// When the account begins.
    case begins
    /// Only its value may tell.
    case value
    /// It is about something else.
    case nothing

    /// - Parameter hasAddresses: whether the fields beside it are those of a postal address.
    init(of name: String, hasAddresses: Bool = false) {
        let normal = AccountFields.normal(StatusHint.shown(name))
        if normal == "useraccountcontrol" {
            self = .control
        } else if normal == "state" {
            self = hasAddresses ? .nothing : .stage
        } else if ExpiryText.names.contains(normal) {
            self = .ends
        } else if ExpiryText.beginnings.contains(normal) {
            self = .begins
        } else if let meaning = EndNames.meaning(of: StatusHint.shown(name)) {
            self = meaning == .ends ? .ends : .begins
        } else {
            let name = StatusHint.shown(name)
            switch StatusNames.meaning(of: name) {
            case .sense(.mayNot) where StatusNames.isUntil(name): self = .endsBlock
            case .sense(let sense): self = .named(sense)
            case .doubtful(let sense): self = .doubtful(sense)
            case .state: self = .state
            case .perhapsState: self = .perhapsState
            case .elsewhere: self = .nothing
            case .nothing: self = .value
            }
        }
    }

    /// A name as people know it: without the address of the schema that an attribute of SCIM stands under.
    static func shown(_ name: String) -> String {
        guard name.lowercased().hasPrefix("urn:"), let colon = name.lastIndex(of: ":") else { return name }
        let last = name[name.index(after: colon)...]
        return last.firstIndex(of: ".").map { String(last[last.index(after: $0)...]) } ?? String(last)
    }

    /// What it says against the account; nil where it says nothing.
    func state(_ name: String, _ word: String, now: Date) -> AccountState? {
        let told = AccountState.told(StatusHint.shown(name), word)
        switch self {
        case .control:
            guard let flags = Int(word) else { return .unknown(told) }
            return flags & 2 == 0 ? nil : .inactive(told)
        case .ends:
            switch ExpiryText.read(word, now: now) {
            case .never, .endless, .coming: return nil
            case .over: return .inactive(told)
            case .soon: return .unknown("\(told), and the switch may come after it")
            case .unknown:
                // "Austritt: nein" names no day.
                switch StatusWords.state(word, .mayNot) {
                case .active: return nil
                case .inactive: return .inactive(told)
                case .unknown: return .unknown(told)
                }
            }
        case .endsBlock:
            switch ExpiryText.read(word, now: now) {
            case .never, .over: return nil
            case .soon, .coming, .endless: return .inactive(told)
            case .unknown: return .unknown(told)
            }
        case .begins:
            switch ExpiryText.read(word, now: now) {
            case .never, .over: return nil
            case .soon, .coming: return .inactive(told)
            case .endless, .unknown: return .unknown(told)
            }
        case .named(let sense):
            switch StatusWords.state(word, sense) {
            case .active: return nil
            case .inactive: return .inactive(told)
            // "Last active" has a day behind it, which says nothing; "Deleted at" has one, too.
            case .unknown:
                return sense == .may || ExpiryText.read(word, now: now) == .never ? nil : .unknown(told)
            }
        case .doubtful(let sense):
            // "Left: 2026-03-31" is a yes with its day.
            if sense == .mayNot, [.over, .soon].contains(ExpiryText.read(word, now: now)) { return .unknown(told) }
            guard case .inactive = StatusWords.state(word, sense) else { return nil }
            return .unknown(told)
        case .state: return StatusWords.state(word, .may) == .active ? nil : .unknown(told)
        case .perhapsState: return StatusWords.isInactive(word) ? .unknown(told) : nil
        case .stage:
            if let number = Int(word) { return number == 1 ? nil : number <= 3 ? .inactive(told) : .unknown(told) }
            return StatusWords.isInactive(word) ? .unknown(told) : nil
        case .value: return StatusWords.speaksAgainst(word) ? .unknown(told) : nil
        case .nothing: return nil
        }
    }
}
