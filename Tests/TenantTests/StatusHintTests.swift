import Foundation
import TestSupport
import Testing

@testable import Reconciliation

/// Columns that no list knows: what in them speaks against an account, and what doesn't.
@Suite struct StatusHintTests {
    private enum Wanted { case active, inactive, unknown }

    private static func state(_ header: String, _ value: String) throws -> AccountState? {
        let folder = try TemporaryFolder()
        let url = folder.url.appending(path: "a.csv")
        try Data("userName;displayName;identifier;\(header)\nbo@n.example;Bo;udi-2;\(value)\n".utf8).write(to: url)
        var accounts: [Account] = []
        try AccountFile(path: url.path, fields: try AccountFields()).read { accounts += $0 }
        withExtendedLifetime(folder) {}
        return accounts.first?.state
    }

    @Test(
        arguments: [
            ("Konto aktiv", "nein", "inactive"), ("Konto aktiv", "ja", "active"), ("Compte actif", "non", "inactive"),
            ("lifecycleState", "terminated", "unknown"), ("Zustand", "gesperrt", "unknown"),
            ("Login allowed", "no", "inactive"), ("deprovisioned", "1", "inactive"), ("deprovisioned", "0", "active"),
            ("Deleted At", "2025-01-01", "unknown"), ("Deleted At", "", "active"),
            ("userAccountControl", "514", "inactive"), ("userAccountControl", "512", "active"),
            ("userAccountControl", "66050", "inactive"), ("userAccountControl", "off", "unknown"),
            ("kontoGesperrt", "true", "inactive"), ("Account_Blocked", "yes", "inactive"),
            ("estado", "bloqueada", "unknown"),
            // What means something else.
            ("Last active", "2026-11-01", "active"), ("Active Directory ID", "S-1-5-21", "active"),
            ("Department", "Left", "active"), ("Ticket", "closed", "active"), ("Location", "Off Broadway", "active"),
            ("Notes", "asked whether the account is disabled", "active"),
        ])
    func whatNobodyListedMaySpeakAgainstAnAccount(header: String, value: String, wanted: String) throws {
        let state = try Self.state(header, value)
        let seen =
            switch state {
            case .active: "active"
            case .inactive: "inactive"
            case .unknown: "unknown"
            case nil: "none"
            }
        #expect(seen == wanted, "\(header): \(value) is \(state as Any)")
    }
}
