import Foundation
import Synchronization

/// What this process's requests signed in with. A service may repeat it in its own words, in whatever form; whoever repeats
/// those words takes the secrets out of them (`SecretText.masked`).
public enum SentSecrets {
    /// More than the services of many sessions at once have, as a test of a runbook plays them; the oldest go first.
    private static let most = 1_024
    private static let fields = ["client_secret", "client_assertion", "refresh_token", "device_code"]
    /// Each in every form, once.
    private static let kept = Mutex<[(secret: String, forms: [String])]>([])

    /// Each as it is, percent-encoded and in Base64.
    public static var all: [String] { kept.withLock { $0.flatMap(\.forms) } }

    private static func forms(of secret: String) -> [String] {
        var forms = [secret]
        if let encoded = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics), encoded != secret {
            forms.append(encoded)
        }
        return forms + [Data(secret.utf8).base64EncodedString()]
    }

    static func note(_ request: HTTPRequest) {
        var found: [String] = []
        for header in request.headers where header.name.lowercased() == "authorization" {
            let words = header.value.split(separator: " ", maxSplits: 1).map(String.init)
            guard words.count == 2 else { continue }
            found.append(words[1])
            // RFC 7617: a name, a colon and the secret.
            if words[0].lowercased() == "basic", let data = Data(base64Encoded: words[1]),
                let pair = String(validating: data, as: UTF8.self), let colon = pair.firstIndex(of: ":")
            {
                let secret = String(pair[pair.index(after: colon)...])
                found += [secret, secret.removingPercentEncoding ?? secret]
            }
        }
        // A form is small, and no JSON, which may be large.
        if let body = request.body, body.count < 65_536, body.first != UInt8(ascii: "{"),
            let form = String(validating: body, as: UTF8.self)
        {
            for pair in form.split(separator: "&") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, fields.contains(String(parts[0])) else { continue }
                let value = parts[1].replacing("+", with: " ")
                found.append(value.removingPercentEncoding ?? String(value))
            }
        }
        guard !found.isEmpty else { return }
        kept.withLock { kept in
            // A word such as "wrong" is in our own sentences too, and no service gives such a secret.
            for secret in found where secret.utf8.count >= 8 && !kept.contains(where: { $0.secret == secret }) {
                kept.append((secret, forms(of: secret)))
            }
            kept.removeFirst(max(0, kept.count - most))
        }
    }
}
