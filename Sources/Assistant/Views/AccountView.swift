import Console
import Reconciliation
import Text
import Verification
import YAMLDocument

/// How accounts and their classes are shown.
public enum AccountView {
    /// - Parameter system: the other system's name.
    public static func words(_ standing: AccountClass, _ system: String) -> String {
        switch standing {
        case .linked: "linked"
        case .microsoftOnly: "in Microsoft 365 only"
        case .otherOnly: "in \(system) only"
        case .unlinked: "in both, not linked"
        case .ambiguous: "ambiguous: several fit, or somebody else's does"
        case .duplicate: "duplicate"
        case .excluded: "left out by a rule"
        case .inactive: "linked, but lets nobody in in \(system)"
        case .unclear: "linked; whether \(system) lets them in isn't known"
        case .misnamed: "linked, and named on another domain"
        }
    }

    /// The class that may be meant by a name that is none, or all of them.
    public static func hint(for name: String) -> String {
        Suggestion.hintOrList(for: name, in: AccountClass.allCases.map(\.key))
    }

    /// The two tabs in numbers, the rules, and who would lose access.
    public static func totals(_ totals: Totals, _ system: String, hasIdentifiers: Bool, on screen: Screen) {
        var table = Table()
        table.add("", "Microsoft 365", system)
        for standing in AccountClass.allCases {
            let counts = Side.allCases.map { totals.count(standing, on: $0) }
            if counts == [0, 0], standing != .linked { continue }
            // Where it can't be, there is nothing rather than none.
            let cells = [
                standing == .otherOnly ? "" : String(counts[0]), standing == .microsoftOnly ? "" : String(counts[1]),
            ]
            let mark = standing.isOpen ? Style.red("✗") : standing == .linked ? Style.green("✓") : "·"
            table.add("\(mark) \(words(standing, system))", cells[0], cells[1])
        }
        table.add("  all", String(totals.count(on: .microsoft)), String(totals.count(on: .other)))
        for line in table.lines(columns: screen.columns) { screen.line(line) }
        let rules = totals.rules.filter { $0.microsoft + $0.other > 0 }
        if !rules.isEmpty {
            screen.text(
                rules.map { "\($0.title) \($0.microsoft + $0.other)" }.joined(separator: ", "), first: "Left out: ",
                rest: "  ")
        }
        if totals.requests > 0 {
            screen.text(
                "\(totals.requests) \(totals.requests == 1 ? "request for an account waits" : "requests for an account wait")."
            )
        }
        if totals.typingErrors > 0 {
            screen.text("\(totals.typingErrors) of the unlinked differ by one letter: typing errors, most likely.")
        }
        if !hasIdentifiers, totals.count(on: .other) > 0 {
            screen.text(
                "\(system)'s accounts came without identifiers: links are as \(system) tells them, and can't be proven.",
                first: "\(Style.yellow("!")) ", rest: "  ")
        }
        for side in Side.allCases {
            for (word, count) in (totals.voids[side] ?? [:]).sorted(by: { $0.key < $1.key }) {
                screen.text(
                    "\(count) \(count == 1 ? "account" : "accounts") of \(side == .microsoft ? "Microsoft 365" : system) "
                        + "\(count == 1 ? "holds" : "hold") \"\(word)\" where the identifier belongs: taken for none.",
                    first: "\(Style.yellow("!")) ", rest: "  ")
            }
        }
        if totals.setAside > 0 {
            screen.text(
                "\(totals.setAside) inactive \(totals.setAside == 1 ? "account" : "accounts") of \(system) set aside: "
                    + "\(totals.setAside == 1 ? "it lets" : "they let") nobody in, and nobody in Microsoft 365 needs "
                    + "\(totals.setAside == 1 ? "it" : "them").")
        }
        losing(totals, on: screen)
        untold(totals, system, on: screen)
    }

    /// That nobody was asked is no yes: whoever reads on knows what was taken for granted.
    static func untold(_ totals: Totals, _ system: String, on screen: Screen) {
        guard let words = AccessWords.untold(totals, system) else { return }
        screen.text(words, first: "\(Style.yellow("!")) ", rest: "  ")
    }

    /// Who would be locked out, in a sentence.
    public static func losing(_ totals: Totals, on screen: Screen) {
        if totals.unknownAccess > 0 {
            let people = totals.unknownAccess == 1 ? "1 person" : "\(totals.unknownAccess) people"
            screen.text(
                "Whether \(people) would lose access isn't known.", first: "\(Style.yellow("?")) ", rest: "  ")
            if totals.losingAccess == 0 { return }
        }
        if totals.losingAccess == 0 {
            screen.text(
                "Nobody would lose access if the domain were switched now.", first: "\(Style.green("✓")) ", rest: "  ")
            return
        }
        let people = totals.losingAccess == 1 ? "1 person" : "\(totals.losingAccess) people"
        let byRule =
            totals.losingAccessByRule == 0
            ? "" : "; \(totals.losingAccessByRule) of them are left out by a rule, which the switch doesn't ask"
        screen.text(
            "\(people) would lose access if the domain were switched now\(byRule).", first: "\(Style.red("✗")) ",
            rest: "  ")
    }

    /// Accounts under the names of their tabs, each with what to do.
    public static func list(_ entries: [Entry], _ system: String, on screen: Screen) {
        for side in Side.allCases {
            let own = entries.filter { $0.side == side }
            if own.isEmpty { continue }
            screen.line(Style.bold(side == .microsoft ? "Microsoft 365 Accounts" : "\(system) Accounts"))
            for entry in own {
                screen.text(line(entry, system), first: "  \(mark(entry)) \(entry.account.address)  ", rest: "      ")
            }
        }
    }

    private static func mark(_ entry: Entry) -> String {
        switch entry.standing {
        case .linked: Style.green("✓")
        case .unclear: Style.yellow("?")
        case .excluded: "·"
        default: Style.red("✗")
        }
    }

    /// What to do about an account, and why.
    static func line(_ entry: Entry, _ system: String) -> String {
        if let why = AccessWords.why(entry, system) {
            return entry.remedy.words(system) + (entry.remedy == .nothing ? "" : ": ") + why
        }
        let best = entry.proposals.first
        let match = entry.partner ?? best?.address ?? ""
        let why = best.map { " (\(percent($0.confidence)): \($0.reason))" } ?? ""
        let action = entry.remedy.words(system)
        switch entry.standing {
        case .linked, .inactive, .unclear, .misnamed: return "→ \(match)"
        case .unlinked: return "\(action) → \(match)\(why)"
        case .ambiguous where entry.proposals.isEmpty: return "\(action): \(entry.note ?? "")"
        case .ambiguous:
            return "\(entry.proposals.count) fit, the likeliest \(match)\(why). identifiers show has them all."
        case .excluded: return "left out: \(entry.note ?? "")"
        case .duplicate: return "\(action): \(entry.note ?? "")"
        case .microsoftOnly, .otherOnly: return action + (best == nil ? "" : ". Or is it \(match)?\(why)")
        }
    }

    /// An account with everything that is known of it.
    static func show(_ entry: Entry, _ system: String, on screen: Screen) {
        screen.line(
            "\(mark(entry)) \(Style.bold(SafeText.clean(entry.account.address)))  "
                + SafeText.clean(entry.account.name))
        var table = Table()
        table.add("Account of", entry.side == .microsoft ? "Microsoft 365" : system)
        table.add("Standing", entry.account.isRequest ? "a request that waits" : words(entry.standing, system))
        table.add("ID", entry.account.id)
        table.add("Identifier", entry.account.identifier ?? "none")
        if let partner = entry.partner {
            let isSame = entry.standing == .ambiguous && entry.proposals.isEmpty
            table.add(entry.standing.isLinked ? "Linked with" : isSame ? "Same identifier" : "Fits", partner)
        }
        switch entry.account.state {
        case .active: break
        case .inactive(let word): table.add("Can sign in", "no (\(word))")
        case .unknown(let word): table.add("Can sign in", word.isEmpty ? "not told" : "not known (\(word))")
        }
        if let why = AccessWords.why(entry, system) { table.add("Access", why) }
        if !entry.account.otherAddresses.isEmpty {
            table.add("Aliases", entry.account.otherAddresses.joined(separator: ", "))
        }
        if let note = entry.note { table.add(entry.standing == .excluded ? "Rule" : "Because", note) }
        if entry.remedy != .nothing { table.add("What to do", entry.remedy.words(system)) }
        for line in table.lines(columns: screen.columns, indent: "  ") { screen.line(line) }
        for (number, proposal) in entry.proposals.enumerated() {
            screen.text(
                "\(proposal.address)\(proposal.isRequest ? " (a request)" : "") \(proposal.name), "
                    + "\(percent(proposal.confidence)): \(proposal.reason)",
                first: "  \(number + 1). ", rest: "     ")
        }
    }

    static func percent(_ confidence: Double) -> String { "\(Int((confidence * 100).rounded()))%" }
}
