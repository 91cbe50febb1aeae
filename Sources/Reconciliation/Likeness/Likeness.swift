/// How likely it is that two accounts are one person's, and what speaks for it.
public struct Likeness: Hashable, Sendable {
    /// 0 to 1.
    public let confidence: Double
    /// A sentence's part: "one letter of the address differs, same name".
    public let reason: String

    /// From here on a candidate decides how an account is classed; below, it is only mentioned.
    static let credible = 0.7
    /// By how much the best must lead to be the one.
    static let lead = 0.05
    /// Below this nothing is proposed.
    static let least = 0.5

    /// - Parameter company: domains that belong to the company, folded.
    /// - Returns: nil where nothing speaks for it.
    static func of(_ left: Account, _ right: Account, company: Set<String>) -> Likeness? {
        let names = Names(left.name, right.name)
        var best: (confidence: Double, reason: String)?
        for a in [left.address] + left.otherAddresses {
            for b in [right.address] + right.otherAddresses {
                let isPrimary = a == left.address && b == right.address
                guard let found = addresses(a, b, isPrimary, names, company) else { continue }
                if found.confidence > best?.confidence ?? 0 { best = found }
            }
        }
        guard var best = best ?? names.alone else { return nil }
        // The name decides between addresses that are only alike; equal ones need none.
        if best.confidence < 0.95, best.reason != Names.reason {
            switch names {
            case .same:
                best.confidence += 0.08
                best.reason += ", same name"
            case .different: best.confidence -= 0.25
            case .unknown: break
            }
        }
        let confidence = min(best.confidence, 0.99)
        return confidence >= least ? Likeness(confidence: confidence, reason: best.reason) : nil
    }

    private enum Names {
        case same, different, unknown

        static let reason = "same name, unlike addresses"

        init(_ left: String, _ right: String) {
            let (a, b) = (Folding.words(left), Folding.words(right))
            self = a.isEmpty || b.isEmpty ? .unknown : a.sorted() == b.sorted() ? .same : .different
        }

        var alone: (Double, String)? { self == .same ? (0.55, Names.reason) : nil }
    }

    private static func addresses(
        _ left: String, _ right: String, _ isPrimary: Bool, _ names: Names, _ company: Set<String>
    ) -> (confidence: Double, reason: String)? {
        let (a, b) = (AddressParts(left), AddressParts(right))
        if a == b {
            if !isPrimary { return (0.97, "one's address is an alias of the other's mailbox") }
            if left == right { return (0.99, "same address") }
            return left.lowercased() == right.lowercased()
                ? (0.985, "same address in another letter case")
                : (0.985, "same address in another writing")
        }
        if a.local.isEmpty || b.local.isEmpty { return nil }
        let (wordsA, wordsB) = (Folding.words(a.local), Folding.words(b.local))
        let (lettersA, lettersB) = (wordsA.joined(), wordsB.joined())
        let place = domains(a.domain, b.domain, company)
        if lettersA == lettersB {
            if a.local == b.local {
                guard let place else { return (0.62, "same address at another company's domain") }
                return (place.confidence, place.reason)
            }
            let reason =
                a.local.contains("+") || b.local.contains("+")
                ? "a plus-tag more" : Folding.plain(a.local) == Folding.plain(b.local) ? "accents aside" : "dots aside"
            return scaled(0.96, place, "same address, \(reason)")
        }
        if Folding.withoutUmlauts(lettersA) == Folding.withoutUmlauts(lettersB) {
            return scaled(0.93, place, "an umlaut is spelt another way")
        }
        if wordsA.count > 1, Folding.unordered(wordsA) == Folding.unordered(wordsB), wordsA.first != wordsB.first {
            return scaled(0.86, place, "given name and family name are swapped")
        }
        // Somebody who differs only by the number is a namesake.
        if OneLetter.differs(lettersA, lettersB),
            Folding.withoutNumber(lettersA) != Folding.withoutNumber(lettersB),
            Folding.number(of: lettersA) == Folding.number(of: lettersB)
        {
            return scaled(0.84, place, "one letter of the address differs")
        }
        if MatchingKeys.initials(wordsA) == MatchingKeys.initials(wordsB), case .same = names {
            return scaled(0.80, place, "one address has only the initial of the given name")
        }
        return nil
    }

    /// How much two domains that may differ take away.
    private static func domains(_ left: String, _ right: String, _ company: Set<String>) -> (
        confidence: Double, reason: String
    )? {
        if left == right { return (1, "") }
        let known = (company.contains(left), company.contains(right))
        if known.0 && known.1 { return (0.92, "other domain of the same company") }
        if known.0 || known.1, OneLetter.differs(left, right) { return (0.9, "one letter of the domain differs") }
        return nil
    }

    private static func scaled(
        _ confidence: Double, _ place: (confidence: Double, reason: String)?, _ reason: String
    ) -> (confidence: Double, reason: String)? {
        guard let place else { return nil }
        return place.confidence == 1
            ? (confidence, reason) : (confidence * place.confidence, "\(reason), \(place.reason)")
    }
}
