import Foundation
import Testing

/// What the provider says of an account beside the one field for it, and lists that say less than they seem to.
extension FieldTests {
    private static let henk = "henk@\(FieldState.domain)"

    static let otherSide: [FieldCase] = columns

    /// The second person's value under a header of its own, beside a status that is active.
    private static func column(
        _ header: String, _ value: String, _ others: String = "", _ right: FieldExpectation
    ) -> FieldCase {
        let people = [("greta", others), ("henk", value), ("imke", others)].enumerated().map { place, person in
            "\(person.0)@\(FieldState.domain),\(person.0),udi-000\(place + 1),active,\(person.1)\n"
        }
        return FieldCase(
            name: "H2, \(header): \(value)",
            accounts: .file("accounts.csv", "\(FieldAccounts.header),\(header)\n" + people.joined()),
            commands: ["check nobody-locked-out", "blast", "cutover --dry-run"], right: right)
    }

    private static let columns: [FieldCase] = [
        column(
            "AccountExpired", "True", "False",
            .fails("nobody-locked-out", as: "✗", locked: true, says: [henk, "\"AccountExpired\" is \"True\""])),
        column(
            "Soft deletion time stamp", "2026-10-01T09:00:00Z", "",
            .fails("nobody-locked-out", locked: true, says: [henk, "\"Soft deletion time stamp\" is"])),
        column("valid_from", "2199-05-01", "", .fails("nobody-locked-out", locked: true, says: [henk])),
        column("state", "0", "1", .fails("nobody-locked-out", locked: true, says: [henk, "\"state\" is \"0\""])),
        column("Konto verknüpft", "nein", "ja", .fails("nobody-locked-out", locked: true, says: [henk])),
        column(
            "locked", "true", "false",
            .fails("nobody-locked-out", as: "✗", locked: true, says: ["can't sign in: \"locked\" is \"true\""])),
        column("2FA enabled", "no", "yes", .passes("nobody-locked-out")),
    ]

    @Test(arguments: otherSide) func whatTheOtherSideSays(_ one: FieldCase) async throws { try await one.test() }
}
