import Escaping
import HTTPTransport

/// Why a read or a write at the tenant came to nothing. Every case says what to do next.
public enum TenantFault: Error, Hashable, Sendable {
    /// 429. Seconds to wait, if the service said so.
    case throttled(retryAfter: Int?)
    /// 5xx.
    case unavailable(status: Int, requestID: String?)
    /// 401 from Graph, also with a new token.
    case unauthorized(String)
    /// 403: a permission or a licence is missing.
    case forbidden(code: String, message: String)
    /// 404 in Graph's own words. Often an answer rather than a fault: see `saysThatItIsNotThere`.
    case notFound(code: String, message: String)
    /// Any other refusal, with the service's own words.
    case refused(status: Int, code: String, message: String)
    /// The sign-in service refused: its error code and words.
    case signIn(code: String, message: String)
    /// An answer that isn't what the service documents; and which object it is about, where the rest is as documented.
    case unexpected(String, from: String = "Graph", about: String? = nil)
    /// An answer that leaves out what was asked for, or says that it is null.
    case leftOut(String, of: String, from: String)
    /// A list that isn't whole, or isn't one of a single moment: a sentence.
    case torn(String)
    case transport(HTTPFailure)
    /// Of another service, which explains its own faults; or there is no way to it.
    case elsewhere(String, remedy: String)

    public var isCancelled: Bool { self == .transport(.cancelled) }

    /// Whether the service says of the very thing that it isn't there. Graph's directory says so with a code of its own
    /// (`Request_ResourceNotFound`, `ResourceNotFound`, `Directory_ObjectNotFound`); any other 404 says no more than that
    /// nothing was read. Microsoft Graph: "Microsoft Graph error responses and resource types".
    public var saysThatItIsNotThere: Bool {
        if case .notFound(let code, _) = self { code.lowercased().hasSuffix("notfound") } else { false }
    }

    /// Whether a list's next page was asked for too late: the list can be begun again.
    /// Azure AD Graph API error codes: `Directory_ExpiredPageToken`.
    var saysThatThePageExpired: Bool {
        if case .refused(_, let code, _) = self { code.lowercased().hasSuffix("expiredpagetoken") } else { false }
    }

    /// Whether a permission is what is missing, and not a licence or the account itself.
    public var lacksPermission: Bool {
        guard case .forbidden(let code, _) = self else { return false }
        return ["Authorization_RequestDenied", "Authentication_MSGraphPermissionMissing"].contains(code)
    }

    /// What is known of it, where anything is.
    public var explanation: Explanation? {
        switch self {
        case .signIn(let code, let message): Explanation.ofSignIn(code, message)
        case .forbidden(let code, _), .refused(_, let code, _), .notFound(let code, _): Explanation.of(.graph, code)
        case .transport(let failure): Explanation.of(.transport, failure.name)
        case .throttled, .unavailable, .unauthorized, .unexpected, .leftOut, .torn, .elsewhere: nil
        }
    }

    /// What happened, as a sentence. What isn't known is told in the service's own words, without what may be secret.
    public var reason: String { SecretText.masked(words, secrets: SentSecrets.all) }

    private var words: String {
        switch self {
        case .throttled(let seconds):
            "Microsoft is throttling requests (429)"
                + (seconds.map { ", and asks to wait \(RetryAfter.words($0))." } ?? ".")
        case .unavailable(let status, let requestID):
            "The service answered \(status)" + (requestID.map { " (request \($0))." } ?? ".")
        case .unauthorized(let message): "The token was not accepted (401): \(message)"
        case .forbidden(let code, let message):
            if let explanation {
                "Access was denied (403): \(message)\(message.hasSuffix(".") ? "" : ".") \(explanation.meaning)"
            } else {
                "Access was denied (403 \(code)): \(message)"
            }
        case .notFound(_, let message): "It isn't there (404): \(message)"
        case .refused(let status, let code, let message): "Refused (\(status) \(code)): \(message)"
        case .signIn(let code, let message):
            if let explanation {
                "Sign-in failed: \(explanation.meaning)"
                    + (SignInCode.found(in: message).map { " (AADSTS\($0))" } ?? " (\(message))")
            } else if SignInCode.found(in: message) != nil {
                "Sign-in failed: \(message)"
            } else {
                "Sign-in failed (\(code)): \(message)"
            }
        case .elsewhere(let message, _), .torn(let message): message
        case .leftOut(let field, let thing, let service): "\(service)'s answer leaves out \(field) of \(thing)."
        case .unexpected(let detail, let service, _): "The answer isn't what \(service) documents: \(detail)"
        case .transport(let failure): failure == .cancelled ? "Cancelled." : "No answer: \(failure)."
        }
    }

    /// What to do about it.
    public var remedy: String {
        if let explanation { return explanation.remedy }
        return switch self {
        case .throttled(let seconds): "Wait \(seconds.map(RetryAfter.words) ?? "a minute") and check again."
        case .unavailable: "Wait a minute and check again; if it stays, look at Microsoft's service health page."
        case .unauthorized: "Sign in again; if it stays, look whether the app was disabled or its secret removed."
        case .forbidden:
            "The service's words above say what is missing: a permission, a role or a licence. \"lockstep permissions RUNBOOK\" lists "
                + "what Lockstep needs, and why."
        case .notFound: "Look at the name for typing errors."
        case .refused: "Read the service's words above; they name what it did not like."
        case .signIn(_, let message):
            SignInCode.found(in: message).map { "Microsoft explains it: \(SignInCode.page($0))" }
                ?? "Read the service's words above. Entra admin center → Sign-in logs tells more of this sign-in."
        case .unexpected(_, let service, let thing?), .leftOut(_, let thing, let service):
            "Check again. If it stays, look at \(thing) in \(service == "Graph" ? "Microsoft" : service)'s own portal, and "
                + "whether who checks may read it."
        case .unexpected(_, "SCIM", nil):
            "Look whether the address is a SCIM service's (most end in /scim/v2), and its token that service's; then check "
                + "again."
        case .unexpected(_, _, nil):
            "A proxy or a captive portal may have answered instead. Check the network, then check again."
        case .elsewhere(_, let remedy): remedy
        case .torn: "Check again in some minutes, when nobody changes these objects."
        case .transport: "Check again; if it stays, look at the network."
        }
    }
}

extension HTTPFailure {
    /// Its case's name, by which it is explained.
    var name: String {
        switch self {
        case .badURL: "badURL"
        case .unresolved: "unresolved"
        case .unreachable: "unreachable"
        case .tls: "tls"
        case .proxyAddress: "proxyAddress"
        case .proxyUnreachable: "proxyUnreachable"
        case .proxyRefused(_, 407, _): "proxyWants"
        case .proxyRefused(_, 403, _): "proxyRefused"
        case .proxyRefused: "proxyFailed"
        case .notYetValid: "notYetValid"
        case .noLongerValid: "noLongerValid"
        case .timedOut: "timedOut"
        case .interrupted: "interrupted"
        case .tooLarge: "tooLarge"
        case .cancelled: "cancelled"
        case .other: "other"
        }
    }
}
