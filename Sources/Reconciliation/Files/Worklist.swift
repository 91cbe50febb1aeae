/// Lines of a table for a spreadsheet: what somebody has to do about each account.
///
/// RFC 4180, and nothing that a spreadsheet would run: names come from people (OWASP: "CSV Injection").
public enum Worklist {
    public static let header = line([
        "side", "account", "name", "standing", "action", "with", "confidence", "why", "id", "identifier",
    ])

    public static func line(of entry: Entry, system: String) -> String {
        let best = entry.proposals.first
        return line([
            entry.side == .microsoft ? "Microsoft 365" : system, entry.account.address, entry.account.name,
            entry.standing.key, entry.remedy.words(system), entry.partner ?? best?.address ?? "",
            best.map { "\(Int(($0.confidence * 100).rounded())) %" } ?? "", best?.reason ?? entry.note ?? "",
            entry.account.id, entry.account.identifier ?? "",
        ])
    }

    static func line(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") + "\r\n" }

    private static func quoted(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r\n|%＝＋－＠".contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        guard safe.contains(where: { ",;\t\"\r\n'".contains($0) }) else { return safe }
        return "\"\(safe.replacing("\"", with: "\"\""))\""
    }
}
