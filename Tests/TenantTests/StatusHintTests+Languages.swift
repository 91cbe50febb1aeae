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
            Enabled on||active
            Fahrzeug zugelassen|nein|active
            Aktiv seit||active
            Aktiv seit|01.01.2020|active
            Letzte Aktivität||active
            Active Directory||active
            """)
    }

    /// Whoever has gone signs in no more, whatever the column of the day is called; who goes some day does.
    @Test(
        arguments: [
            "Ende",
            "bis",
            "Befristet bis",
            "Beschäftigt bis",
            "Letzter Arbeitstag",
            "Date de fin",
            "Date de départ",
            "Date de sortie",
            "Fin de contrat",
            "Data cessazione",
            "Data fine rapporto",
            "Fecha de fin",
            "Última baja",
            "Datum uit dienst",
            "Data zakończenia",
            "Data końca",
            "Data zwolnienia",
            "Datum ukončení",
            "Kilépés dátuma",
            "Fratrædelsesdato",
            "Päättymispäivä",
            "Anställd t.o.m.",
            "Separation date",
            "Resignation date",
            "employmentEndDate",
            "Enddatum",
            "Austritt am",
            "Última fecha de trabajo",
            "Laatste werkdag",
            "Anställningens slutdatum",
            "Дата на напускане",
            "Data încetării",
            "Employed until",
            "Contract end date",
        ])
    func aDayOnWhichSomebodyLeftIsAnEnd(header: String) throws {
        try hold("\(header)|2020-03-31|inactive\n\(header)|2199-12-31|active\n\(header)||active")
    }

    @Test func whatIsDatedOrSaidOfSomebodyWhoLeftIsRead() throws {
        try hold(
            """
            archived_at|2020-03-31|unknown
            archived_at||active
            Left company|yes|unknown
            Left company|no|active
            Left the company on|2020-03-31|unknown
            Sperrvermerk|ja|inactive
            Sperrvermerk||active
            Sperrvermerk|nein|active
            Sperrgrund|Kündigung|unknown
            Eintrittsdatum|01.03.2199|inactive
            Eintrittsdatum|01.03.2020|active
            Date d'entrée|01/03/2199|inactive
            Datum indiensttreding|2199-03-01|inactive
            Vertragsbeginn|2020-03-01|active
            Hire date|2199-05-01|active
            Ende der Probezeit|2020-03-31|active
            Urlaub bis|2020-03-31|active
            Password end date|2020-03-31|active
            Project end|2020-03-31|active
            Date|2020-03-31|active
            Letzte Anmeldung|2020-03-31|active
            Last day of training|2020-03-31|active
            Last login date|2020-03-31|active
            Befristet|nein|active
            Kraj|Polska|active
            Stát|Česko|active
            Край|Пловдив|active
            Austritt|nein|active
            Austritt|ja|inactive
            Zatrudniony do|2020-03-31|inactive
            Data do contrato|2020-03-31|active
            Working time end|17:00|active
            """)
    }

    @Test func aStateIsReadUnderEveryHeading() throws {
        try hold(
            """
            Estado|Baja|unknown
            Estado|De baja|unknown
            Estado|Madrid|active
            Estado|Baja California|active
            Estado|Activo|active
            Stan|Zwolniony|unknown
            Stan|mazowieckie|active
            Stato|Cessato|unknown
            Stato|Dimesso|unknown
            Stato|Lombardia|active
            État|Parti|unknown
            État|Sorti|unknown
            État|Présent|active
            Situation|Sorti|unknown
            Situação|Desligado|unknown
            Employment status|retired|unknown
            Employment status|Leave of absence|active
            Mitarbeiterstatus|ruhend|unknown
            Anställningsstatus|Slutat|unknown
            Anställningsstatus|Tillsvidare|active
            Állapot|Kilépett|inactive
            Állapot|Aktív|active
            Állapot|Hm|unknown
            Állapot||unknown
            Státusz|Kilépett|inactive
            Статус|Напуснал|inactive
            Статус|Активен|active
            Статус|Хм|unknown
            Tila|Lähtenyt|inactive
            Olek|Hm|unknown
            Būsena|Hm|unknown
            Κατάσταση λογαριασμού|Αποχώρησε|inactive
            Κατάσταση|Hm|unknown
            Stav|Hm|unknown
            Stav|Aktivní|active
            Stanje|Otišao|inactive
            Stare|Plecat|inactive
            Statut||unknown
            Estado civil|Casado|active
            Marital status|separated|active
            Stav účtu|Hm|unknown
            Visa status|Expired|active
            Standort|Parti|active
            Title|Retired|active
            """)
    }

    @Test func aNameIsReadWithoutItsCapitals() throws {
        try hold(
            """
            nsaccountlock|TRUE|inactive
            nsaccountlock|FALSE|active
            NSACCOUNTLOCK|true|inactive
            lockeduntil|2199-01-01T00:00:00Z|inactive
            lockeduntil|2020-01-01T00:00:00Z|active
            LOCKED_UNTIL|2199-01-01|inactive
            deletedat|2020-03-31|unknown
            DELETEDAT|2020-03-31|unknown
            deletedat||active
            pwdaccountlockedtime|20261001000000Z|unknown
            pwdAccountLockedTime|000001010000Z|unknown
            pwdaccountlockedtime|000001010000Z|unknown
            disabledat|2020-03-31|unknown
            suspendedat|2020-03-31|unknown
            deactivationdate|2020-03-31|inactive
            accountlockouttime|2020-03-31|unknown
            isaccountsuspended|true|inactive
            usernotlocked|false|inactive
            kontodeaktiviert|ja|inactive
            istgesperrt|ja|inactive
            istaktiv||unknown
            comptebloqué|oui|inactive
            accountstatusreason|x|active
            emailverified|false|active
            mailboxenabled|false|active
            ispasswordexpired|true|active
            MFAENABLED|false|active
            softdeletiontimestamp|2020-03-31|unknown
            notes|no|active
            lastactive|2020-01-01|active
            lastlogon|no|active
            """)
    }

    @Test func whatSomebodyHasBesideTheAccountKeepsNobodyOut() throws {
        try hold(
            """
            litigationHoldEnabled|False|active
            LITIGATIONHOLDENABLED|False|active
            AuditEnabled|False|active
            SingleItemRecoveryEnabled|False|active
            RemotePowerShellEnabled|False|active
            StrongAuthenticationEnabled|False|active
            SSPR enabled|false|active
            Mobile enabled|No|active
            Autoreply enabled|false|active
            Enabled for Teams|FALSE|active
            Gmail disabled|true|active
            Drive disabled|yes|active
            Remote access disabled|yes|active
            Mobil gesperrt|ja|active
            Mobile account locked|yes|inactive
            Recently active|false|active
            PerUserMFAState|disabled|active
            MFAState|Disabled|active
            OneDrive blocked|yes|active
            WLAN deaktiviert|ja|active
            Calendar sharing enabled|no|active
            roles|locked|active
            Groups|Disabled|active
            enrolled|false|active
            Enabled for login|no|inactive
            Portal enabled|no|inactive
            """)
    }

    /// An account without an end is one that goes on; a lock without an end goes on, too.
    @Test func whatHasNoEndIsReadAsThat() throws {
        try hold(
            """
            Austrittsdatum|unbefristet|active
            Austrittsdatum|offen|active
            Austrittsdatum|00.00.0000|active
            Vertragsende|bis auf weiteres|active
            AccountExpirationDate|never expires|active
            End date|no end date|active
            Date de fin|illimité|active
            Fecha de fin|indefinido|active
            Data fine rapporto|tempo indeterminato|active
            Einddatum|onbepaald|active
            Data zakończenia|bezterminowo|active
            Slutdatum|tills vidare|active
            shadowExpire|-1|active
            Gesperrt bis|unbefristet|inactive
            Locked until|indefinitely|inactive
            Locked until|0000-00-00|active
            Locked until|-1|inactive
            Gesperrt|dauerhaft|unknown
            Gültig ab|offen|unknown
            """)
    }

    @Test func whoeverWorksThereIsActive() throws {
        try hold(
            """
            Status|Vigente|active
            Statut|Salarié|active
            Statut|En poste|active
            Statut|En activité|active
            Status|In dienst|active
            Status|Zatrudniony|active
            Status|Beschäftigt|active
            Status|angestellt|active
            Status|Employed|active
            Status|активиран|active
            Status|aktivované|active
            Status|įjungta|active
            Status|Active (2SV)|active
            Status|Active (locked)|unknown
            Status|Uit dienst|inactive
            Status|Nicht mehr beschäftigt|inactive
            Employed|no|inactive
            Employed||active
            Alta|no|active
            Beschäftigt als|Koch|active
            """)
    }
}
