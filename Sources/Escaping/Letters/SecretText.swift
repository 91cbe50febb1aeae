/// Other people's messages without what may be secret in them: a library quotes an address with its password, a program the
/// header that it sent, a service the token that it didn't like. Nothing of the kind reaches screen or journal but through
/// here.
public enum SecretText {
    /// Stands where something was.
    public static let mask = "***"

    /// - Parameter secrets: what is known to be one, wherever it stands.
    public static func masked(_ text: String, secrets: [String] = []) -> String {
        var text = text
        // A short one may be a part of any word; a long one is in no shorter text, however either composes its letters.
        for secret in secrets where secret.utf8.count >= 4 && secret.utf8.count <= 3 * text.utf8.count {
            text = text.replacing(secret, with: mask)
        }
        // Most texts have nothing of the kind, and a pattern costs more than to look for a word of it.
        let small = text.lowercased()
        if text.contains("@") {
            text = withoutUserInformation(text)
            text = text.replacing(login) { mails.contains($0.2.lowercased()) ? String($0.0) : "\($0.1)\(mask)@" }
        }
        if text.contains("eyJ") { text = text.replacing(webToken) { "\($0.1)\(mask)" } }
        if ["authorization", "cookie"].contains(where: small.contains) {
            text = text.replacing(header) { "\($0.1)\(mask)" }
        }
        if ["bearer", "basic", "negotiate", "ntlm"].contains(where: small.contains) {
            text = text.replacing(scheme) { "\($0.1)\(mask)" }
        }
        if small.contains("-p") || small.contains("--") { text = text.replacing(argument) { "\($0.1)\(mask)" } }
        guard names.contains(where: small.contains) else { return text }
        if text.contains("=") { text = text.replacing(field) { "\($0.1)\(mask)" } }
        if text.contains("'") { text = text.replacing(pythonMember) { "\($0.1)\(mask)'" } }
        return text.contains("\"") ? text.replacing(member) { "\($0.1)\(mask)\"" } : text
    }

    /// What the names of secrets below have in them.
    private static let names = ["secret", "assertion", "token", "code", "passw", "pwd", "key", "sig"]

    /// What stands before a host where somebody left the scheme out: `name:password@`. Where a number stands before the
    /// colon, it is a line or an hour.
    private static var login: Regex<(Substring, Substring, Substring)> {
        /(^|[^\w%.+\-\/:@*])([A-Za-z_%][\w%.+\-]*):[^\s:@\/"'<>*][^\s@\/"'<>]*@(?=[\w\[])/
    }

    /// Schemes whose addresses have an @ of their own.
    private static let mails: Set<String> = [
        "mailto", "smtp", "sip", "sips", "im", "eum", "xmpp", "acct", "upn", "spo",
    ]

    /// RFC 7519, section 3: base64url parts that begin with an object. In the midst of a fingerprint or a random value the same
    /// letters mean nothing, once in some thousand of them.
    private static var webToken: Regex<(Substring, Substring)> {
        /(^|[^A-Za-z0-9])eyJ[A-Za-z0-9_\-]{8,}(?:\.[A-Za-z0-9_\-]*)*/
    }

    /// RFC 9110, section 11.6: what signs a request in, to the end of its line.
    private static var header: Regex<(Substring, Substring)> {
        /(?i)((?:(?:proxy-)?authorization|\bset-cookie|\bcookie)['"]?\s*[:=]\s*)['"]?[^\s][^\r\n"']*/
    }

    private static var scheme: Regex<(Substring, Substring)> {
        /(?i)(\b(?:bearer|basic|negotiate|ntlm)\s+)[A-Za-z0-9+\/=_.~\-]{12,}/
    }

    /// RFC 6749: as a form or an argument has them.
    private static var field: Regex<(Substring, Substring)> {
        /(?i)((?:client[_\-]?secret|client[_\-]?assertion|(?:refresh|access|id)[_\-]?token|device[_\-]?code|password|passwd|pwd|secret|token|api[_\-]?key|sig)=)['"]?[^\s&'"]+/
    }

    /// The same in JSON.
    private static var member: Regex<(Substring, Substring)> {
        /(?i)("(?:client_?secret|client_?assertion|(?:refresh|access|id)_?token|device_?code|password|secret|secrettext|token|api_?key)"\s*:\s*")[^"]*"/
    }

    /// The same as Python prints it.
    private static var pythonMember: Regex<(Substring, Substring)> {
        /(?i)('(?:client_?secret|client_?assertion|(?:refresh|access|id)_?token|device_?code|password|secret|secrettext|token|api_?key)'\s*:\s*')[^']*'/
    }

    /// The same as a command line has them.
    private static var argument: Regex<(Substring, Substring)> {
        /((?:^|\s)(?:-p|--(?:password|client-secret|secret|client-assertion|federated-token))\s+)['"]?[^\s'"]+/
    }

    // MARK: - Addresses

    /// RFC 3986, section 3.2.1, and what people take for it: a password that isn't encoded has anything in it.
    private static func withoutUserInformation(_ text: String) -> String {
        guard text.contains("://") else { return text }
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            guard scalars[index...].starts(with: "://".unicodeScalars) else {
                result.append(scalars[index])
                index += 1
                continue
            }
            result += "://".unicodeScalars
            index += 3
            guard let end = userInformation(scalars[index...]) else { continue }
            result += (mask + "@").unicodeScalars
            index = end
        }
        return String(result)
    }

    /// - Parameter rest: what follows "://".
    /// - Returns: where the host begins; nil where nothing stands before it.
    private static func userInformation(_ rest: ArraySlice<Unicode.Scalar>) -> Int? {
        let line = rest.prefix { $0 != "\n" && $0 != "\r" }
        let run = line.prefix { !$0.properties.isWhitespace && $0 != "\"" && $0 != "<" && $0 != ">" }
        let authority = run.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != "\\" }
        // A path or a query may name somebody; only behind a host that is one.
        if !authority.contains("@"), isHost(authority) { return nil }
        if let last = run.lastIndex(of: "@") { return last + 1 }
        // A blank in it. What comes before the next address belongs to this one.
        guard authority.contains(":"), !isHost(authority), let next = line.firstIndex(of: "@") else { return nil }
        return next + 1
    }

    /// A name or a number, with or without a port.
    private static func isHost(_ authority: ArraySlice<Unicode.Scalar>) -> Bool {
        if authority.first == "[" { return authority.contains("]") }
        let trimmed = authority.reversed().drop { ".,;:')".unicodeScalars.contains($0) }.reversed()
        let parts = Array(trimmed).split(separator: ":" as Unicode.Scalar, omittingEmptySubsequences: false)
        return parts.count < 3 && (parts.count < 2 || parts[1].allSatisfy { ("0"..."9").contains($0) })
    }
}
