import Escaping
import Foundation

/// Makes accounts of a file's rows, one after another, and keeps what only many rows together say.
struct AccountReader {
    let fields: AccountFields
    /// What ends of accounts are compared with.
    let now: Date
    private var count = 0
    /// Accounts that say nothing of whether they are active.
    private var silent = 0
    private var told = 0
    /// The first of the identifiers that a spreadsheet may have rounded, and how many there are.
    private var rounded: (place: String, text: String)?
    private var roundings = 0

    init(fields: AccountFields, now: Date) {
        self.fields = fields
        self.now = now
    }

    static func isHeader(_ row: [String], _ header: [String]) -> Bool {
        row.count == header.count
            && zip(row, header).allSatisfy { AccountFields.normal($0) == AccountFields.normal($1) }
    }

    /// - Parameters:
    ///   - place: where it stands, for the words of a problem.
    ///   - value: the text of a column.
    mutating func account(
        _ places: AccountFields.Places, at place: String, _ value: (Int) -> String
    ) throws(ReconciliationProblem) -> Account {
        func filled(_ part: AccountFields.Part) -> String? {
            places.parts[part].map { IdentifierText.trimmed(value($0)) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        guard let address = filled(.address), !IdentifierText.isNothing(address) else {
            throw .file("\(place): error: nothing says what this person signs in with.")
        }
        guard !AccountReader.isNoAccount(address) else {
            throw .file(
                "\(place): error: \"\(address)\" is nothing that anybody signs in with: is it a line about the accounts? "
                    + "Take it out of the file, or export the accounts again.")
        }
        let identifier = filled(.identifier)
        let claim = filled(.claim)
        for (text, what) in [
            (address, "what the person signs in with"), (identifier, "the identifier"), (claim, "the link"),
        ] {
            guard let scalar = text.flatMap(IdentifierText.hidden) else { continue }
            throw .file(
                "\(place): error: \(what) has a character in it that nobody sees (\(AccountReader.name(of: scalar))). Take it "
                    + "out, or export the accounts again.")
        }
        if let identifier { try look(identifier, at: place) }
        let state = try state(places, at: place, value)
        let name = filled(.name) ?? [filled(.given), filled(.family)].compactMap { $0 }.joined(separator: " ")
        let id = filled(.id).flatMap { IdentifierText.isNothing($0) ? nil : $0 }
        count += 1
        var account = Account(
            id: id ?? address, address: address,
            otherAddresses: (filled(.aliases) ?? "").split { ";|, ".contains($0) }.map(AccountFields.bare)
                .filter { !IdentifierText.isNothing($0) }, name: name,
            identifier: identifier, claim: claim, isRequest: state.isRequest, state: state.state)
        account.isStateTold = places.status.hasMay
        return account
    }

    /// Throws what can be said only at the end.
    func finish(_ file: String) throws(ReconciliationProblem) {
        guard count > 0 else { throw .file("\(file) holds no account: there is nothing to compare with.") }
        if let rounded, roundings > 1 {
            throw .file(
                "\(rounded.place): error: \(roundings) identifiers end in zeros, as \"\(rounded.text)\" does: a spreadsheet "
                    + "keeps fifteen digits of a number. \(AccountReader.again)")
        }
    }

    private static let again =
        "Export the accounts again, and let no spreadsheet save them, or import the identifiers as text."

    /// Identifiers that aren't any more what the system wrote: linking by these would harm everybody.
    private mutating func look(_ identifier: String, at place: String) throws(ReconciliationProblem) {
        if IdentifierText.isRounded(identifier) {
            throw .file(
                "\(place): error: the identifier \"\(identifier)\" was rounded by a spreadsheet, which took it for a number. "
                    + AccountReader.again)
        }
        if IdentifierText.isPerhapsRounded(identifier) {
            roundings += 1
            rounded = rounded ?? (place, identifier)
        }
    }

    private mutating func state(
        _ places: AccountFields.Places, at place: String, _ value: (Int) -> String
    ) throws(ReconciliationProblem) -> (state: AccountState, isRequest: Bool) {
        var said = places.status.read(now: now, value)
        guard places.status.hasMay else {
            silent += 1
            // Some say it and this one doesn't: what is left out is no value.
            if told > 0 { said.states.append(.unknown("")) }
            return (AccountState.joined(said.states), false)
        }
        told += 1
        guard silent == 0 else {
            throw .file(
                "\(place): error: this account says whether it is active, and the \(silent) before it don't. Export all "
                    + "accounts with the same fields.")
        }
        return (AccountState.joined(said.states), said.isRequest)
    }

    /// Sums, rules and remarks that tools write below a table.
    private static func isNoAccount(_ address: String) -> Bool {
        let words: Set<String> = [
            "total", "totals", "sum", "count", "average", "summe", "gesamt", "anzahl", "totaal", "somme",
        ]
        return address.contains(where: \.isWhitespace) || address.hasSuffix(":")
            || words.contains(address.lowercased()) || address.allSatisfy { "-=_*+.#".contains($0) }
    }

    private static func name(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
