import Escaping
import Foundation

/// RFC 7519: three parts between dots, base64url.
enum TokenParts {
    /// The claims, as JSON; nil for what isn't a token of that form.
    static func payload(of token: String) -> Data? { part(1, of: token) }

    /// How it is signed, as JSON.
    static func header(of token: String) -> Data? { part(0, of: token) }

    private static func part(_ index: Int, of token: String) -> Data? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        return Data(base64Encoded: Base64URL.standard(parts[index]))
    }
}
