import Foundation

/// Which fields of an account's record say whether it lets its person in, and what they say together: the one place for
/// files and for services.
struct StatusFields {
    /// By a name that is in a list.
    private var known: [Known] = []
    /// What nobody knows by its name, and may speak against an account all the same.
    private var hints: [(place: Int, name: String, hint: StatusHint)] = []

    private struct Known {
        let place: Int
        let name: String
        let sense: StatusWords.Sense
        /// Whether it may hold the moment at which it was done, as Okta's `activated` does.
        let tellsWhen: Bool
        /// Okta leaves it empty where the account's `status` says all.
        let isOktas: Bool

        init(_ place: Int, _ name: String, _ sense: StatusWords.Sense) {
            self.place = place
            self.name = StatusHint.shown(name)
            self.sense = sense
            let normal = AccountFields.normal(self.name)
            isOktas = ["activated", "isactivated"].contains(normal)
            tellsWhen = sense == .may && (isOktas || !AccountFields.may.contains(normal))
        }
    }

    /// What the fields of one account say.
    struct Said {
        var states: [AccountState] = []
        var isRequest = false
    }

    init() {}

    /// - Parameters:
    ///   - said: the only field that counts, where a person named it.
    ///   - taken: fields that hold something else of the account.
    init(_ names: [String], said: Int? = nil, taken: Set<Int> = []) {
        let normal = names.map(AccountFields.normal)
        if let said {
            known = [Known(said, names[said], AccountFields.mayNot.contains(normal[said]) ? .mayNot : .may)]
            return
        }
        let free = normal.indices.filter { !taken.contains($0) }
        let hasAddresses = !AccountFields.postal.isDisjoint(with: normal)
        for place in free where normal.firstIndex(of: normal[place]) == place {
            let name = normal[place]
            if AccountFields.may.contains(name) || StatusNames.isFlag(StatusHint.shown(names[place])) {
                known.append(Known(place, names[place], .may))
            }
            if AccountFields.mayNot.contains(name) { known.append(Known(place, names[place], .mayNot)) }
        }
        // In a list with addresses a state is a part of the country.
        if !hasMay, !hasAddresses, let state = normal.firstIndex(of: "state") {
            known.append(Known(state, names[state], .may))
        }
        // The only state that is there takes the place of `status`, whatever its language: if it is empty, nobody knows the
        // account's state.
        if !hasMay {
            for place in free where StatusNames.meaning(of: StatusHint.shown(names[place])) == .state {
                known.append(Known(place, names[place], .may))
            }
        }
        let others = taken.union(known.map(\.place))
        hints = names.indices.filter { !others.contains($0) }.map {
            ($0, names[$0], StatusHint(of: names[$0], hasAddresses: hasAddresses))
        }
    }

    /// Whether one of them is there by which somebody may sign in.
    var hasMay: Bool { known.contains { $0.sense == .may } }

    /// - Parameters:
    ///   - isEmptyUnknown: whether an empty field by which somebody may sign in leaves it open; a service leaves out what
    ///     it has no value for.
    ///   - value: the text of a field.
    func read(now: Date, isEmptyUnknown: Bool = true, _ value: (Int) -> String) -> Said {
        var answer = Said()
        for field in known {
            let word = IdentifierText.trimmed(value(field.place))
            if word.isEmpty {
                // Empty, a field by which somebody may sign in says nothing of it; one by which they may not is no hindrance.
                if field.sense == .may, isEmptyUnknown, !(field.isOktas && hasOthers(field)) {
                    answer.states.append(.unknown(""))
                }
                continue
            }
            if field.tellsWhen, ExpiryText.read(word, now: now) == .over { continue }
            answer.states.append(StatusWords.state(word, field.sense, of: field.name))
            answer.isRequest = answer.isRequest || field.sense == .may && StatusWords.isRequest(word)
        }
        for (place, name, hint) in hints {
            let word = IdentifierText.trimmed(value(place))
            if !word.isEmpty, let state = hint.state(name, word, now: now) { answer.states.append(state) }
        }
        return answer
    }

    private func hasOthers(_ field: Known) -> Bool { known.contains { $0.sense == .may && $0.place != field.place } }
}
