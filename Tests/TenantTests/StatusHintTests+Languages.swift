import Testing

@testable import Reconciliation

/// Columns in the languages of the European Union, as tables: name, value, what the account is.
extension StatusHintTests {
    private func hold(_ table: String) throws {
        for line in table.split(separator: "\n") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
                IdentifierText.trimmed(String($0))
            }
            try whatNobodyListedMaySpeakAgainstAnAccount(header: cells[0], value: cells[1], wanted: cells[2])
        }
    }

    @Test func aFlagWithoutAnythingInItIsNoYes() throws {
        try hold(
            """
            Aktiv||unknown
            Aktiv|x|active
            Aktiv|X|active
            Aktiv|-|unknown
            Aktiv|nein|inactive
            Actif||unknown
            Attivo||unknown
            Activo||unknown
            Ativo||unknown
            Actief||unknown
            Aktywny||unknown
            Aktiivinen||unknown
            Активен||unknown
            Ενεργός||unknown
            Aktív||unknown
            Aktyvus||unknown
            Konto aktiv||unknown
            Compte actif||unknown
            Compte actif|-|unknown
            Conta ativada||unknown
            Conta ativada|Não|inactive
            Tili käytössä||unknown
            Kontot är aktiverat||unknown
            Freigeschaltet||unknown
            Freigeschaltet|nein|inactive
            Aktiviert||unknown
            Activé||unknown
            Abilitato||unknown
            Habilitado||unknown
            Ingeschakeld||unknown
            Włączony||unknown
            istAktiv||unknown
            User Enabled||unknown
            AKTIV_JN|J|active
            Aktiv|✓|active
            Aktiv|✗|inactive
            Aktiv|☐|inactive
            enabled|1.0|active
            enabled|0.0|inactive
            Gesperrt|x|inactive
            Gesperrt||active
            Gesperrt|-|active
            Aktiviert|2020-01-01|active
            Aktiv seit||active
            Aktiv seit|01.01.2020|active
            Letzte Aktivität||active
            Active Directory||active
            """)
    }
}
