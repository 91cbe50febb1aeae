/// What the name of a column says of when somebody comes and goes, in the languages that exports come in: by the words that
/// it is made of, since everybody puts them together in their own way ("Date de fin", "Beschäftigt bis", "Data końca").
///
/// Such a name has nothing in it but words of these lists: a project, a password or a holiday that ends has another.
enum EndNames {
    enum Meaning: Hashable, Sendable { case ends, begins }

    static func meaning(of name: String) -> Meaning? {
        let ordered = StatusNames.keys(of: name)
        let keys = Set(ordered)
        // "Anställd t.o.m.": until and with.
        let isThrough = keys.isSuperset(of: ["t", "o", "m"])
        let rest = keys.subtracting(fillers).subtracting(isThrough ? ["t", "o", "m"] : [])
        // Hours of work begin and end each day.
        guard !rest.contains("time") || rest.contains("date") else { return nil }
        func consists(of words: Set<String>) -> Bool {
            rest.isSubset(of: words.union(works).union(StatusNames.accountWords).union(days))
        }
        // "Until", or "of the": a word of Czech, Polish and Portuguese, and one of French.
        let isUntil = isThrough || ["do", "au", "al"].contains(ordered.last)
        if isUntil, consists(of: untils), !rest.isDisjoint(with: works) { return .ends }
        // The last of one's days, and not of one's logins.
        if !rest.isDisjoint(with: lasts), !rest.isDisjoint(with: shortDays.union(works)),
            rest.isSubset(of: lasts.union(shortDays).union(works).union(days))
        {
            return .ends
        }
        let ending = ends.union(untils)
        if !rest.isDisjoint(with: ending), consists(of: ending.union(lasts)) { return .ends }
        return !rest.isDisjoint(with: begins) && consists(of: begins) ? .begins : nil
    }

    /// That somebody goes, or that their work ends.
    private static let ends = StatusWords.keys([
        "end", "ends", "ending", "ended", "enddate", "exit", "leaving", "leaver", "departure", "departed", "separation",
        "separated",
        "resignation", "resigned", "termination", "offboarding", "offboarded", "expiry", "expiration",
        "ende", "enddatum", "endet", "endedatum", "austritt", "austritts", "austrittsdatum", "austrittstag", "abgang",
        "abgangsdatum", "ausscheiden", "ausscheidedatum", "vertragsende", "beschäftigungsende", "arbeitsende",
        "anstellungsende", "kündigung", "kündigungsdatum", "befristungsende", "fristende", "entlassung",
        "entlassungsdatum", "dienstende",
        "fin", "départ", "sortie", "échéance", "cessation", "démission",
        "cessazione", "fine", "uscita", "dimissioni", "scadenza", "licenziamento",
        "baja", "cese", "salida", "despido", "finalización", "término", "terminación", "renuncia", "dimisión",
        "fim", "saída", "desligamento", "demissão", "cessação", "rescisão",
        "einde", "einddatum", "uitdienst", "uitdiensttreding", "uitdienstdatum", "vertrek", "vertrekdatum", "ontslag",
        "ontslagdatum", "afloop", "afloopdatum", "einddienstverband", "uit",
        "koniec", "końca", "zakończenia", "zakończenie", "zwolnienia", "zwolnienie", "odejścia", "odejście",
        "rozwiązania", "wypowiedzenia", "ustania",
        "konec", "ukončení", "odchod", "odchodu", "výstup", "výstupu", "ukončenie", "ukončenia", "koniec",
        "kilépés", "kilépési", "vége", "megszűnés", "megszűnése", "lejárat", "távozás",
        "slut", "slutdatum", "slutdato", "sluttdato", "fratrædelse", "fratrædelsesdato", "fratrådt", "ophør",
        "ophørsdato", "avgång", "avgångsdatum", "avslut", "avslutsdatum", "anställningsslut", "upphör", "ophører",
        "päättymis", "päättymispäivä", "päättyy", "loppu", "loppuu", "loppumispäivä", "lähtöpäivä",
        "sfârșit", "încetare", "încetării", "plecare", "plecării", "ieșire", "ieșirii", "demisie",
        "напускане", "прекратяване", "освобождаване", "крайна",
        "λήξη", "λήξης", "αποχώρηση", "αποχώρησης", "αποχώρησησ", "λήξησ", "τέλος",
        "odlazak", "odlaska", "prestanak", "prestanka", "prekid", "prekida", "odhod", "odhoda", "prenehanje",
        "prenehanja",
        "lõpp", "lõpu", "lahkumine", "lahkumise", "lõppkuupäev", "beigas", "beigu", "aiziešana", "aiziešanas",
        "pabaiga", "pabaigos", "išėjimas", "išėjimo", "atleidimo", "tmiem",
    ])

    /// What says until when, also alone.
    private static let untils = StatusWords.keys([
        "until", "till", "thru", "through", "bis", "jusqu", "jusqu'au", "jusquau", "hasta", "até", "tot", "fino",
        "entro", "til", "tills", "saakka", "asti", "până", "до", "έως", "μέχρι", "kuni", "līdz", "iki",
    ])

    /// The last one of something: of days, no more than its day.
    private static let lasts = StatusWords.keys([
        "last", "final", "letzter", "letzte", "letztes", "dernier", "dernière", "ultimo", "última", "último", "ultima",
        "laatste", "ostatni", "poslední", "posledný", "utolsó", "sidste", "siste", "sista", "viimeinen", "последен",
        "τελευταία", "zadnji", "posljednji", "viimane", "pēdējā", "paskutinė",
    ])
    private static let shortDays = StatusWords.keys([
        "day", "workday", "tag", "arbeitstag", "werktag", "jour", "giorno", "día", "dia", "dag", "werkdag",
        "arbejdsdag",
        "arbetsdag", "dzień", "den", "deň", "nap", "munkanap", "päivä", "työpäivä", "ден", "ημέρα", "dan", "päev",
        "diena",
        "zi",
    ])

    private static let begins = StatusWords.keys([
        "eintritt", "eintritts", "eintrittsdatum", "eintrittstag", "dienstantritt", "arbeitsbeginn", "vertragsbeginn",
        "beschäftigungsbeginn", "anfangsdatum", "startdatum", "beginndatum", "beginn", "antritt", "start", "starts",
        "startdate", "begin", "begins", "joining", "onboarding", "entrée", "arrivée", "début", "embauche",
        "inizio", "ingresso", "assunzione", "inicio", "início", "ingreso", "incorporación", "admissão", "indienst",
        "indiensttreding", "indienstdatum", "startdato", "tiltrædelse", "tiltrædelsesdato", "ansættelsesdato",
        "tillträde", "tillträdesdatum", "rozpoczęcia", "rozpoczęcie", "zatrudnienia", "nástup", "nástupu", "belépés",
        "belépési", "aloituspäivä", "alkamispäivä", "постъпване", "πρόσληψη", "πρόσληψης",
    ])

    /// What somebody who works somewhere begins and ends, and the account itself.
    private static let works = StatusWords.keys([
        "contract", "employment", "employee", "employed", "work", "working", "job", "service", "company", "hire",
        "vertrag", "vertrags", "arbeitsvertrag", "befristet", "beschäftigt", "beschäftigung", "beschäftigungs",
        "anstellung",
        "angestellt", "arbeit", "arbeitsverhältnis", "dienst", "dienstverhältnis", "mitarbeiter", "firma",
        "contrat", "emploi", "travail", "salarié", "poste", "contractuel",
        "contratto", "rapporto", "lavoro", "servizio", "impiego", "contrato", "empleo", "trabajo", "laboral",
        "trabalho",
        "vínculo", "relación", "dienstverband", "werk", "werknemer", "zatrudniony", "zatrudnienia", "umowy", "umowa",
        "pracy",
        "pracovního", "poměru", "pracovného", "pomeru", "smlouvy", "zmluvy", "munkaviszony", "szerződés", "anställd",
        "anställning", "anställningens", "ansat", "ansættelse", "työsuhteen", "työsuhde", "contractului", "contract",
        "договор", "договора", "σύμβαση", "σύμβασης", "ugovora", "pogodbe",
    ])

    private static let days = StatusWords.keys([
        "date", "datetime", "time", "timestamp", "day", "datum", "tag", "dato", "data", "fecha", "zeitpunkt", "am",
        "le",
        "il", "dátum", "dátuma", "päivä", "päivämäärä", "data", "дата", "ημερομηνία", "kuupäev", "datums", "on", "at",
        "in",
        "dag",
    ])

    private static let fillers = StatusWords.keys([
        "of", "the", "from", "de", "del", "della", "dello", "di", "du", "des", "da", "do", "la", "l", "d", "der", "die",
        "das", "des", "van", "het", "a", "z", "s", "dal", "azienda", "al", "au", "ist", "is", "est",
        "na", "на", "της", "του", "o",
    ])
}
