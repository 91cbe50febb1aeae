import Escaping
import Foundation
import YAMLDocument

/// Reads what a scenario says of a provider that isn't Peig.
struct IdentityProviderReader {
    let problems: ProblemCollector

    /// The keys of the section, as an author may write them.
    static let protocols = ["saml", "wsFed"]

    /// - Parameter subject: what the mapping describes, as an error calls it.
    func provider(_ reader: MappingReader, _ subject: String) -> Scenario.Provider {
        defer { reader.finish() }
        let standings = ScenarioStandings(problems: problems)
        let name = name(reader)
        let issuer = reader.text("issuer")
        checkIssuer(issuer, reader)
        let signIn = address("sign-in-url", reader)
        if signIn == nil, reader.node("sign-in-url") == nil, !issuer.isEmpty, IdentityProviderReader.host(issuer) == nil
        {
            problems.report(
                "\(subject) needs \"sign-in-url\": its issuer is no https address from which it could be worked out",
                at: reader.location)
        }
        // Where nothing else is said, its pages stand at the issuer's own host.
        let host = signIn.flatMap(IdentityProviderReader.host) ?? IdentityProviderReader.host(issuer) ?? ""
        return Scenario.Provider(
            name: name, issuer: issuer, signInURL: signIn ?? "https://\(host)/sso",
            signOutURL: address("sign-out-url", reader) ?? "https://\(host)/logout",
            protocolName: standings.word("protocol", of: IdentityProviderReader.protocols, reader) ?? "saml",
            certificateEnds: standings.span("certificate-ends", reader),
            publishesNext: reader.flag("next-certificate", default: false))
    }

    private func name(_ reader: MappingReader) -> String {
        let name = reader.text("name")
        if let letter = OddLetter.first(in: name) {
            problems.report("\(letter.clause(of: name)); type it anew", at: reader.location(of: "name"))
        } else if name.lowercased() == "peig" {
            problems.report(
                "Peig has a section of its own: \"peig\", with its \"server\"", at: reader.location(of: "name"))
        }
        return name
    }

    /// What names a provider to Microsoft is an address of some scheme, compared letter by letter.
    private func checkIssuer(_ issuer: String, _ reader: MappingReader) {
        guard !issuer.isEmpty else { return }
        if let letter = OddLetter.first(in: issuer) {
            problems.report("\(letter.clause(of: issuer)); type it anew", at: reader.location(of: "issuer"))
        } else if issuer.contains(where: \.isWhitespace) || issuer.wholeMatch(of: /[A-Za-z][A-Za-z0-9+.-]*:.+/) == nil {
            problems.report(
                "\"\(issuer)\" is no issuer: it is an address such as https://idp.example.com/saml, or a name such as "
                    + "urn:example:idp", at: reader.location(of: "issuer"))
        }
    }

    private func address(_ key: String, _ reader: MappingReader) -> String? {
        guard let text = reader.optionalText(key) else { return nil }
        if let letter = OddLetter.first(in: text) {
            problems.report("\(letter.clause(of: text)); type it anew", at: reader.location(of: key))
        } else if IdentityProviderReader.host(text) == nil {
            problems.report(
                "\"\(text)\" is no https address, as https://idp.example.com/sso", at: reader.location(of: key))
        }
        return text
    }

    private static func host(_ address: String) -> String? {
        guard !address.contains(where: \.isWhitespace), let parts = URLComponents(string: address),
            parts.scheme?.lowercased() == "https", parts.user == nil, let host = parts.host, !host.isEmpty
        else { return nil }
        return host
    }
}
