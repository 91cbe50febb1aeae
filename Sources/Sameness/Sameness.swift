/// How two writings of one thing are told to be the same: one rule per kind, for checks, the cutover and its read-back.
public enum Sameness: Hashable, Sendable {
    /// Scalar by scalar: identifiers that their service compares so, and whatever nobody says otherwise of.
    case text
    /// Letters' case means nothing: names of domains, users, attributes.
    case caseless
    /// A domain's name, in whichever of its two forms.
    case domain
    /// A web address by its parts.
    case address
    /// An ID: letters' case and braces around it mean nothing.
    case guid
    /// How a federated domain's people sign in, in a word. Microsoft's older commands say SAMLP and WSFED where Graph says
    /// saml and wsFed.
    case signInProtocol
    /// Hexadecimal digits, however they are grouped.
    case digits
    /// A certificate by its bytes; a SHA-256 fingerprint stands for the certificate.
    case certificate

    /// One form for all writings of the same.
    public func folded(_ text: String) -> String {
        switch self {
        case .text: return text
        case .caseless: return Sameness.lowered(text)
        case .domain: return DomainName.folded(text.trimmedOfBlanks)
        case .address: return WebAddress.canonical(text)
        case .signInProtocol:
            let word = Sameness.lowered(text)
            return word == "samlp" ? "saml" : word
        case .guid: return Sameness.id(text)
        case .digits: return Sameness.lowered(text).filter { $0.isHexDigit }
        case .certificate:
            if let fingerprint = CertificateText.digest(text) { return fingerprint }
            let digits = Sameness.digits.folded(text)
            return digits.count == 64 && text.allSatisfy { $0.isHexDigit || $0 == ":" || $0.isWhitespace }
                ? digits : text
        }
    }

    /// Whether two writings are of one thing of this kind.
    public func isSame(_ one: String, _ other: String) -> Bool { folded(one) == folded(other) }

    /// For sentences: a certificate's Base64 tells nobody anything.
    public func readable(_ text: String) -> String {
        guard case .certificate = self, let fingerprint = CertificateText.digest(text) else { return text }
        return fingerprint
    }

    private static func lowered(_ text: String) -> String { text.lowercased().trimmedOfBlanks }

    /// Entra and registries write `{8ADF8E6E-…}`, too.
    private static func id(_ text: String) -> String {
        let bare = lowered(text)
        return bare.hasPrefix("{") && bare.hasSuffix("}") && bare.count > 2 ? String(bare.dropFirst().dropLast()) : bare
    }
}

extension String {
    /// Without what copying leaves at the ends.
    var trimmedOfBlanks: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
