/// What the columns of an account are called in the languages of the European Union. English names go before: they come
/// from systems.
enum PartNames {
    /// Where a part stands, by these names; nil where none of them is there.
    static func place(of part: AccountFields.Part, in names: [String]) -> Int? {
        guard let known = folded[part] else { return nil }
        let names = names.map(form)
        return known.lazy.compactMap { names.firstIndex(of: $0) }.first
    }

    private static func form(_ name: String) -> String { Folding.plain(AccountFields.normal(name)) }

    private static let folded = words.mapValues { $0.map(form) }

    private static let words: [AccountFields.Part: [String]] = [
        .address: [
            "Benutzername", "Anmeldename", "Login-Name", "Benutzerprinzipalname", "Nom d'utilisateur",
            "Nom utilisateur",
            "Nom de connexion", "Nombre de usuario", "Usuario", "Nome utente", "Nome de utilizador", "Nome de usuário",
            "Gebruikersnaam", "Inlognaam",
            "Nazwa użytkownika", "Uživatelské jméno", "Používateľské meno", "Felhasználónév", "Brugernavn",
            "Användarnamn",
            "Käyttäjänimi", "Käyttäjätunnus", "Потребителско име", "Όνομα χρήστη", "Korisničko ime", "Uporabniško ime",
            "Nume utilizator", "Nume de utilizator", "Kasutajanimi", "Lietotājvārds", "Vartotojo vardas",
            "Isem tal-utent", "Ainm úsáideora",
            "E-Mail-Adresse", "Mailadresse", "E-Mail-Addresse", "Adresse e-mail", "Adresse mail",
            "Adresse électronique", "Courriel",
            "Adresse de messagerie", "Correo electrónico", "Dirección de correo", "Dirección de correo electrónico",
            "Correo", "Dirección de email",
            "Indirizzo e-mail", "Indirizzo email", "Indirizzo di posta elettronica", "Posta elettronica",
            "Endereço de e-mail", "Endereço de email", "Correio eletrónico", "Correio eletrônico",
            "E-mailadres", "Mailadres", "Adres e-mail", "Adres email", "Adres poczty elektronicznej",
            "E-mailová adresa", "Emailová adresa",
            "E-mail cím", "Email cím", "E-mailadresse", "E-post", "E-postadress", "E-posta", "Sähköposti",
            "Sähköpostiosoite",
            "Имейл", "Имейл адрес", "Διεύθυνση email", "Διεύθυνση ηλεκτρονικού ταχυδρομείου", "Adresa e-pošte",
            "E-pošta", "E-poštni naslov", "Elektronski naslov", "Adresă de e-mail", "Adresa de e-mail",
            "Adresă e-mail", "E-posti aadress", "E-pasts", "E-pasta adrese", "El. paštas", "El. pašto adresas",
        ],
        .name: [
            "Anzeigename", "Vollständiger Name", "Voller Name", "Nom complet", "Nom affiché", "Nom d'affichage",
            "Nombre completo", "Nombre para mostrar",
            "Nome completo", "Nome visualizzato", "Nome de exibição", "Volledige naam", "Weergavenaam", "Naam",
            "Nazwa wyświetlana", "Imię i nazwisko", "Nazwa",
            "Zobrazované jméno", "Celé jméno", "Celé meno", "Teljes név", "Név", "Visningsnavn", "Fulde navn", "Navn",
            "Visningsnamn", "Fullständigt namn",
            "Namn", "Näyttönimi", "Koko nimi", "Nimi", "Пълно име", "Ονοματεπώνυμο", "Puno ime", "Ime i prezime",
            "Ime in priimek", "Nume complet", "Täisnimi", "Pilns vārds", "Vardas ir pavardė",
        ],
        .given: [
            "Vorname", "Prénom", "Nombre", "Nome", "Voornaam", "Imię", "Jméno", "Meno", "Keresztnév", "Utónév",
            "Fornavn", "Förnamn",
            "Etunimi", "Име", "Όνομα", "Ime", "Prenume", "Eesnimi", "Vārds", "Vardas",
        ],
        .family: [
            "Nachname", "Familienname", "Nom de famille", "Nom", "Apellidos", "Apellido", "Cognome", "Apelido",
            "Sobrenome", "Achternaam", "Nazwisko",
            "Příjmení", "Priezvisko", "Vezetéknév", "Családnév", "Efternavn", "Efternamn", "Sukunimi", "Фамилия",
            "Επώνυμο", "Prezime", "Priimek",
            "Nume", "Nume de familie", "Perekonnanimi", "Uzvārds", "Pavardė",
        ],
        .identifier: [
            "Peig ID", "Peig identifier", "Immutable identifier", "Unveränderliche ID", "Unveränderliche Kennung",
            "Kennung", "Identifikator", "Identifiant immuable",
            "Identifiant unique", "Identifiant", "Identificador inmutable", "Identificador imutável",
            "Identificador único", "Identificador", "Identificativo", "Identificatore", "ID immutabile", "ID immuable",
            "ID inmutable", "ID imutável",
            "Onveranderlijke id", "Identificatie", "Identificator", "Identyfikator", "Niezmienny identyfikator",
            "Identifikátor", "Azonosító", "Identifikation", "Identifierare",
            "Tunniste", "Идентификатор", "Αναγνωριστικό", "Tunnus", "Identifikators", "Identifikatorius",
        ],
    ]
}
