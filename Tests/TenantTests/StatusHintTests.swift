import Foundation
import TestSupport
import Testing

@testable import Reconciliation

/// Columns that no list knows: what in them speaks against an account, and what doesn't.
@Suite(.computing) struct StatusHintTests {
    private enum Wanted { case active, inactive, unknown }

    private static func state(_ header: String, _ value: String) throws -> AccountState? {
        try WrittenAccounts.read(
            "a.csv", "userName;displayName;identifier;\(header)\nbo@n.example;Bo;udi-2;\(value)\n"
        ).first?.state
    }

    @Test(
        arguments: [
            ("Konto aktiv", "nein", "inactive"), ("Konto aktiv", "ja", "active"), ("Compte actif", "non", "inactive"),
            ("lifecycleState", "terminated", "unknown"), ("Zustand", "gesperrt", "inactive"),
            ("Login allowed", "no", "inactive"), ("deprovisioned", "1", "inactive"), ("deprovisioned", "0", "active"),
            ("Deleted At", "2025-01-01", "unknown"), ("Deleted At", "", "active"),
            ("userAccountControl", "514", "inactive"), ("userAccountControl", "512", "active"),
            ("userAccountControl", "66050", "inactive"), ("userAccountControl", "off", "unknown"),
            ("kontoGesperrt", "true", "inactive"), ("Account_Blocked", "yes", "inactive"),
            ("estado", "bloqueada", "unknown"),
            // What means something else.
            ("Last active", "2026-11-01", "active"), ("Active Directory ID", "S-1-5-21", "active"),
            ("Department", "Left", "active"), ("Ticket", "closed", "active"), ("Location", "Off Broadway", "active"),
            ("activated", "false", "inactive"), ("2FA enabled", "no", "active"), ("Mailbox enabled", "FALSE", "active"),
            ("MFA active", "false", "active"),
            ("Email notifications enabled", "no", "active"), ("Can log in", "false", "inactive"),
            ("Aktiv bis", "01.02.2020", "inactive"), ("Active until", "2199-01-01", "active"),
            ("Last Working Day", "2025-05-01", "inactive"), ("AccountExpirationDate", "01/01/1601 00:00:00", "active"),
            ("AccountExpirationDate", "1970-01-01", "active"),
            ("Notes", "asked whether the account is disabled", "active"),
            ("AccountExpired", "True", "inactive"), ("AccountExpired", "False", "active"),
            ("Expired", "yes", "unknown"), ("Konto abgelaufen", "ja", "unknown"), ("Compte expiré", "oui", "unknown"),
            ("Cuenta caducada", "sí", "unknown"), ("Account verlopen", "nee", "active"),
            ("Soft deletion time stamp", "2026-10-01T09:00:00Z", "unknown"), ("Soft deletion time stamp", "", "active"),
            ("SoftDeletionTimestamp", "2026-10-01", "unknown"), ("Lockout time", "0", "active"),
            ("lockoutTime", "134200000000000000", "unknown"), ("Kontosperre", "ja", "inactive"),
            ("Kontosperre", "", "active"), ("Blocage du compte", "non", "active"), ("Suspensión", "sí", "inactive"),
            ("Onboarded", "no", "unknown"), ("Onboarded", "yes", "active"), ("Linked", "no", "unknown"),
            ("Is Provisioned", "FALSE", "unknown"), ("Konto verknüpft", "nein", "unknown"),
            ("Compte lié", "non", "unknown"), ("Vinculado", "no", "unknown"), ("Gekoppeld", "nee", "unknown"),
            ("Collegato", "sì", "active"), ("Konto połączone", "nie", "unknown"), ("User registered", "0", "unknown"),
            ("Password expired", "True", "active"), ("Password expired", "False", "active"),
            ("Passwort abgelaufen", "ja", "active"), ("Locked out", "True", "inactive"),
            ("Locked until", "2199-01-01", "inactive"), ("Locked until", "2020-01-01", "active"),
            ("Anmeldung erlaubt", "nein", "inactive"), ("Darf sich anmelden", "ja", "active"),
            ("Connexion autorisée", "non", "inactive"), ("Puede iniciar sesión", "no", "inactive"),
            ("Mag inloggen", "nee", "inactive"), ("Accesso consentito", "no", "inactive"),
            ("Logowanie dozwolone", "nie", "inactive"), ("Access denied", "yes", "inactive"),
            ("Compte verrouillé", "oui", "inactive"), ("Cuenta bloqueada", "sí", "inactive"),
            ("Account geblokkeerd", "ja", "inactive"), ("Account bloccato", "sì", "inactive"),
            ("Konto zablokowane", "tak", "inactive"), ("kontogesperrt", "true", "inactive"),
            ("Not locked", "no", "inactive"), ("Nicht gesperrt", "ja", "active"),
            ("accountNonLocked", "false", "inactive"),
            ("accountNonExpired", "true", "active"), ("Kontostatus", "3", "unknown"),
            ("Kontostatus", "aktiv", "active"),
            ("Kontozustand", "Phase 7", "unknown"), ("Statut", "gelé", "unknown"), ("User state", "frozen", "unknown"),
            ("Stato account", "attivo", "active"), ("Stan konta", "zamrożone", "unknown"),
            ("Estado", "Jalisco", "active"),
            ("activated", "2013-06-24T16:39:19.000Z", "active"), ("activated", "2199-06-24", "unknown"),
            // What means something else.
            ("ProtectedFromAccidentalDeletion", "True", "active"), ("PasswordNeverExpires", "False", "active"),
            ("MFA status", "Disabled", "active"), ("2sv Enrolled", "False", "active"),
            ("emailVerified", "false", "active"),
            ("Strong password required", "False", "active"), ("Employment status", "part time", "active"),
            ("Employment status", "terminated", "unknown"), ("Account Not Delegated", "False", "active"),
            ("Sync status", "failed", "active"), ("Licence status", "expired", "active"), ("Last", "no", "active"),
            ("Can change password", "no", "active"), ("Can access admin panel", "no", "active"),
            ("Directory synced", "No", "active"), ("Manager active", "no", "active"), ("Region state", "3", "active"),
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

    /// An account that has ended signs nobody in; a day that may be either side of now is nobody's yes.
    @Test(
        arguments: [
            ("", "never"), ("never", "never"), ("0", "never"), ("9223372036854775807", "never"), ("n/a", "never"),
            ("niemals", "never"), ("2026-11-20", "over"), ("2026-12-24", "coming"), ("2026-11-26", "unknown"),
            // Before a switch that is planned for the days to come.
            ("2026-11-28", "soon"), ("2026-12-03T12:00:00Z", "soon"), ("2026-12-05", "coming"), ("30.11.2026", "soon"),
            ("2026-11-25T23:59:59Z", "over"), ("2026-11-01 08:00", "over"), ("20.11.2026", "over"),
            ("24.12.2026", "coming"), ("1.12.2027", "coming"), ("03/04/2026", "over"), ("03/04/2027", "coming"),
            // The tenth of December, or the twelfth of October.
            ("12/10/2026", "unknown"), ("11/20/2026", "over"), ("20/11/2026", "over"), ("31.02.2026", "unknown"),
            ("20261231235959.0Z", "coming"), ("20260101000000Z", "over"), ("134200000000000000", "over"),
            ("134500000000000000", "coming"), ("1700000000", "over"), ("1900000000000", "coming"), ("20100", "over"),
            ("soon", "unknown"), ("2026", "unknown"), ("-1", "endless"), ("-2", "unknown"),
            ("00.00.0000", "never"), ("0000-00-00 00:00:00", "never"), ("unbefristet", "endless"), ("CDI", "endless"),
            ("No end date", "endless"), ("-unlimited", "unknown"), ("01.00.0000", "unknown"),
            ("99999999999999999999", "unknown"),
        ])
    func whenAnAccountEnds(text: String, wanted: String) throws {
        let now = try Date("2026-11-26T12:00:00Z", strategy: .iso8601)
        #expect("\(ExpiryText.read(text, now: now))" == wanted, "\(text)")
    }

    @Test(
        arguments: [
            ("accountExpires", "130000000000000000", "inactive"), ("accountExpires", "0", "active"),
            ("Expires", "2020-01-01", "inactive"), ("Expires", "2199-01-01", "active"), ("Expires", "soon", "unknown"),
            ("Gültig bis", "01.01.2020", "inactive"), ("Termination Date", "", "active"),
            ("passwordExpires", "2020-01-01", "active"), ("valid_from", "2199-05-01", "inactive"),
            ("valid_from", "2020-05-01", "active"), ("Gültig ab", "01.05.2199", "inactive"),
            ("Valid from", "", "active"),
            ("Válido desde", "2199-05-01", "inactive"), ("Geldig vanaf", "soon", "unknown"),
            ("Start date", "2199-05-01", "inactive"), ("Hire date", "2199-05-01", "active"),
            ("Activation date", "2020-05-01", "active"), ("Valable jusqu'au", "2020-01-01", "inactive"),
            ("Geldig tot", "2199-01-01", "active"), ("Deactivation date", "2020-01-01", "inactive"),
            ("employeeLeaveDateTime", "2020-01-01T00:00:00Z", "inactive"),
        ])
    func anAccountThatEndedSignsNobodyIn(header: String, value: String, wanted: String) throws {
        try whatNobodyListedMaySpeakAgainstAnAccount(header: header, value: value, wanted: wanted)
    }
}
