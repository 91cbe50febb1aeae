import Reconciliation

/// Why somebody would lose access, or why nobody knows, in words.
public enum AccessWords {
    /// - Parameter system: the other system's name.
    public static func why(_ entry: Entry, _ system: String) -> String? {
        switch entry.loss {
        case .none: nil
        case .notLinked:
            entry.standing == .excluded
                ? "left out by a rule (\(entry.note ?? "")), which the switch doesn't ask; not linked"
                    + (entry.alternates.isEmpty
                        ? "" : ", and may sign in by \(entry.alternates.joined(separator: ", "))")
                : nil
        case .switchedOff: switchedOff(entry, system)
        case .stateUnknown: stateUnknown(entry, system)
        case .unproven:
            "the immutable ID may be an on-premises Active Directory's or another provider's, and proves nothing"
        case .contradicted: entry.note
        case .refused where entry.alternates.isEmpty:
            "linked, and Microsoft would refuse who comes from \(system), since the user principal name lies on another "
                + "domain (AADSTS5000820)"
        case .refusalUnknown where entry.alternates.isEmpty:
            "linked; whether Microsoft would refuse who comes from \(system), since the user principal name lies on another "
                + "domain (AADSTS5000820), could not be read"
        case .refused:
            "linked, and signs in by \(entry.alternates.joined(separator: ", ")): Microsoft would refuse that, since the user "
                + "principal name lies on another domain (AADSTS5000820)"
        case .refusalUnknown:
            "linked, and signs in by \(entry.alternates.joined(separator: ", ")); whether Microsoft would refuse that, since the "
                + "user principal name lies on another domain (AADSTS5000820), could not be read"
        case .alternate:
            "may sign in by \(entry.alternates.joined(separator: ", ")), if this tenant takes mail addresses for a "
                + "login; that could not be read"
        }
    }

    private static func switchedOff(_ entry: Entry, _ system: String) -> String {
        let (partner, state) = (entry.partner ?? "?", entry.partnerState ?? .unknown(""))
        return state.namesItsField
            ? "linked to \(partner), whose \(system) account can't sign in: \(state.word)"
            : "linked to \(partner), whose \(system) account is \"\(state.word)\""
    }

    private static func stateUnknown(_ entry: Entry, _ system: String) -> String {
        let (partner, state) = (entry.partner ?? "?", entry.partnerState ?? .unknown(""))
        if state.word.isEmpty {
            return "linked to \(partner); nothing says whether that account can sign in at \(system)"
        }
        return state.namesItsField
            ? "linked to \(partner); whether it can sign in at \(system) isn't known: \(state.word)"
            : "linked to \(partner); whether \"\(state.word)\" lets it sign in at \(system) isn't known"
    }

    /// What was taken for granted of accounts whose state nothing tells; nil where all are told.
    public static func untold(_ totals: Totals, _ system: String) -> String? {
        totals.untoldStates == 0
            ? nil
            : "Nothing in \(system)'s list says whether its accounts can sign in: \(totals.untoldStates) were taken for active. "
                + "A list with their states would tell."
    }

    /// What makes it known.
    static func remedy(_ totals: Totals) -> String {
        var parts: [String] = []
        if totals.losses[.stateUnknown] ?? 0 > 0 {
            parts.append("Look at these accounts in the provider, and write down active or inactive for each.")
        }
        if totals.losses[.alternate] ?? 0 > 0 {
            parts.append(
                "Link these people, or take the address of the domain away from them; or check with \(SignInWays.permission), "
                    + "by which alternate logins can be read.")
        }
        if totals.losses[.contradicted] ?? 0 > 0 {
            parts.append(
                "Find out whose these accounts are: identifiers ambiguous names them. Link each person to their own, or give "
                    + "the account the address that its person has.")
        }
        if totals.losses[.refusalUnknown] ?? 0 > 0 {
            parts.append(
                "Put these people's user principal names on the domain; or check with Policy.Read.All, by which the "
                    + "federated token validation policy can be read.")
        }
        if totals.losses[.unproven] ?? 0 > 0 {
            parts.append("Compare them with the provider's accounts: identifiers with FILE.")
        }
        return parts.joined(separator: " ")
    }

    /// Of whom nobody knows whether they would lose access, named.
    static func unknown(_ found: Reconciliation) throws -> String {
        let filter = Reconciliation.Filter(access: [.unknown])
        let (page, count) = (try found.page(filter, limit: Sample.size), try found.count(filter))
        let names = page.map { entry in
            why(entry, "provider").map { "\(entry.account.address) (\($0))" } ?? entry.account.address
        }
        return "Whether they would lose access isn't known of \(Sample.words(names, of: count))."
    }
}
