/// What the name of a column or an attribute says of the account's state, in the languages that exports come in. A name
/// never lets anybody in: it only says how to take the word that stands under it.
enum StatusNames {
    enum Meaning: Hashable, Sendable {
        /// A yes lets in, or keeps out.
        case sense(StatusWords.Sense)
        /// As above, and what is against the account is no proof that nobody signs in: "Onboarded: no".
        case doubtful(StatusWords.Sense)
        /// A state of the account, by words that may be the system's own.
        case state
        /// Often a state, and often a part of a country, or something else that people have: "Estado", "Employment status".
        case perhapsState
        /// Something else than the account.
        case elsewhere
        case nothing
    }

    static func meaning(of name: String) -> Meaning {
        let keys = keys(of: name)
        if passwords.contains(keys.filter { !neutral.contains($0) }.joined(separator: " ")) {
            // Whoever has to change it signs in to do so: as Okta's PASSWORD_EXPIRED.
            return .elsewhere
        }
        // What is on or off there is something else than the account.
        guard otherThings.isDisjoint(with: keys) else { return keys.contains("directory") ? .nothing : .elsewhere }
        // Of a service that somebody has beside the account: unless it is their account for it.
        if !services.isDisjoint(with: keys), signIns.isDisjoint(with: keys) { return .elsewhere }
        let isDenied = !negations.isDisjoint(with: keys)
        func turned(_ sense: StatusWords.Sense) -> StatusWords.Sense {
            isDenied ? (sense == .may ? .mayNot : .may) : sense
        }
        if let sense = StatusWords.sense(of: keys) { return .sense(turned(sense)) }
        if let sense = permission(keys) { return .sense(turned(sense)) }
        if !nouns.isDisjoint(with: keys) { return .sense(turned(.mayNot)) }
        // What means the account only where nothing else is named.
        let core = keys.filter { !neutral.contains($0) && !negations.contains($0) }
        let person = core.filter { !employers.contains($0) }
        if person.count == 1, let sense = doubtful(person[0]) { return .doubtful(turned(sense)) }
        // The state that somebody's work is in: part time, or ended.
        if core.contains(where: { states.contains($0) || ambiguousStates.contains($0) }),
            core.allSatisfy({ states.contains($0) || ambiguousStates.contains($0) || work.contains($0) }),
            core.count > 1
        {
            return .perhapsState
        }
        if core.count == 1, workStates.contains(core[0]) { return .perhapsState }
        guard core.count == 1, let word = core.first else { return .nothing }
        let isAccounts = !accountWords.isDisjoint(with: keys)
        if states.contains(word) || isAccounts && ambiguousStates.contains(word) { return .state }
        return ambiguousStates.contains(word) ? .perhapsState : .nothing
    }

    /// A name's words, folded: split at blanks, dashes and capitals, and after the word for the account that some languages
    /// write in front.
    static func keys(of name: String) -> [String] {
        var words: [String] = [""]
        for character in name {
            if !character.isLetter {
                words.append("")
            } else if character.isUppercase, words[words.count - 1].last?.isLowercase == true {
                words.append(String(character))
            } else {
                words[words.count - 1].append(character)
            }
        }
        return words.filter { !$0.isEmpty }.map(StatusWords.key).flatMap { key -> [String] in
            if let pieces = NamePieces.of(key, among: pieces, telling: telling) { return pieces }
            guard let front = fronts.first(where: { key.hasPrefix($0) && key.count > $0.count + 2 }) else {
                return [key]
            }
            return [front, String(key.dropFirst(front.count))]
        }
    }

    /// Words that make up names that have no capitals left to tell them apart: `nsaccountlock`, LOCKEDUNTIL.
    private static let pieces = telling.union(neutral).union(negations).union(untils).union(entries).union(lets).union(
        work
    )
    .union(
        StatusWords.keys([
            "ns", "ds", "ms", "soft", "hard", "temporarily", "permanently", "scheduled", "auto", "admin", "pwd", "pwp",
            "time", "date", "datetime", "stamp", "timestamp", "by", "reason", "since",
            "when",
            "datum", "am", "seit", "date", "le", "fecha", "data", "sso", "end", "state",
        ]))
    /// Those of them that say something of the account, or that it is about something else.
    private static let telling = StatusWords.states.union(nouns).union(denies).union(states).union(doubtfulYes).union(
        doubtfulNo
    )
    .union(otherThings)

    /// Whether it asks for nothing but whether the account is on, as `active` does: "Aktiv", "Compte actif", "isEnabled".
    /// Then an empty cell is no yes. What tells when or why has other words in it.
    static func isFlag(_ name: String) -> Bool {
        let core = keys(of: name).filter { !flagWords.contains($0) }
        return !core.isEmpty && core.allSatisfy(StatusWords.isOn)
    }

    /// Whether it says until when: "Locked until", "gesperrt bis".
    static func isUntil(_ name: String) -> Bool { !untils.isDisjoint(with: keys(of: name)) }

    /// Whether somebody is let in: a word for letting and one for signing in, and nothing besides.
    private static func permission(_ keys: [String]) -> StatusWords.Sense? {
        let rest = keys.filter { !neutral.contains($0) && !negations.contains($0) && !entries.contains($0) }
        guard !entries.isDisjoint(with: keys), !rest.isEmpty else { return nil }
        if rest.allSatisfy(lets.contains) { return .may }
        return rest.allSatisfy(denies.contains) ? .mayNot : nil
    }

    private static func doubtful(_ word: String) -> StatusWords.Sense? {
        if doubtfulYes.contains(word) { return .may }
        return doubtfulNo.contains(word) ? .mayNot : nil
    }

    private static let negations = StatusWords.keys([
        "non", "not", "no", "un", "nicht", "kein", "pas", "niet", "nie", "never",
    ])

    private static let untils = StatusWords.keys(["until", "till", "bis", "jusqu", "hasta", "tot", "fino"])

    /// Words for the account.
    static let accountWords = StatusWords.keys([
        "account", "user", "login", "konto", "benutzer", "nutzer", "zugang", "compte", "utilisateur", "cuenta",
        "usuario",
        "gebruiker", "gebruikers", "utente", "konta", "użytkownik", "użytkownika", "conta", "bruger",
        "λογαριασμού", "λογαριασμός", "акаунт", "акаунта", "профила", "účet", "účtu", "fiók", "fióké", "kontoen",
        "kontot",
        "kontots", "tilin", "tili", "račun", "računa", "naloga", "cont", "contului", "kontas", "konts", "konta",
        "paskyros", "paskyra",
        "käyttäjän", "användare", "felhasználó", "uživatel", "uživatele", "používateľ", "používateľa", "utilizador",
    ])

    /// Words beside which a flag is still a flag.
    private static let flagWords = accountWords.union(
        StatusWords.keys([
            "is", "has", "been", "was", "the", "ist", "wurde", "est", "es", "jest", "je", "är", "er", "de", "du",
            "del", "da", "profile", "profil", "custom", "attributes", "properties", "flag", "yn", "jn", "kz", "kontot",
            "tili", "tilin", "účet", "účtu", "fiók", "kontoen", "cont", "contul", "račun", "nalog", "akaunt", "акаунт",
            "профил", "λογαριασμός", "konts", "paskyra",
        ]))

    /// Words of names that say nothing by themselves.
    private static let neutral = accountWords.union(
        StatusWords.keys([
            "is", "has", "been", "was", "the", "a", "of", "in", "on", "at", "to", "sign", "log", "signin", "logon",
            "access",
            "kontos", "anmeldung", "anmelde", "zugriff", "connexion", "accès", "acceso", "de", "la", "del", "du", "le",
            "des",
            "der", "die", "das", "den", "accesso", "dostęp", "dostępu", "ist", "wurde", "est", "es", "jest", "profile",
            "profil", "custom", "attributes", "properties", "identity", "current", "sich", "se", "s", "si", "yn",
            "flag",
        ]))

    /// Words for the account that stand before another without a blank: "Kontostatus", "userlocked".
    private static let fronts = [
        "account", "benutzer", "gebruikers", "bruger", "zugangs", "konto", "nutzer", "login", "anmelde", "user",
    ]

    private static let entries = StatusWords.keys([
        "login", "logon", "log", "sign", "signin", "access", "authenticate", "anmelden", "anmeldung", "einloggen",
        "zugang",
        "zugriff", "connexion", "connecter", "accès", "sesión", "acceder", "acceso", "inloggen", "aanmelden", "toegang",
        "accedere", "accesso", "zalogować", "logować", "logowanie", "dostęp", "acessar", "acesso",
    ])
    private static let lets = StatusWords.keys([
        "can", "may", "allowed", "allow", "permitted", "possible", "granted", "darf", "kann", "erlaubt", "möglich",
        "zugelassen", "peut", "autorisé", "autorisée", "permis", "puede", "iniciar", "permitido", "permitida", "kan",
        "mag",
        "toegestaan", "può", "consentito", "permesso", "może", "dozwolone", "dozwolony", "możliwe", "pode",
    ])
    private static let denies = StatusWords.keys([
        "denied", "forbidden", "prohibited", "refused", "verboten", "verweigert", "interdit", "interdite", "refusé",
        "denegado", "prohibido", "geweigerd", "verboden", "negato", "vietato", "zabroniony", "zabronione", "negado",
    ])

    /// What was done to an account: a day under it says when.
    private static let nouns = StatusWords.keys([
        "deletion", "suspension", "deactivation", "lock", "lockout", "block", "termination", "löschung", "gelöscht",
        "sperre", "sperrung", "sperrvermerk", "sperrkennzeichen", "sperrdatum", "sperrgrund", "deaktivierung",
        "stilllegung", "verrouillage", "blocage", "suppression", "désactivation",
        "bloqueo", "suspensión", "desactivación", "eliminación", "blokkering", "vergrendeling", "verwijderd", "blocco",
        "sospensione", "disattivazione", "cancellazione", "eliminazione", "blokada", "zawieszenie", "dezaktywacja",
        "usunięcie", "usunięty",
    ])

    private static let states = StatusWords.keys([
        "status", "statut", "zustand", "toestand", "stav", "lifecycle", "статус", "състояние", "κατάσταση",
        "κατάστασησ",
        "státusz", "állapot", "būsena", "olek", "seisund", "staatus", "tila", "stanje", "stare", "starea", "statuss",
        "stāvoklis", "stádas", "stadiu", "stadiul", "estatus", "tilstand", "tillstånd", "aktivstatus",
    ])
    /// Which are other things as well: parts of a country, steps of a project.
    private static let ambiguousStates = StatusWords.keys([
        "state", "état", "estado", "stato", "stan", "phase", "stage", "condition", "situation", "situación",
        "situazione", "situação", "situatie", "sytuacja", "stand", "fase", "faza",
    ])
    /// Words that make it the state of somebody's employment, and not of their account.
    private static let work = StatusWords.keys([
        "employment", "employee", "employ", "work", "worker", "staff", "personnel", "hr", "job", "contract", "emploi",
        "salarié", "collaborateur", "laboral", "empleado", "empleo", "trabajador", "contrato", "dipendente",
        "lavorativo", "lavorativa",
        "rapporto", "medewerker", "dienstverband", "pracownik", "pracownika", "zatrudnienia", "zaměstnance",
        "zaměstnanec",
        "zamestnanca", "munkavállaló", "medarbejder", "ansættelse", "anställning", "anställd", "työsuhteen", "työsuhde",
        "funcionário", "colaborador", "trabalhador", "angajat", "angajatului", "служител", "служителя", "εργαζομένου",
        "zaposlenika", "zaposlenega",
        "mitarbeiter", "personal", "beschäftigung", "beschäftigungs", "anstellung", "anstellungs", "arbeits", "vertrag",
        "vertrags",
    ])
    private static let workStates = StatusWords.keys([
        "mitarbeiterstatus", "beschäftigungsstatus", "anstellungsstatus", "personalstatus", "vertragsstatus",
        "arbeitsstatus",
        "anställningsstatus", "ansættelsesstatus", "medarbejderstatus", "medewerkerstatus", "dienststatus",
        "personeelsstatus",
        "employeestatus", "employmentstatus", "työsuhdetila", "dienstverbandstatus",
    ])

    /// Words of which a no leaves open whether the person gets in.
    private static let doubtfulYes = StatusWords.keys([
        "onboarded", "provisioned", "linked", "registered", "verified", "confirmed", "approved", "valid",
        "claimed", "migrated", "accepted", "verknüpft", "registriert", "bereitgestellt", "bestätigt", "eingerichtet",
        "lié", "liée", "inscrit", "inscrite", "confirmé", "validé", "vinculado", "vinculada",
        "registrado",
        "registrada", "aprovisionado", "confirmado", "gekoppeld", "geregistreerd", "bevestigd", "collegato",
        "collegata",
        "registrato", "confermato", "połączony", "połączone", "zarejestrowany", "potwierdzony",
    ])
    private static let doubtfulNo = StatusWords.keys([
        "archived", "resigned", "departed", "dismissed", "separated", "offboarded", "expired", "closed", "left",
        "former", "retired", "removed", "rejected", "declined", "unlinked", "unapproved",
        "abgelaufen", "expiré", "expirée", "caducado", "caducada", "vencido", "verlopen", "scaduto", "scaduta",
        "wygasł",
        "wygasłe", "entfernt", "geschlossen",
    ])
    /// Whom somebody leaves.
    private static let employers = StatusWords.keys([
        "company", "organization", "organisation", "employer", "firm", "firma", "unternehmen", "betrieb", "société",
        "entreprise", "empresa", "azienda", "bedrijf", "firmę", "employee", "mitarbeiter",
    ])
    private static let passwords = StatusWords.keys([
        "password expired", "credentials expired", "passwort abgelaufen", "kennwort abgelaufen", "mot passe expiré",
        "contraseña caducada", "contraseña expirada", "wachtwoord verlopen", "password scaduta", "hasło wygasło",
    ])

    /// What is switched on and off for somebody who signs in all the same.
    private static let services = StatusWords.keys([
        "teams", "gmail", "drive", "onedrive", "sharepoint", "skype", "lync", "yammer", "viva", "outlook", "owa",
        "mapi",
        "ews", "calendar", "kalender", "calendrier", "inbox", "chat", "voicemail", "audit", "auditing", "litigation",
        "hold", "retention", "item", "journal", "powershell", "remote", "strong", "sspr", "mobile", "mobil",
        "mobiltelefon",
        "portable", "móvil", "cellulare", "komórka", "gsm", "handy", "telefon", "téléphone", "teléfono", "telefono",
        "telefoon", "fax", "autoreply", "reply", "abwesenheit", "recently", "clutter", "automapping", "printing",
        "printer", "drucker",
        "wifi", "wlan", "rdp", "citrix", "hotspot", "parking", "parken", "biometric", "biometrics", "fingerprint",
        "webmail",
        "spam", "quarantine", "consent", "marketing", "tracking", "survey", "backup", "sharing", "messaging",
        "messenger",
        "calling", "calls", "voip", "meeting", "meetings", "recording", "transcription", "zoom", "slack", "jira",
        "copilot",
        "roaming", "encryption", "signature", "billing", "payroll", "canteen", "kantine", "role", "roles", "group",
        "groups",
        "rolle", "rollen", "gruppe", "gruppen", "entitlement", "entitlements", "permissions", "tags",
    ])
    private static let signIns = StatusWords.keys([
        "account", "konto", "kontos", "compte", "cuenta", "conta", "login", "logon", "signin", "benutzerkonto",
    ])

    /// Words of columns about what an account has beside the right to sign in; a second factor's digit is no letter.
    private static let otherThings = StatusWords.keys([
        "directory", "fa", "mfa", "otp", "totp", "hotp", "webauthn", "push", "fido", "passkey", "multifactor",
        "authenticator", "mailbox", "mail", "email", "forwarding", "notification", "notifications", "newsletter",
        "license",
        "licence", "sync", "imap", "pop", "smtp", "vpn", "device", "archive", "phone", "sms", "app", "card", "badge",
        "password", "protected", "self", "sudo", "samba", "manager", "sv", "delegation",
    ])
}
