import Foundation
import TestSupport
import Testing

@testable import Reconciliation

/// The rules that decide who loses access, each by its table.
@Suite(.computing) struct AccessLossTests {
    /// Every combination of facts, held to the rule said a second time.
    @Test func everyCombinationIsDecidedByTheRule() {
        let states: [AccountState] = [.active, .inactive("off"), .unknown("?")]
        let partners: [AccessLoss.Partner] =
            [.none] + states.map { .linked($0) } + states.map { .contradicted($0) }
            + [(true, true), (true, false), (false, true), (false, false)].map {
                .notAsked(hasIdentifier: $0.0, isAnybodys: $0.1)
            }
        for isEnabled in [true, false] {
            for isHere in [true, false] {
                for reach in [AccessLoss.Reach.none, .name, .alternate, .link] {
                    for login in [AccessLoss.AlternateLogin.on, .off, .unknown] {
                        for (partner, tokens) in partners.flatMap({ one in AccessLoss.Tokens.allCases.map { (one, $0) }
                        }) {
                            let facts = AccessLoss.Facts(
                                isEnabled: isEnabled, signsInHere: isHere, reach: reach, alternateLogin: login,
                                tokens: tokens, partner: partner)
                            #expect(AccessLoss.of(facts).answer == Self.rule(facts), "\(facts)")
                        }
                    }
                }
            }
        }
    }

    private static func rule(_ facts: AccessLoss.Facts) -> AccessLoss.Effect {
        // Whom the switch can't touch keeps what they have.
        if !facts.isEnabled || !facts.signsInHere || facts.reach == .none { return .keeps }
        if facts.reach == .alternate, facts.alternateLogin == .off { return .keeps }
        if facts.reach == .link {
            if facts.partner != .linked(.active) || facts.tokens == .taken { return .keeps }
            return facts.tokens == .refused ? .loses : .unknown
        }
        let isWelcome =
            facts.partner == .linked(.active)
            || facts.partner == .notAsked(hasIdentifier: true, isAnybodys: false)
        // Who comes under a name that lies elsewhere needs Microsoft's leave as well.
        if isWelcome, facts.reach == .name || facts.tokens == .taken { return .keeps }
        if facts.reach == .alternate, facts.alternateLogin == .unknown { return .unknown }
        if isWelcome { return facts.tokens == .refused ? .loses : .unknown }
        let isDoubtful: Bool =
            switch facts.partner {
            case .contradicted(.active), .contradicted(.unknown), .linked(.unknown),
                .notAsked(hasIdentifier: true, isAnybodys: true):
                true
            default: false
            }
        return isDoubtful ? .unknown : .loses
    }

    private static let federated = [SignInPlace.Identity(signInType: "federated")]
    private static let own = [SignInPlace.Identity(signInType: "userPrincipalName")]

    private static let places: [(SignInPlace, isHere: Bool)] = [
        (.init(name: "ida@n.example", creationType: nil, externalUserState: nil, identities: own), true),
        (.init(name: "ida@n.example", creationType: nil, externalUserState: nil, identities: []), true),
        // A local account, whatever it is called.
        (.init(name: "t@n.example", creationType: "LocalAccount", externalUserState: nil, identities: own), true),
        (.init(name: "t@n.example", creationType: "EmailVerified", externalUserState: nil, identities: own), true),
        (.init(name: "p_x.example#EXT#@n.example", creationType: nil, externalUserState: nil, identities: own), false),
        (.init(name: "p_x.example#ext#@n.example", creationType: nil, externalUserState: nil, identities: []), false),
        // Invited, accepted, and made a user of this tenant since, as the identities show; or they don't tell.
        (.init(name: "p@n.example", creationType: "Invitation", externalUserState: "Accepted", identities: own), true),
        (.init(name: "p@n.example", creationType: "Invitation", externalUserState: "Accepted", identities: []), true),
        (
            .init(
                name: "p@n.example", creationType: "Invitation", externalUserState: "Accepted", identities: federated),
            false
        ),
        // Invited under the name that they have here, and not accepted yet: the password here still works.
        (
            .init(
                name: "p@n.example", creationType: "Invitation", externalUserState: "PendingAcceptance", identities: own
            ),
            true
        ),
        (.init(name: "p@n.example", creationType: nil, externalUserState: nil, identities: own + federated), false),
        (
            .init(
                name: "p@n.example", creationType: nil, externalUserState: "PendingAcceptance", identities: federated),
            true
        ),
        (.init(name: "p@n.example", creationType: "SelfServiceSignUp", externalUserState: nil, identities: own), false),
        // Was invited once and converted: nothing of elsewhere is left.
        (.init(name: "p@n.example", creationType: "Invitation", externalUserState: nil, identities: own), true),
    ]

    @Test(arguments: places.indices) func whoSignsInHereIsDecidedByTheAccount(index: Int) {
        let (place, isHere) = Self.places[index]
        #expect(place.isHere == isHere, "\(place)")
    }

    private static let domains: [(String, Bool)] = [
        ("n.example", true), ("N.Example", true), ("mail.n.example", true), ("a.mail.n.example", true),
        ("eu.n.example", false), ("a.eu.n.example", false), ("xn.example", false), ("example", false), ("", false),
        ("n.example.evil.example", false),
    ]

    @Test(arguments: domains.indices) func aRootOfItsOwnDoesNotGoAlong(index: Int) {
        let switched = SwitchedDomains("n.example", roots: ["EU.n.example", "n.example", "other.example"])
        #expect(switched.contains(Self.domains[index].0) == Self.domains[index].1)
    }

    // MARK: - Words

    /// Words of systems as their pages list them, and of spreadsheets.
    private static let words: [(String, AccountState?)] = [
        ("true", .active), ("True", .active), ("1", .active), ("FALSE", nil), ("0", nil), ("ACTIVE", .active),
        ("STAGED", nil), ("PROVISIONED", nil), ("RECOVERY", nil), ("PASSWORD_EXPIRED", .active), ("LOCKED_OUT", nil),
        ("SUSPENDED", nil), ("DEPROVISIONED", nil), ("OK", .active), ("LOCKED", nil), ("ACCOUNT_OK", .active),
        ("VERIFICATION_REQUIRED", nil), ("Archived", nil), ("Deleted", nil), ("Deactivated", nil),
        ("placeholder", nil),
        ("WAHR", .active), ("FALSCH", nil), ("Oui", .active), ("désactivé", nil), ("DESACTIVE", nil), ("gesperrt", nil),
        ("Nieaktywny", nil), ("tak", .active), ("não", nil), ("ΝΑΙ", .active), ("όχι", nil), ("да", .active),
        ("неактивен", nil), ("epätosi", nil), ("jā", .active), ("igen", .active), ("nem", nil), ("Uitgeschakeld", nil),
        ("Force_Change_Password", nil), ("Pending user action", nil), ("locked-out", nil), ("ikke aktiv", nil),
    ]

    @Test(arguments: words.indices) func knownWordsAreRead(index: Int) {
        let (word, state) = Self.words[index]
        #expect(StatusWords.state(word) == state ?? .inactive(word))
        guard ["true", "FALSE", "1", "0", "Oui", "nem"].contains(word) else { return }
        // Where yes keeps somebody out, it is the other way round.
        #expect((StatusWords.state(word, .mayNot) == .active) == (state == nil))
    }

    @Test(arguments: ["", "maybe", "42", "ACTIVE?", "semi-active", "2026-11-01", "enabled until Friday", "onhold", "☒"])
    func anUnknownWordIsNobodysYes(word: String) {
        #expect(StatusWords.state(word) == .unknown(word))
        #expect(StatusWords.state(word, .mayNot) == .unknown(word))
    }

    /// No word lets in and keeps out, in whatever language.
    @Test func noWordSaysBoth() {
        let keys = StatusWords.lists.map { Set($0.map(StatusWords.key)) }
        for (index, list) in keys.enumerated() {
            for other in keys[(index + 1)...] { #expect(list.isDisjoint(with: other), "\(list.intersection(other))") }
        }
    }

    private static let nothings = [
        "NULL", "null", "(null)", "n/a", "N/A", "#N/A", "-", "--", "—", "none", "undefined", "", "?",
        "00000000-0000-0000-0000-000000000000", "{00000000-0000-0000-0000-000000000000}",
        "00000000000000000000000000000000", "AAAAAAAAAAAAAAAAAAAAAA==", "k.A.", "[]",
    ]

    @Test(arguments: nothings) func wordsForNothingNameNobody(word: String) { #expect(IdentifierText.isNothing(word)) }

    @Test(arguments: [
        "0", "000417", "nullarbor", "n-a-1", "AAECAwQFBgcICQoLDA0ODw==", "0e5f81cc",
        "00000000-0000-0000-0000-000000000001",
    ])
    func whatNamesSomebodyIsKept(word: String) { #expect(!IdentifierText.isNothing(word)) }

    @Test func whatASpreadsheetDidIsSeen() {
        for text in ["1.00000E+17", "1,2E+05", "1E+17", "9e9"] { #expect(IdentifierText.isRounded(text), "\(text)") }
        for text in ["E17", "1E", "AE+17", "1.0.0E+1", "12345"] { #expect(!IdentifierText.isRounded(text), "\(text)") }
        #expect(IdentifierText.isPerhapsRounded("100000000000000000"))
        #expect(!IdentifierText.isPerhapsRounded("100000000000000231") && !IdentifierText.isPerhapsRounded("100000"))
        #expect(IdentifierText.looksLikeDirectorys("zIFfDrv2Ykq1l0GdQ3JmWA=="))
        for text in ["udi-0001", "zIFfDrv2Ykq1l0GdQ3JmWA", "AAECAwQFBgcICQoLDA0ODxA=", ""] {
            #expect(!IdentifierText.looksLikeDirectorys(text), "\(text)")
        }
    }
}
