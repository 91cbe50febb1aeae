import Foundation
import TestSupport
import Testing

@testable import Reconciliation

/// What the programs that people move to write of accounts with which nothing is wrong: each is active, and one of them
/// that is off is seen.
@Suite(.computing) struct OrdinaryExportsTests {
    private static func states(_ name: String, _ text: String) throws -> [AccountState] {
        try WrittenAccounts.read(name, text).map(\.state)
    }

    /// One account each, and what is changed in it for one that is off.
    private static let exports: [(name: String, text: String, part: String, off: String)] = [
        (
            "okta.json",
            #"[{"id":"00u1","status":"ACTIVE","created":"2013-06-24T16:39:18.000Z","activated":"2013-06-24T16:39:19.000Z","statusChanged":"2013-06-24T16:39:19.000Z","lastLogin":null,"lastUpdated":"2013-07-02T21:36:25.344Z","passwordChanged":null,"type":{"id":"oty1"},"profile":{"login":"ida@n.example","email":"ida@n.example","secondEmail":null,"state":"CA","userType":"Employee"},"credentials":{"provider":{"type":"OKTA","name":"OKTA"}},"_links":{"self":{"href":"https://x"}}}]"#,
            "ACTIVE", "SUSPENDED"
        ),
        (
            "okta.json",
            #"[{"id":"00u1","status":"PASSWORD_EXPIRED","activated":null,"profile":{"login":"ida@n.example"}}]"#,
            "PASSWORD_EXPIRED", "LOCKED_OUT"
        ),
        (
            "google.csv",
            "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Org Unit Path [Required],"
                + "New Primary Email [UPLOAD ONLY],Status [READ ONLY],Last Sign In [READ ONLY],Recovery Email,"
                + "Employee Title,Employee Type,Building ID,2sv Enrolled [READ ONLY],2sv Enforced [READ ONLY],"
                + "Licenses [READ ONLY],New Status [UPLOAD ONLY],Advanced Protection Program enrollment\n"
                + "Ida,Holm,ida@n.example,****,/,,Active,2026/11/20 10:02:00,,Retired,,,False,False,,,FALSE\n",
            ",Active,", ",Suspended,"
        ),
        (
            "google.json",
            #"{"kind":"admin#directory#users","users":[{"id":"1","primaryEmail":"ida@n.example","name":{"givenName":"Ida","familyName":"Holm"},"isAdmin":false,"suspended":false,"archived":false,"changePasswordAtNextLogin":false,"agreedToTerms":false,"isEnrolledIn2Sv":false,"isEnforcedIn2Sv":false,"isMailboxSetup":true,"ipWhitelisted":false,"includeInGlobalAddressList":true}]}"#,
            #""suspended":false"#, #""suspended":true"#
        ),
        (
            "onelogin.json",
            #"[{"id":1,"email":"ida@n.example","username":"ida","status":1,"state":1,"activated_at":"2019-01-01T00:00:00Z","invitation_sent_at":null,"locked_until":null,"password_changed_at":null,"invalid_login_attempts":0,"trusted_idp_id":null,"group_id":null,"directory_id":null}]"#,
            #""state":1"#, #""state":0"#
        ),
        (
            "onelogin.csv", "email,displayName,identifier,status,state\nida@n.example,Ida,x1,1,1\n", ",1,1", ",1,2"
        ),
        (
            "onelogin.csv", "email,displayName,identifier,status,state\nida@n.example,Ida,x1,1,1\n", ",1,1", ",3,1"
        ),
        (
            "jumpcloud.json",
            #"{"totalCount":1,"results":[{"_id":"1","username":"ida@n.example","email":"ida@n.example","state":"ACTIVATED","activated":true,"suspended":false,"account_locked":false,"account_locked_date":null,"password_expired":false,"password_never_expires":false,"password_expiration_date":"2026-11-01T00:00:00Z","passwordless_sudo":false,"sudo":false,"ldap_binding_user":false,"enable_user_portal_multifactor":false,"totp_enabled":false,"externally_managed":false,"disableDeviceMaxLoginAttempts":false,"mfa":{"configured":false,"exclusion":false},"mfaEnrollment":{"overallStatus":"DISABLED","totpStatus":"DISABLED","pushStatus":"DISABLED","webAuthnStatus":"DISABLED"}}]}"#,
            #""account_locked":false"#, #""account_locked":true"#
        ),
        (
            "jumpcloud.json",
            #"{"totalCount":1,"results":[{"_id":"1","username":"ida@n.example","activated":true,"password_expired":true}]}"#,
            #""activated":true"#, #""activated":false"#
        ),
        (
            "keycloak.json",
            #"[{"id":"1","username":"ida@n.example","enabled":true,"totp":false,"emailVerified":false,"disableableCredentialTypes":[],"requiredActions":["UPDATE_PASSWORD"],"notBefore":0,"access":{"manageGroupMembership":true,"view":false,"impersonate":false,"manage":false}}]"#,
            #""enabled":true"#, #""enabled":false"#
        ),
        (
            "pingone.json",
            #"{"_links":{"self":{"href":"https://x"}},"count":1,"size":1,"_embedded":{"users":[{"id":"1","username":"ida@n.example","enabled":true,"mfaEnabled":false,"emailVerified":false,"verifyStatus":"NOT_INITIATED","account":{"canAuthenticate":true,"status":"OK"},"lifecycle":{"status":"ACCOUNT_OK"},"address":{"locality":"Off","countryCode":"DE"},"population":{"id":"p"}}]}}"#,
            #""status":"OK""#, #""status":"LOCKED""#
        ),
        (
            "entra.csv",
            "userPrincipalName,displayName,surname,mail,givenName,objectId,userType,jobTitle,department,accountEnabled,"
                + "usageLocation,streetAddress,state,country,physicalDeliveryOfficeName,city,postalCode,mobile,"
                + "authenticationEmail,ageGroup,consentProvidedForMinor,legalAgeGroupClassification,invitationState,"
                + "directorySynced,creationType,alternateEmailAddress,identityIssuer,createdDateTime\n"
                + "ida@n.example,Ida,Holm,ida@n.example,Ida,1,Member,,Left,True,DE,,0,,,,,,,,,,,False,,,x,2020-01-01\n",
            ",True,DE", ",False,DE"
        ),
        (
            "m365.csv",
            "Block credential,City,Country/Region,Department,DirSyncEnabled,Display name,Licenses,Last dirsync time,"
                + "Password never expires,Soft deletion time stamp,State,Strong password required,Title,User principal name\n"
                + "False,,,,False,Ida Holm,,,False,,,False,,ida@n.example\n",
            "False,,,,False,Ida Holm,,,False,,", "False,,,,False,Ida Holm,,,False,2026-10-01T09:00:00Z,"
        ),
        (
            "ad.csv",
            "\"AccountExpirationDate\",\"accountExpires\",\"AccountLockoutTime\",\"AccountNotDelegated\",\"CannotChangePassword\","
                + "\"Deleted\",\"DoesNotRequirePreAuth\",\"Enabled\",\"isDeleted\",\"LockedOut\",\"lockoutTime\",\"PasswordExpired\","
                + "\"PasswordNeverExpires\",\"PasswordNotRequired\",\"ProtectedFromAccidentalDeletion\",\"SmartcardLogonRequired\","
                + "\"State\",\"TrustedForDelegation\",\"userAccountControl\",\"UserPrincipalName\"\n"
                + "\"\",\"9223372036854775807\",\"\",\"False\",\"False\",\"\",\"False\",\"True\",\"\",\"False\",\"0\",\"True\",\"False\","
                + "\"False\",\"False\",\"False\",\"\",\"False\",\"512\",\"ida@n.example\"\n",
            "\"True\",\"\",\"False\",\"0\"", "\"True\",\"\",\"True\",\"0\""
        ),
    ]

    @Test(arguments: exports.indices) func whatIsRightStaysRight(index: Int) throws {
        let (name, text, part, off) = Self.exports[index]
        #expect(try Self.states(name, text) == [.active], "\(name)")
        let changed = text.replacing(part, with: off)
        #expect(changed != text)
        let states = try Self.states(name, changed)
        #expect(states.count == 1 && states != [.active], "\(name): \(off) is \(states)")
    }

    /// As people have them who export in their own language.
    @Test(
        arguments: [
            "Benutzername;Anzeigename;Kennung;Status", "E-Mail-Adresse;Name;Unveränderliche ID;Status",
            "Adresse e-mail;Nom complet;Identifiant;Statut", "Nom d’utilisateur;Nom;Identifiant immuable;Statut",
            "Correo electrónico;Nombre completo;Identificador;Estado", "Indirizzo e-mail;Nome;Identificativo;Stato",
            "Adres e-mail;Imię i nazwisko;Identyfikator;Status", "Gebruikersnaam;Naam;Identificatie;Status",
            "Login;Name;Peig ID;Status", "Login;Name;Immutable ID;Status", "userName;displayName;ImmutableId;Status",
            "Uživatelské jméno;Celé jméno;Identifikátor;Stav", "Потребителско име;Пълно име;Идентификатор;Статус",
            "NOME DE UTILIZADOR;Nome completo;identificador;Status", "Sähköposti;Nimi;Tunniste;Tila",
        ])
    func headingsAreReadInTheUnionsLanguages(header: String) throws {
        let accounts = try WrittenAccounts.read("a.csv", "\(header)\nida@n.example;Ida Holm;udi-1;aktiv\n")
        #expect(accounts.map(\.address) == ["ida@n.example"] && accounts.map(\.name) == ["Ida Holm"])
        #expect(accounts.map(\.identifier) == ["udi-1"] && accounts.map(\.state) == [.active])
    }

    @Test(
        arguments: [
            "records", "result", "results", "entries", "employees", "rows", "people", "objects", "list", "identities",
            "members", "Employees",
        ])
    func listsGoByManyNames(list: String) throws {
        for around in [#"{"\#(list)":["#, #"{"ok":true,"roles":[{"name":"x"}],"data":{"\#(list)": [ "#] {
            let end = around.contains("data") ? "]}}" : "]}"
            let people = #"{"userName":"ida@n.example","active":true},{"userName":"bo@n.example","active":false}"#
            #expect(try Self.states("a.json", around + people + end).map { $0 == .active } == [true, false])
        }
        // What an account has itself is no list of them, wherever it stands: Auth0's export has one account in each line.
        let line =
            #"{"\#(list)":[{"provider":"x","user_id":"1","profileData":{"email":"o@n.example"}}],"email":"ida@n.example","blocked":false}"#
        guard !["results", "members"].contains(list) else { return }
        #expect(try Self.states("a.json", line + "\n" + line) == [.active, .active])
    }

    /// The words name the column, where a yes or a number says nothing without it.
    @Test(
        arguments: [
            ("locked", "true", #""locked" is "true""#), ("status", "Suspended", "Suspended"),
            ("enabled", "0", #""enabled" is "0""#),
            ("Kontostatus", "7", #""Kontostatus" is "7""#), ("suspended", "suspended", #""suspended" is "suspended""#),
            ("state", "2", #""state" is "2""#),
        ])
    func aWordComesWithItsField(header: String, value: String, words: String) throws {
        let states = try Self.states("a.csv", "userName,externalId,\(header)\nida@n.example,x1,\(value)\n")
        #expect(states.map(\.word) == [words])
    }

    /// Somebody who gets in now may not when the switch is done.
    @Test func anEndThatIsNearIsToldAsWhatItIs() throws {
        let day = Date().addingTimeInterval(3 * 86_400).formatted(.iso8601.year().month().day())
        let states = try Self.states("a.csv", "userName,status,valid_until\nida@n.example,active,\(day)\n")
        #expect(states == [.unknown("\"valid_until\" is \"\(day)\", and the switch may come after it")])
    }
}
