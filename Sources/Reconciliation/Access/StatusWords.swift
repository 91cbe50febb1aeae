/// What systems write about whether an account lets its person sign in, and how spreadsheets write yes and no. A word
/// that isn't here is nobody's yes: the account's state is unknown, and the word is told.
public enum StatusWords {
    /// What a field says: that somebody may sign in, or that they may not.
    enum Sense: Sendable { case may, mayNot }

    /// Words that let in, by whose they are.
    private static let active = [
        "active", "activated", "enabled", "ok", "valid", "live", "current", "in use", "unlocked", "unblocked",
        "allowed",
        "login allowed", "normal", "open", "confirmed", "verified", "registered", "approved", "reactivated",
        "unsuspended",
        // Okta: "User status". Who must change the password signs in to do so.
        "password expired",
        // PingOne: "User accounts", `account.status`; "Users data model", `lifecycle.status`.
        "account ok",
        // Google Workspace: "Users: list", the console's export.
        "active user",
        // Amazon Cognito, `UserStatus`, of people who have a provider of their own.
        "external provider",
        // The languages of the European Union.
        "активен", "активна", "активно", "включен", "aktivan", "aktivna", "omogućen", "omogućeno", "aktivní",
        "povoleno", "povolen",
        "aktiv", "aktiveret", "actief", "ingeschakeld", "geactiveerd", "aktiivne", "lubatud", "aktiivinen", "käytössä",
        "actif", "active", "activé", "activée", "aktiviert", "freigegeben", "freigeschaltet", "ενεργός", "ενεργή",
        "ενεργό",
        "ενεργοποιημένος",
        "aktív", "engedélyezett", "engedélyezve", "gníomhach", "attivo", "attiva", "attivato", "abilitato", "aktīvs",
        "iespējots", "aktyvus", "įjungtas", "įgalintas", "attiv", "attiva", "aktywny", "aktywne", "włączony",
        "włączone",
        "ativo", "ativa", "ativado", "ativada", "habilitado", "activ", "activă", "activat", "aktívny", "aktívne",
        "povolený",
        "aktiven", "aktivna", "povolená", "aktivované", "aktivován", "активиран", "įjungta", "aktyvi", "zapnuto",
        "zapnutý", "aktivert", "aktivována", "aktīva",
        "aktivt",
        "omogočen", "omogočeno", "activo", "activa", "activado", "activada", "habilitada", "abilitata", "attivata",
        "aktywna", "włączona", "aktivoitu",
        "zugelassen", "aktiverad", "aktiverat",
    ]

    private static let inactive = [
        // Peig: made by an administrator and linked; its user has still to onboard.
        "placeholder",
        "inactive", "disabled", "deactivated", "deactive", "suspended", "blocked", "locked", "locked out", "lockedout",
        "deleted", "removed", "terminated", "closed", "expired", "revoked", "archived", "retired", "left", "former",
        "off",
        "not active", "not enabled", "never activated", "unactivated", "invited", "invitation sent",
        "pending activation",
        "pending user action", "pending verification", "unverified", "unconfirmed", "not verified", "quarantined",
        "ex employee", "leaver", "access denied", "login disabled", "login blocked", "no login", "sign in blocked",
        "banned",
        "rejected", "declined", "unapproved", "unlicensed", "soft deleted", "softdeleted", "pending deletion",
        "deprovisioned", "deleting",
        "trashed",
        // Requests: there is no account yet.
        "requested", "request", "pending", "awaiting approval", "pending approval",
        // Okta: "User status". Nobody signs in before the account is activated, nor while it is being recovered.
        "staged", "provisioned", "recovery",
        // PingOne: `account.status`; `lifecycle.status` of who hasn't confirmed the mail address yet.
        "verification required",
        // OneLogin: "User statuses".
        "awaiting password reset", "password pending", "security questions required",
        // Amazon Cognito, `UserStatus`.
        "compromised", "force change password", "reset required",
        // The languages of the European Union.
        "неактивен", "неактивна", "неактивно", "изключен", "деактивиран", "блокиран", "неактиван", "neaktivan",
        "neaktivna",
        "onemogućen", "onemogućeno", "blokiran", "blokirano", "neaktivní", "zakázáno", "zakázán", "zablokováno",
        "zablokovaný", "deaktivováno", "inaktiv", "ikke aktiv", "deaktiveret", "spærret", "blokeret", "låst",
        "inactief",
        "uitgeschakeld", "geblokkeerd", "gedeactiveerd", "niet actief", "vergrendeld", "mitteaktiivne", "keelatud",
        "blokeeritud", "passiivinen", "ei aktiivinen", "ei käytössä", "poistettu käytöstä", "estetty", "lukittu",
        "inactif",
        "inactive", "désactivé", "désactivée", "bloqué", "bloquée", "suspendu", "suspendue", "verrouillé", "supprimé",
        "deaktiviert", "gesperrt", "nicht aktiv", "gelöscht", "ausgetreten", "ausgeschieden", "stillgelegt",
        "blockiert",
        "ανενεργός", "ανενεργή", "ανενεργό", "απενεργοποιημένος", "αποκλεισμένος", "κλειδωμένος", "inaktív",
        "nem aktív",
        "letiltva", "letiltott", "zárolt", "zárolva", "felfüggesztett", "neamhghníomhach", "díchumasaithe", "inattivo",
        "inattiva", "non attivo", "disattivato", "disabilitato", "bloccato", "sospeso", "eliminato", "neaktīvs",
        "atspējots", "bloķēts", "neaktyvus", "išjungtas", "užblokuotas", "mhux attiv", "imblukkat", "nieaktywny",
        "nieaktywne", "wyłączony", "wyłączone", "zablokowany", "zablokowane", "zawieszony", "dezaktywowany", "inativo",
        "inativa", "desativado", "desativada", "desabilitado", "bloqueado", "bloqueada", "suspenso", "inactiv",
        "inactivă",
        "dezactivat", "blocat", "suspendat", "neaktívny", "neaktívne", "zakázaný", "zablokovaný", "neaktiven",
        "onemogočen",
        "onemogočeno", "blokiran", "inactivo", "inactiva", "desactivado", "desactivada", "deshabilitado",
        "deshabilitada",
        "suspendido", "suspendida", "dado de baja", "baja", "avstängd", "spärrad", "avaktiverad", "inaktiverad", "låst",
        "blockerad",
    ]

    /// As programs write them, and spreadsheets in the languages of the European Union.
    private static let yes = [
        "true", "yes", "y", "1", "t", "on", "да", "вярно", "истина", "da", "istina", "točno", "ano", "pravda", "ja",
        "sand",
        "waar", "jah", "tõene", "kyllä", "tosi", "oui", "vrai", "wahr", "ναι", "αληθές", "αληθησ", "αληθής", "igen",
        "igaz",
        "tá", "fíor", "sì", "si", "vero", "jā", "patiess", "taip", "tiesa", "iva", "veru", "tak", "prawda", "sim",
        "verdadeiro", "adevărat", "áno", "resnično", "res", "sí", "verdadero", "sant", "j", "o", "s",
        // Marks that lists are ticked off with, and numbers as data frames write them.
        "x", "✓", "✔", "✅", "☑", "1.0", "1,0",
    ]

    private static let no = [
        "false", "no", "n", "0", "f", "не", "невярно", "лъжа", "ne", "netočno", "laž", "nepravda", "nej", "falsk",
        "nee",
        "onwaar", "ei", "väär", "epätosi", "non", "faux", "nein", "falsch", "όχι", "ψευδές", "ψευδής", "nem", "hamis",
        "níl",
        "bréagach", "falso", "nē", "aplams", "netiesa", "le", "falz", "nie", "fałsz", "não", "nu", "fals", "neresnično",
        "falskt",
        // Boxes, and numbers as data frames write them.
        "✗", "✘", "❌", "☐", "0.0", "0,0",
    ]

    /// Of whoever works there, as personnel systems have it. These are only states: a column with such a name may hold
    /// anything, and if it is empty it says nothing.
    private static let employed = [
        "employed", "in service", "vigente", "en vigor", "salarié", "salariée", "en poste", "présent", "présente",
        "en activité", "en service", "in dienst", "im dienst", "zatrudniony", "zatrudniona", "zatrudnione", "pracuje",
        "beschäftigt", "angestellt", "in forza", "in servizio", "assunto", "assunta", "alta", "de alta", "contratado",
        "contratada", "em exercício", "admitido", "zaměstnán", "zaměstnaný", "zamestnaný", "állományban", "ansat",
        "anställd", "työsuhteessa", "palveluksessa", "εργάζεται", "zaposlen", "zaposlena", "angajat", "angajată",
        "töötab", "dirba", "strādā", "impjegat", "fostaithe", "на работа",
        // With the second factor that an account has.
        "active (2sv)", "active (2fa)", "active (mfa)", "active (mfa enrolled)",
    ]

    private static let gone = StatusGone.words + StatusGone.ambiguous

    private static let employedKeys = keys(employed)

    private enum Kind { case active, inactive, yes, no }

    private static let kinds: [String: Kind] = {
        var kinds: [String: Kind] = [:]
        for (words, kind) in [(active + employed, Kind.active), (inactive + gone, .inactive), (yes, .yes), (no, .no)] {
            for word in words { kinds[key(word)] = kind }
        }
        return kinds
    }()

    /// The lists by themselves, for whoever looks whether they contradict each other.
    static let lists = [active + employed, inactive + gone, yes, no]

    /// States of one word, as names of columns have them.
    static let states = Set((active + inactive + gone).map(key).filter { !$0.contains(" ") && !elsewhere.contains($0) })

    /// Words as they are compared.
    static func keys(_ words: [String]) -> Set<String> { Set(words.map(key)) }

    /// Letter case, accents, underscores and doubled blanks aside.
    static func key(_ word: String) -> String {
        Folding.plain(word).split { " _-\u{A0}".contains($0) }.joined(separator: " ")
    }

    static func state(_ word: String, _ sense: Sense) -> AccountState {
        switch (kinds[key(word)], sense) {
        case (.active, .may), (.yes, .may), (.no, .mayNot), (.active, .mayNot): .active
        case (.inactive, _): .inactive(word)
        case (.no, .may): .inactive(word)
        case (.yes, .mayNot): .inactive(word)
        case (nil, _): .unknown(word)
        }
    }

    /// Whether an account is off because its person has not begun to use it.
    static func isNotBegun(_ state: AccountState?) -> Bool {
        guard case .inactive(let word) = state else { return false }
        return notBegun.contains(key(word)) || notBegun.contains { word.lowercased().hasSuffix("is \"\($0)\"") }
    }

    private static let notBegun = keys([
        "placeholder", "invited", "invitation sent", "pending activation", "pending user action", "never activated",
        "unactivated", "staged", "provisioned", "not activated",
    ])

    /// What is said by a field that tells whether somebody may sign in, by a yes or no or by a word: SCIM's `active`.
    public static func state(_ word: String) -> AccountState { state(word, .may) }

    /// As above, with the field's name where the word says nothing without it.
    public static func state(_ word: String, named name: String) -> AccountState { state(word, .may, of: name) }

    /// Whether somebody may sign in, as a name's words say it: by the first of them that is a state. Words that mean
    /// something else in most names don't count as states.
    static func sense(of keys: [String]) -> Sense? {
        for word in keys where !elsewhere.contains(word) {
            switch kinds[word] {
            case .active: return .may
            case .inactive: return .mayNot
            default: continue
            }
        }
        return nil
    }

    /// What a field says, with the word that says it: a yes, a number or a word that nobody knows says nothing without the
    /// field's name, and a state does.
    static func state(_ word: String, _ sense: Sense, of name: String) -> AccountState {
        switch state(word, sense) {
        case .active: .active
        case .inactive: .inactive(isState(word) && sense == .may ? word : AccountState.told(name, word))
        case .unknown: .unknown(AccountState.told(name, word))
        }
    }

    /// Whether it is one of the words for a state, and not a yes or no.
    private static func isState(_ word: String) -> Bool {
        switch kinds[key(word)] {
        case .active, .inactive: true
        case .yes, .no, nil: false
        }
    }

    /// Whether it is one of the words that say that an account is on, and can hardly mean anything else.
    static func isOn(_ key: String) -> Bool {
        guard !elsewhere.contains(key), !employedKeys.contains(key), case .active = kinds[key] else { return false }
        return true
    }

    /// Whether it is one of the words that say that an account is off; a bare no isn't.
    static func isInactive(_ word: String) -> Bool {
        if case .inactive = kinds[key(word)] { true } else { false }
    }

    /// Whether a word that stands under a name that nobody knows can hardly mean anything but that an account is off.
    static func speaksAgainst(_ word: String) -> Bool {
        let key = key(word)
        guard !elsewhere.contains(key), case .inactive = kinds[key] else { return false }
        return true
    }

    /// States that are other things as well: in names of columns, departments and answers.
    private static let elsewhere = keys(StatusGone.ambiguous).union([
        // Danish and Swedish for locked, without its ring.
        "last",
        "left", "off", "ok", "valid", "live", "current", "normal", "open", "closed", "former", "registered", "verified",
        "confirmed", "approved", "request", "requested", "pending", "recovery", "removed", "rejected", "declined",
        "invited", "retired", "expired", "baja", "provisioned", "staged", "placeholder", "activated", "archived",
        "external provider", "zugelassen", "vigente", "present", "presente", "alta", "assunto", "assunta", "ansat",
        "salarie",
        "salariee",
    ])

    /// Words of accounts that somebody asked for, and that aren't there yet.
    static func isRequest(_ word: String) -> Bool {
        ["requested", "request", "pending", "awaiting approval", "pending approval"].contains(key(word))
    }
}
