import Foundation
import TestSupport
import Testing

/// What the provider says of itself, asked by the real program.
@Suite struct MetadataTests {
    private static let address = "https://login.nordwind-peig.example/idp/shibboleth"

    /// The bundled runbooks, with something more in the scenario that is ready to be cut over.
    private static func runbooks(_ folder: TemporaryFolder, adding text: String) throws -> String {
        let copy = folder.url.appending(path: "runbooks")
        try FileManager.default.copyItem(at: Repository.root.appending(path: "Runbooks"), to: copy)
        let scenario = copy.appending(path: "peig-microsoft-365/scenarios/ready-to-cut-over.yaml")
        let old = try String(contentsOf: scenario, encoding: .utf8)
        try Data(old.replacing("\ndebrief:", with: "\n\(text)\ndebrief:").utf8).write(to: scenario)
        return copy.path
    }

    private static func run(_ lines: String, _ folder: TemporaryFolder, _ more: [String] = []) throws -> Program.Result
    {
        try Program.run(
            ["rehearse", "peig-microsoft-365", "--scenario", "ready-to-cut-over", "--name", "n"] + more,
            store: folder.url, input: lines)
    }

    private static func count(_ text: String, in whole: String) -> Int { whole.components(separatedBy: text).count - 1 }

    @Test func itFillsTheAnswersOnceThePersonSaysYes() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let result = try Self.run(
                "set --metadata \(Self.address)\nno\nset peig_server\nlogin.nordwind-peig.example\n"
                    + "set --metadata \(Self.address)\nyes\nset --metadata \(Self.address)\ncheck provider-agrees\nset\n",
                folder)
            #expect(result.output.contains("Nothing was changed."))
            #expect(result.output.contains("✓ recorded: idp_certificate, idp_metadata"))
            #expect(result.output.contains("These are the session's answers already"))
            #expect(result.output.contains("✓ provider-agrees"))
            #expect(result.output.contains("CN=login.nordwind-peig.example, until"))
        }
    }

    @Test func aRolloverIsRedAndTheRemedyWorks() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let runbooks = try Self.runbooks(
                folder,
                adding: """
                    injects:
                      - id: certificate-rolls
                        title: Peig signs with a new certificate.
                        when: { after: 5m }
                        do: [{ rotate-certificate: true }]
                        expect: Sees that Peig's metadata names another certificate, and takes that one.
                    """)
            let result = try Self.run(
                "set --metadata \(Self.address)\nyes\ncheck provider-agrees\nportal wait 10m\ncheck provider-agrees\n"
                    + "set --metadata \(Self.address)\nyes\ncheck provider-agrees\n", folder, ["--runbooks", runbooks])
            #expect(Self.count("✓ provider-agrees", in: result.output) == 2, "\(result.output)")
            #expect(Self.count("✗ provider-agrees", in: result.output) == 1)
            #expect(result.output.contains("The certificates that the provider signs with (SHA-256):"))
            let words = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(
                words.contains("→ The provider may have rolled over. Type set --metadata \(Self.address): it shows"))
            #expect(result.output.contains("✓ recorded: idp_certificate\n"))
        }
    }

    private static let names =
        #"xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#""#

    private static func entity(_ host: String, _ certificates: [String]) -> String {
        let keys = certificates.map {
            #"<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>\#($0)</ds:X509Certificate>"#
                + "</ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
        }.joined()
        return """
            <md:EntityDescriptor \(names) entityID="https://\(host)/idp/shibboleth"><md:IDPSSODescriptor
            protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">\(keys)<md:SingleSignOnService
            Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://\(host)/idp/profile/SAML2/POST/SSO"/>
            </md:IDPSSODescriptor></md:EntityDescriptor>
            """
    }

    /// One sentence with the remedy, exit code 2, and not a line more in the journal.
    @Test func badMetadataChangesNothing() async throws {
        let bomb = (1...9).map { "<!ENTITY e\($0) \"\(String(repeating: "&e\($0 - 1);", count: 10))\">" }.joined()
        let peig = "login.nordwind-peig.example"
        let files: [(text: String, says: String)] = [
            ("not XML at all", "isn't well-formed XML"),
            ("<!DOCTYPE x [<!ENTITY e0 \"ha\">\(bomb)]><x>&e9;</x>", "has a DOCTYPE or declares entities"),
            (Self.entity("evil\u{1B}[2J", [CertificateSamples.rsa]), "isn't well-formed XML"),
            (Self.entity("elsewhere.example", [CertificateSamples.rsa]), "another entity's: https://elsewhere.example"),
            (Self.entity(peig, []), "has no signing certificate"),
            (Self.entity(peig, [CertificateSamples.curve]), "an elliptic curve"),
            (Self.entity(peig, [CertificateSamples.weak]), "too weak"),
            (
                "<md:EntitiesDescriptor \(Self.names)>\(Self.entity(peig, [CertificateSamples.rsa]))"
                    + "\(Self.entity("b.example", [CertificateSamples.rsa]))</md:EntitiesDescriptor>",
                "describes 2 identity providers"
            ),
            (
                Self.entity(peig, [CertificateSamples.rsa]).replacing("POST/SSO", with: "Other/SSO"),
                "It is another provider's metadata"
            ),
            (String(repeating: " ", count: 100 * 1_048_576), "larger than 4 MiB"),
        ]
        try await blocking {
            for (text, says) in files {
                let folder = try TemporaryFolder()
                let file = folder.url.appending(path: "idp.xml")
                try Data(text.utf8).write(to: file)
                let result = try Self.run("set peig_server \(peig)\nset --metadata \(file.path)\nyes\n", folder)
                let words = result.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                #expect(words.contains(says), "\(says): \(words)")
                #expect(words.contains("Nothing was changed."), "\(words)")
                #expect(!words.contains("\u{1B}"))
                #expect(result.code == 2)
                let report = try Program.run(["report", "n", "--json"], store: folder.url).output
                #expect(!report.contains("idp_certificate\"") || !report.contains("MII"), "\(says)")
            }
        }
    }

    /// Of two certificates that are valid, a person says which one signs.
    @Test func ofSeveralCertificatesAPersonChooses() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let file = folder.url.appending(path: "idp.xml")
            let text = Self.entity("login.nordwind-peig.example", [CertificateSamples.rsa, CertificateSamples.next])
            try Data(text.utf8).write(to: file)
            let result = try Self.run(
                "set --metadata \(file.path)\n3\nset --metadata \(file.path)\n2\nyes\ncheck provider-agrees\n", folder)
            #expect(result.errors.contains("no certificate was chosen"))
            #expect(result.output.contains("Another one  CN=idp.example"))
            // What it would send isn't what the rehearsal's Peig signs with, and the file says so of itself: it agrees.
            let report = try Program.run(["report", "n", "--json"], store: folder.url).output
            #expect(report.contains(CertificateSamples.next) && !report.contains(CertificateSamples.rsa))
        }
    }

    /// What isn't the certificate is named, and a key is nowhere afterwards.
    @Test func aKeyIsNeverRecorded() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let key = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg" + String(repeating: "Ab3x", count: 24)
            let result = try Self.run(
                "set idp_certificate -----BEGIN PRIVATE KEY----- \(key) -----END PRIVATE KEY-----\n"
                    + "set idp_certificate \(CertificateSamples.curve)\nset idp_certificate \(CertificateSamples.container)\n"
                    + "set idp_certificate \(CertificateSamples.pem(CertificateSamples.rsa).replacing("\n", with: " "))\n",
                folder)
            let words = result.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains("That is a private key. It was not recorded"))
            #expect(words.contains("an elliptic curve (EC)"))
            #expect(words.contains("PKCS#7 container"))
            #expect(result.output.contains("recorded: idp_certificate is the certificate of CN=idp.example"))
            #expect(result.code == 2)
            let kept = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
            for path in kept {
                let data = (try? Data(contentsOf: folder.url.appending(path: path))) ?? Data()
                #expect(data.range(of: Data(key.prefix(60).utf8)) == nil, "\(path)")
            }
            #expect(!(result.output + result.errors).contains(key.prefix(60)))
        }
    }
}
