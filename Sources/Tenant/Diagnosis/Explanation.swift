/// What a service's error means, in plain words, and what to do about it.
public struct Explanation: Sendable {
    /// Whose code it is.
    public enum Service: String, Sendable, CaseIterable {
        /// AADSTS codes and the `error` words of OAuth.
        case signIn
        case graph
        case pingOne
        /// libcurl's failures, by our names for them.
        case transport
    }

    public let service: Service
    /// The code that the service sends: `7000215`, `Authorization_RequestDenied`, `invalid_client`.
    public let code: String
    /// What happened, as a sentence.
    public let meaning: String
    /// What to do, and where to click.
    public let remedy: String
    /// The page that it is known from.
    public let source: String

    init(_ service: Service, _ code: String, _ meaning: String, _ remedy: String, source: String) {
        self.service = service
        self.code = code
        self.meaning = meaning
        self.remedy = remedy
        self.source = source
    }

    /// The one for a code, if it is known.
    public static func of(_ service: Service, _ code: String) -> Explanation? {
        index[service]?[code.lowercased()]
    }

    private static let index = Dictionary(grouping: table, by: \.service).mapValues { rows in
        Dictionary(rows.map { ($0.code.lowercased(), $0) }) { first, _ in first }
    }

    /// What is known of a refusal by the sign-in service. An AADSTS code says more than the word of OAuth beside it, even
    /// if the table doesn't know the code: then nothing is guessed from the word.
    static func ofSignIn(_ code: String, _ message: String) -> Explanation? {
        SignInCode.found(in: message).map { of(.signIn, $0) } ?? of(.signIn, code)
    }
}
