import Foundation

/// When an account of a file ends, as exports write it: a day or a moment, in whichever order its country has; Active
/// Directory's `accountExpires` (Microsoft: "Account-Expires attribute": 100 nanoseconds since 1601, 0 and the largest
/// number for never); LDAP's generalized time; seconds or milliseconds since 1970.
enum ExpiryText {
    enum Expiry: Hashable, Sendable {
        case never
        /// Says in so many words that it goes on: an account that has no end, or a lock that has none.
        case endless
        case over
        /// Within the days for which a switch is planned ahead: whoever gets in now may no longer do so when it is done.
        case soon
        case coming, unknown
    }

    /// Seconds.
    private static let near: TimeInterval = 7 * 86_400

    /// Names of columns that hold it, as `AccountFields.normal` has them. The end of a password isn't the end of an account.
    static let names: Set<String> = [
        "accountexpires", "accountexpirationdate", "accountexpiration", "accountexpiry", "accountexpirydate",
        "expires", "expiresat", "expireson", "expiry", "expirydate", "expirationdate", "expiration", "expiretime",
        "validuntil", "validto", "accountvaliduntil", "enddate", "accountenddate", "leavedate", "leavingdate",
        "lastday", "lastworkingday", "lastdayofwork", "lastdateofwork", "dateofleaving", "exitdate", "offboardingdate",
        "activeuntil", "activetill", "enableduntil", "aktivbis", "aktivtill", "employeeleavedatetime",
        "terminationdate", "terminatedat", "krbprincipalexpiration",
        "shadowexpire", "gültigbis", "ablaufdatum", "kontoablauf", "austrittsdatum", "austritt", "datefin",
        "dateexpiration", "datedefin", "fechafin", "fechadebaja", "fechacaducidad", "datascadenza", "scadenza",
        "einddatum", "vervaldatum", "slutdatum", "udløbsdato", "datawygaśnięcia", "accountends", "accountvalidto",
        "validtill", "validthrough", "validthru", "accessuntil", "accessends", "accessexpires", "activeto", "enabledto",
        "deactivationdate", "disabledate", "disableon", "deactivateon", "deprovisiondate", "contractend",
        "contractenddate", "vertragsende", "kontogültigbis", "zugangbis", "valablejusquau", "validejusquau",
        "actifjusquau", "válidohasta", "validohasta", "activohasta", "geldigtot", "actieftot", "validofinoal",
        "attivofinoal", "ważnydo", "ważnedo", "aktywnydo",
    ]

    /// Names of columns that hold when an account begins. When somebody was hired says nothing of the account.
    static let beginnings: Set<String> = [
        "validfrom", "accountvalidfrom", "activefrom", "enabledfrom", "accessfrom", "effectivefrom", "validsince",
        "accountstart", "accountstartdate", "accountstarts", "validitystart", "activationdate", "startdate", "gültigab",
        "gültigvon", "aktivab", "aktivvon", "valableàpartirdu", "valideàpartirdu", "actifàpartirdu", "válidodesde",
        "validodesde", "activodesde", "geldigvanaf", "actiefvanaf", "validodal", "attivodal", "ważnyod", "ważneod",
        "aktywnyod",
    ]

    private static let never: Set<String> = [
        "0", "9223372036854775807", "never", "none", "no", "nie", "niemals", "jamais",
        "nunca", "mai", "nooit", "aldrig", "nigdy",
    ]

    private static let endless = StatusWords.keys(
        [
            "unlimited", "indefinite", "indefinitely", "permanent", "permanently", "forever", "open", "open ended",
            "open end",
            "never expires", "never ends", "does not expire", "doesn't expire", "no expiry", "no expiration", "no end",
            "no end date", "no expiration date", "no expiry date", "until further notice", "until revoked", "perpetual",
            "ongoing",
            "unbegrenzt", "unbefristet", "offen", "dauerhaft", "läuft nie ab", "läuft nicht ab", "bis auf weiteres",
            "bis auf widerruf", "ohne ende", "kein ende", "kein enddatum",
            "kein ablauf", "kein ablaufdatum", "nicht befristet", "ohne befristung", "für immer", "ewig",
            "uneingeschränkt",
            "illimité", "illimitée", "indéterminé", "indéterminée", "durée indéterminée", "cdi", "sans fin",
            "sans limite", "n'expire jamais", "jusqu'à nouvel ordre", "sans échéance",
            "indefinido", "indefinida", "ilimitado", "ilimitada", "sin fin", "sin límite", "no caduca", "nunca caduca",
            "sin fecha de fin", "sin caducidad", "hasta nuevo aviso", "permanente",
            "indeterminato", "tempo indeterminato", "a tempo indeterminato", "illimitato", "illimitata",
            "senza scadenza", "senza fine", "nessuna scadenza", "non scade", "fino a nuovo avviso",
            "indeterminado", "tempo indeterminado", "por tempo indeterminado", "sem termo", "sem fim", "sem prazo",
            "efetivo", "até novo aviso",
            "onbepaald", "onbepaalde tijd", "voor onbepaalde tijd", "onbeperkt", "geen einddatum", "geen einde",
            "tot nader order", "verloopt nooit", "vast", "open einde",
            "bezterminowo", "bezterminowa", "bezterminowy", "czas nieokreślony", "na czas nieokreślony", "nieokreślony",
            "bez terminu", "nieograniczony", "nie wygasa", "do odwołania",
            "neurčito", "na dobu neurčitou", "doba neurčitá", "neomezeno", "neomezeně", "do odvolání",
            "na dobu neurčitú", "neurčitý čas", "neobmedzene", "do odvolania",
            "határozatlan", "határozatlan idejű", "korlátlan", "visszavonásig", "tidsubegrænset", "ubegrænset",
            "indtil videre", "tills vidare", "tillsvidare", "obegränsad", "ingen slutdato",
            "inget slutdatum", "toistaiseksi", "toistaiseksi voimassa", "rajoittamaton", "vakituinen", "nedeterminat",
            "perioadă nedeterminată", "nelimitat", "fără termen", "безсрочен", "безсрочно", "неограничен",
            "αορίστου", "αορίστου χρόνου", "απεριόριστο", "neodređeno", "na neodređeno", "neograničeno",
            "nedoločen čas", "za nedoločen čas", "neomejeno", "tähtajatu", "piiramatu",
            "beztermiņa", "neierobežots", "neterminuota", "neterminuotas", "neribota",
        ])

    /// 2 January 1970: accounts of today ended at no time before it.
    private static let earliest = Date(timeIntervalSince1970: 2 * 86_400)

    /// - Parameter now: what it is compared with.
    static func read(_ text: String, now: Date) -> Expiry {
        let text = IdentifierText.trimmed(text).lowercased()
        if text.isEmpty || never.contains(text) || IdentifierText.isNothing(text) { return .never }
        if text == "-1" || !text.hasPrefix("-") && endless.contains(StatusWords.key(text)) { return .endless }
        // A day of zeros, as databases write one that isn't there.
        if text.wholeMatch(of: /0{1,4}[-\/.]0{1,2}[-\/.]0{1,4}([t ][0:.]*z?)?/) != nil { return .never }
        let spans = spans(text)
        // The beginning of a directory's time, which is no end: some tools print its 0 as a day.
        if !spans.isEmpty, spans.allSatisfy({ $0.upperBound < earliest }) { return .never }
        let answers = Set(spans.map { answer($0, now) })
        // The two orders of a day and a month may both lie ahead, one of them near.
        if answers == [.soon, .coming] { return .soon }
        return answers.count == 1 ? answers.first ?? .unknown : .unknown
    }

    /// From the first moment that may be meant to the last.
    private static func answer(_ span: ClosedRange<Date>, _ now: Date) -> Expiry {
        if span.upperBound <= now { return .over }
        guard span.lowerBound > now else { return .unknown }
        return span.lowerBound > now.addingTimeInterval(near) ? .coming : .soon
    }

    /// All that the text may mean; none if it is no time.
    private static func spans(_ text: String) -> [ClosedRange<Date>] {
        if let number = Int64(text) { return moment(number, digits: text.count).map { [$0...$0] } ?? [] }
        if let match = text.wholeMatch(of: /(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:[.,]\d+)?z/) {
            let day = day(match.1, match.2, match.3)
            let seconds = [match.4, match.5].map { Double($0) ?? 0 }
            return day.map { $0.addingTimeInterval(seconds[0] * 3_600 + seconds[1] * 60) }.map { [$0...$0] } ?? []
        }
        // With or without a time of day, whose zone may be anybody's.
        guard let match = text.prefixMatch(of: /(\d{1,4})([-\/. ])(\d{1,2})\2(\d{1,4})(?:\D|$)/) else { return [] }
        let days =
            match.1.count == 4
            ? [day(match.1, match.3, match.4)]
            : match.2 == "."
                ? [day(match.4, match.3, match.1)] : [day(match.4, match.3, match.1), day(match.4, match.1, match.3)]
        return days.compactMap { $0 }.map {
            // The day may be the first without access or the last with it, and begins somewhere on Earth half a day early.
            $0.addingTimeInterval(-14 * 3_600)...$0.addingTimeInterval((24 + 12) * 3_600)
        }
    }

    private static func moment(_ number: Int64, digits: Int) -> Date? {
        switch digits {
        case 10: Date(timeIntervalSince1970: Double(number))
        case 13: Date(timeIntervalSince1970: Double(number) / 1_000)
        // From 1601 to 1970 there are 11,644,473,600 seconds.
        case 17, 18: Date(timeIntervalSince1970: Double(number) / 10_000_000 - 11_644_473_600)
        // Days since 1970: `shadowExpire`.
        case 5: Date(timeIntervalSince1970: Double(number) * 86_400)
        default: nil
        }
    }

    private static func day(_ year: Substring, _ month: Substring, _ day: Substring) -> Date? {
        guard year.count == 4, let year = Int(year), let month = Int(month), let day = Int(day) else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = DateComponents(calendar: calendar, year: year, month: month, day: day)
        return parts.isValidDate ? parts.date : nil
    }
}
