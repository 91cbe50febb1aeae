import Foundation
import TestSupport
import Testing

/// A runbook for a provider that isn't Peig, walked with the built program from the start to a switch and beyond it; and
/// domains that somebody else signs in for already.
@Suite struct OwnProviderTests {
    private static let login = "ida.holm@nordwind.example"
    private static let certificate = "idp_certificate"

    /// The fixture's folder, with texts of its files replaced.
    private static func books(_ folder: URL, _ changes: [(file: String, old: String, new: String)] = []) throws -> URL {
        let books = folder.appending(path: "books")
        let own = books.appending(path: "acme-identity")
        try FileManager.default.createDirectory(at: books, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Repository.root.appending(path: "Tests/Fixtures/acme-identity"), to: own)
        for change in changes {
            let file = own.appending(path: change.file)
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.contains(change.old), "\(change.file) lacks \(change.old)")
            try Data(text.replacing(change.old, with: change.new).utf8).write(to: file)
        }
        return books
    }

    private static func play(
        _ scenario: String, _ changes: [(file: String, old: String, new: String)] = [], _ script: String
    ) async throws -> String {
        try await blocking {
            let folder = try TemporaryFolder()
            let books = try books(folder.url, changes)
            let lint = try Program.run(["lint", books.path], store: folder.url)
            #expect(lint.code == 0, "\(lint.errors)")
            let result = try Program.run(
                ["rehearse", "acme-identity", "--runbooks", books.path, "--scenario", scenario], store: folder.url,
                input: script)
            return (result.output + result.errors).replacing(/\s+/, with: " ")
        }
    }

    private static let ready = "scenarios/ready.yaml"
    /// The log has whole seconds: what comes after is another minute.
    private static let toSwitch =
        "attest announced yes\ncheck all\ncutover\nnordwind.example\nportal wait 1m\n"
    private static let verified = "✓ nordwind.example is federated, read back and configured as planned."

    @Test func itIsWalkedToAnAcceptedSignIn() async throws {
        let output = try await Self.play(
            "ready", [],
            "portal show-saml-info\nportal peig\nportal start-migration\nportal register-app\n" + Self.toSwitch
                + "portal sign-in \(Self.login)\nattest pilot-in yes\ncheck all\ndebrief\n")
        for says in [
            "Identity provider Acme Identity", "Issuer (entity ID) https://id.acme.example/saml",
            "Sign-in URL https://id.acme.example/saml/sso?tenant=nordwind", "Protocol saml",
            "There is no Peig workspace in this rehearsal: Acme Identity signs people in.",
            "Which app? Name it: --name NAME",
            "Acme Identity signs everybody in, passwords stop working", Self.verified,
            "✓ \(Self.login): Signed in through Acme Identity.", "✓ pilot-in", "✓ Everybody can sign in", "Well done.",
        ] { #expect(output.contains(says), "“\(says)” is missing from:\n\(output)") }
        // Beside the one sentence that there is none, nobody speaks of it.
        let rest = output.replacing("There is no Peig workspace in this rehearsal", with: "")
        #expect(!rest.contains("Peig"), "\(rest)")
    }

    @Test func aWrongCertificateIsToldInTheProvidersName() async throws {
        let output = try await Self.play(
            "other-certificate", [],
            Self.toSwitch + "portal sign-in \(Self.login)\nattest pilot-in yes\ndebrief\n")
        for says in [
            "CN=login.other.example", Self.verified,
            "can't sign in: AADSTS50008: The signature of Acme Identity's answer could not be verified.",
            "✓ nordwind.example is federated", "✗ Everybody can sign in",
            "✗ pilot-in: “The pilot got in through Acme”", "1 of 2 aims missed, 1 untrue word.",
        ] { #expect(output.contains(says), "“\(says)” is missing from:\n\(output)") }
        #expect(!output.contains("Peig"), "\(output)")
    }

    /// Neighbours: what a person copies wrong, another protocol, and a certificate that rolls over after the switch.
    @Test(arguments: [
        ("the issuer ends in a slash", "can't sign in: AADSTS50107"), ("WS-Federation", "Signed in through Acme"),
        ("it rolls over", "Acme Identity signs with another certificate than the domain has."),
    ])
    func neighboursAreJudgedToo(what: String, says: String) async throws {
        var changes: [(file: String, old: String, new: String)] = []
        switch what {
        case "the issuer ends in a slash":
            changes = [
                (Self.ready, "acme_issuer: https://id.acme.example/saml", "acme_issuer: https://id.acme.example/saml/")
            ]
        case "WS-Federation":
            changes = [
                ("runbook.yaml", "protocol: saml", "protocol: wsFed"),
                (Self.ready, "  sign-in-url:", "  protocol: wsFed\n  sign-in-url:"),
            ]
        default:
            changes = [
                (
                    Self.ready, "do: [{ rotate",
                    "when: { once: { federated: nordwind.example }, after: 5m }, do: [{ rotate"
                )
            ]
        }
        let output = try await Self.play(
            "ready", changes,
            Self.toSwitch + "portal wait 10m\nportal sign-in \(Self.login)\ncheck as-planned\ndebrief\n"
        )
        #expect(output.contains(Self.verified) && output.contains(says), "\(output)")
        #expect(output.contains("✓ as-planned"), "what was planned is what stands: \(output)")
        #expect(output.contains("✗ Everybody can sign in") == !says.hasPrefix("Signed in"), "\(output)")
    }

    /// Nothing is offered that the scenario doesn't tell of: not Peig's certificate, and the provider's for the switch alone.
    @Test func nothingIsOfferedThatNobodyTellsOf() async throws {
        let asked = "set idp_certificate\n\nset mail_certificate\n\ncutover\n"
        let own = try await Self.play("ready", [], asked)
        #expect(own.contains("✓ recorded: idp_certificate is the certificate of CN=id.acme.example"), "\(own)")
        #expect(own.matches(of: /An answer is needed/).count == 1, "the gateway's: \(own)")
        let section = (
            Self.ready,
            """
            identity-provider:
              name: Acme Identity
              issuer: https://id.acme.example/saml
              sign-in-url: https://id.acme.example/saml/sso?tenant=nordwind

            """, ""
        )
        let none = try await Self.play("ready", [section], asked + "portal show-saml-info\n")
        #expect(none.matches(of: /An answer is needed/).count == 2, "\(none)")
        #expect(none.contains("Not answered yet: Paste the certificate that Acme shows."), "\(none)")
        #expect(
            none.contains(
                "There is no Peig workspace in this rehearsal, and its scenario tells of no identity provider"),
            "\(none)")
    }

    // MARK: - Federated elsewhere

    private static let adfs = (
        ready, "{ name: nordwind.example }",
        "{ name: nordwind.example, federated-with: { name: ADFS of Nordwind, issuer: 'http://adfs.nordwind.example/trust', "
            + "sign-in-url: 'https://adfs.nordwind.example/adfs/ls/', protocol: wsFed } }"
    )
    /// A runbook that doesn't ask whether the domain is managed: only the floor does.
    private static let unasked = ("steps/1-prepare.yaml", ", authentication: managed", "")

    @Test func aDomainThatSomebodyElseSignsInForIsNeverSwitched() async throws {
        let output = try await Self.play(
            "ready", [Self.adfs, Self.unasked],
            Self.toSwitch + "verify\nrollback\n\ncutover\nportal sign-in \(Self.login)\n")
        for says in [
            "nordwind.example reads as federated now, as “ADFS of Nordwind”, with the issuer "
                + "http://adfs.nordwind.example/trust. This session didn't set it: since when, isn't known here.",
            "It has to be managed before it is switched. First see to it that its people have passwords at Microsoft",
            "Then agree with ADFS of Nordwind", "LOCKED: 1 reason. Nothing was switched.",
            "Provider ADFS of Nordwind", "Issuer, removed http://adfs.nordwind.example/trust",
            "not known here: this session didn't set it", "its issuer's host, adfs.nordwind.example",
            "Signed in through ADFS of Nordwind.",
        ] { #expect(output.contains(says), "“\(says)” is missing from:\n\(output)") }
        // Said once for each attempt, before and after it was written down, and nothing was sent.
        #expect(output.matches(of: /reads as federated now/).count == 2, "\(output)")
        for never in ["Switching nordwind.example", "ACT NOW", "IS FEDERATED, but not", "Removing the federation"] {
            #expect(!output.contains(never), "“\(never)”: \(output)")
        }
    }

    /// Its domain alone isn't enough to remove it, and who is meant is said.
    @Test func anotherOnesFederationIsRemovedOnlyByItsName() async throws {
        let output = try await Self.play(
            "ready", [Self.adfs, Self.unasked],
            "set domain nordwind.example\nrollback\nnordwind.example\nid.acme.example\nportal sign-in \(Self.login)\n"
                + "rollback\nnordwind.example\nadfs.nordwind.example\nportal sign-in \(Self.login)\n")
        for says in [
            "Somebody else's: This session didn't set that federation: ADFS of Nordwind signs people in through it.",
            "Nothing was changed: that isn't adfs.nordwind.example.", "Signed in through ADFS of Nordwind.",
            "Removing the federation of nordwind.example", "Signed in with the password at Microsoft.",
        ] { #expect(output.contains(says), "“\(says)” is missing from:\n\(output)") }
    }

    /// Once it is managed, as the refusal says, the same session switches it.
    @Test func onceItIsManagedItIsSwitched() async throws {
        let output = try await Self.play(
            "ready", [Self.adfs, Self.unasked],
            "attest announced yes\ncutover\nrollback\n\nportal unfederate nordwind.example\nportal wait 11m\n"
                + "verify\ncutover\nnordwind.example\nportal sign-in \(Self.login)\n")
        #expect(output.contains("reads as federated now") && output.contains(Self.verified), "\(output)")
        #expect(output.contains("Signed in through Acme Identity."), "\(output)")
    }
}
