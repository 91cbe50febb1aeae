import Foundation
import TestSupport
import Testing

@testable import Journal

/// Two plans that mean the same have one hash, and what means something else has another.
@Suite(.computing) struct PlanSealTests {
    private struct Fields {
        var tenantID = "1b2c"
        var domain = "nordwind.example"
        var displayName = "Peig"
        var issuer = "https://peig.example/saml"
        var signInURL = "https://peig.example/sso?a=1"
        var signOutURL = "https://peig.example/"
        var protocolName = "saml"
        var mfaBehaviour = "rejectMfaByFederatedIdp"
        var certificate = "ab12"
        var subdomains = ["a.nordwind.example", "b.nordwind.example"]
        var lockedOut = ["eve@nordwind.example", "kai@nordwind.example"]
        var runbook = "cd34"
        var conditions = ["one is waived", "Opens: no hour agreed on"]

        var seal: PlanSeal {
            PlanSeal(
                tenantID: tenantID, domain: domain, displayName: displayName, issuer: issuer, signInURL: signInURL,
                signOutURL: signOutURL, protocolName: protocolName, mfaBehaviour: mfaBehaviour,
                certificate: certificate, subdomains: subdomains, lockedOut: lockedOut,
                runbook: runbook, conditions: conditions)
        }
    }

    private static func changed(_ change: (inout Fields) -> Void) -> PlanSeal {
        var fields = Fields()
        change(&fields)
        return fields.seal
    }

    @Test func theSameMeaningIsTheSameHash() {
        let seal = Fields().seal
        let same: [PlanSeal] = [
            Self.changed { $0.tenantID = "1B2C" },
            Self.changed { $0.domain = "NordWind.Example" },
            Self.changed { $0.displayName = " Peig " },
            Self.changed { $0.issuer += " " },
            Self.changed { $0.signInURL = "HTTPS://Peig.EXAMPLE/sso?a=1" },
            Self.changed { $0.signInURL = "https://peig.example:443/sso?a=1" },
            Self.changed { $0.signOutURL = "https://peig.example" },
            Self.changed { $0.certificate = "AB12" },
            Self.changed { $0.subdomains = ["B.nordwind.example", "a.Nordwind.example", "b.nordwind.example"] },
            Self.changed { $0.lockedOut.reverse() },
            Self.changed { $0.conditions.reverse() },
        ]
        for other in same { #expect(other.hash == seal.hash && other.content == seal.content) }
    }

    @Test func lettersThatLookTheSameAreTheSame() {
        let composed = Self.changed { $0.displayName = "Caf\u{E9}" }
        let decomposed = Self.changed { $0.displayName = "Cafe\u{301}" }
        #expect(composed.hash == decomposed.hash)
        let (eve, other) = (
            Self.changed { $0.lockedOut = ["\u{E9}ve"] }, Self.changed { $0.lockedOut = ["e\u{301}ve"] }
        )
        #expect(eve.hash == other.hash)
    }

    @Test func everyChangeOfWhatIsSentIsAnotherContent() {
        let seal = Fields().seal
        let others: [PlanSeal] = [
            Self.changed { $0.tenantID = "1b2d" },
            Self.changed { $0.domain = "sudwind.example" },
            Self.changed { $0.displayName = "peig" },
            // An issuer is an identifier: its letters count.
            Self.changed { $0.issuer = "https://Peig.example/saml" },
            Self.changed { $0.issuer += "/" },
            Self.changed { $0.signInURL = "https://peig.example/SSO?a=1" },
            Self.changed { $0.signInURL = "https://peig.example/sso?a=2" },
            Self.changed { $0.signInURL = "https://peig.example:444/sso?a=1" },
            Self.changed { $0.signInURL = "http://peig.example/sso?a=1" },
            Self.changed { $0.signOutURL = "https://peig.example/out" },
            Self.changed { $0.protocolName = "wsFed" },
            Self.changed { $0.mfaBehaviour = "acceptIfMfaDoneByFederatedIdp" },
            Self.changed { $0.certificate = "ab13" },
            Self.changed { $0.certificate = "" },
            // What ends one field can't begin the next.
            Self.changed { ($0.displayName, $0.issuer) = ("", "Peighttps://peig.example/saml") },
            Self.changed { swap(&$0.signInURL, &$0.signOutURL) },
        ]
        #expect(Set(others.map(\.content)).union([seal.content]).count == others.count + 1)
        #expect(Set(others.map(\.hash)).union([seal.hash]).count == others.count + 1)
    }

    /// Whom it touches is approved with it, and isn't sent.
    @Test func whomItTouchesIsAnotherHashOfTheSameContent() {
        let seal = Fields().seal
        let others: [PlanSeal] = [
            Self.changed { $0.subdomains.removeLast() },
            Self.changed { $0.subdomains.append("c.nordwind.example") },
            Self.changed { $0.subdomains = [] },
            Self.changed { $0.lockedOut.removeLast() },
            Self.changed { $0.lockedOut = [] },
            Self.changed { ($0.subdomains, $0.lockedOut) = ($0.lockedOut, $0.subdomains) },
            Self.changed { $0.runbook = "cd35" },
            Self.changed { $0.conditions.removeLast() },
        ]
        #expect(others.allSatisfy { $0.content == seal.content })
        #expect(Set(others.map(\.hash)).union([seal.hash]).count == others.count + 1)
    }

    /// The hash is of what is written here and nothing else: no time, no attempt, no order of a set. It is written in
    /// journals, so it must stay what it is.
    @Test func theHashIsTheSameEveryDay() throws {
        let seal = Fields().seal
        #expect(seal.hash == "43896bddd5434d1b5e2961552eb5248d2376156a808efc6b4cc198346afaf5f1")
        #expect(seal.content == "cd4c1a79ac9b7034370c6e409ff65437112d433b7992fe5142fcbeaf7121a57f")
        let read = try JSONDecoder().decode(PlanSeal.self, from: JSONEncoder().encode(seal))
        #expect(read == seal && read.hash == seal.hash)
        let keys = try JSONDecoder().decode([String: Ignored].self, from: JSONEncoder().encode(seal)).keys
        #expect(
            Set(keys) == [
                "tenantID", "domain", "displayName", "issuer", "signInURL", "signOutURL", "protocolName",
                "mfaBehaviour", "certificate", "subdomains", "lockedOut", "runbook", "conditions",
            ])
    }

    private struct Ignored: Decodable { init(from decoder: any Decoder) {} }
}
