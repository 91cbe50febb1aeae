import Escaping

/// Lines of a table for a spreadsheet: what somebody has to do about each account.
public enum Worklist {
    public static let header = CSVText.row([
        "side", "account", "name", "standing", "action", "with", "confidence", "why", "id", "identifier",
    ])

    /// One account as a row of CSV.
    public static func line(of entry: Entry, system: String) -> String {
        let best = entry.proposals.first
        return CSVText.row([
            entry.side == .microsoft ? "Microsoft 365" : system, entry.account.address, entry.account.name,
            entry.standing.key, entry.remedy.words(system), entry.partner ?? best?.address ?? "",
            best.map { "\(Int(($0.confidence * 100).rounded())) %" } ?? "",
            best?.reason ?? entry.note ?? entry.partnerState?.word ?? "",
            entry.account.id, entry.account.identifier ?? "",
        ])
    }
}
