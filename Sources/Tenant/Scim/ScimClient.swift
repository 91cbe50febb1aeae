import Foundation
import HTTPTransport

/// A SCIM 2.0 service's users, read with a bearer token. The token goes to that service and nowhere else.
///
/// RFC 7644, section 3.4.2 (list responses, pages counted from 1); RFC 7643, section 4.1 (users).
public struct ScimClient: Sendable {
    /// Without a trailing slash; its users are below it.
    public let address: String
    private let token: String
    private let http: HTTPClient
    private let policy: RetryPolicy
    private let pageSize: Int
    private let limits: ScimLimits

    /// - Parameters:
    ///   - address: of the service (`https://host/scim/v2`), or of its users.
    ///   - anchor: PEM of the only authorities to trust; nil trusts the system's.
    public init(
        address: String, token: String, anchor: Data? = nil, policy: RetryPolicy = RetryPolicy(), pageSize: Int = 500
    ) {
        self.init(address: address, token: token, anchor: anchor, policy: policy, pageSize: pageSize, ScimLimits())
    }

    init(
        address: String, token: String, anchor: Data?, policy: RetryPolicy, pageSize: Int, _ limits: ScimLimits
    ) {
        var base = address[...]
        while base.hasSuffix("/") { base = base.dropLast() }
        if base.hasSuffix("/Users") { base = base.dropLast("/Users".count) }
        self.address = String(base)
        self.token = token
        self.policy = policy
        self.pageSize = pageSize
        self.limits = limits
        var configuration = HTTPConfiguration()
        configuration.maximumBody = limits.page
        if let anchor { configuration.trust = .anchors(anchor) }
        http = HTTPClient(configuration)
    }

    /// Reads all users, a page at a time.
    /// - Throws: `TenantFault`, or what `take` throws.
    public func users(_ take: ([ScimUser]) throws -> Void) async throws {
        let patience = Patience(policy, now: { Date() })
        var progress = ScimProgress(limits)
        while true {
            let (page, size) = try await page(from: progress.start, patience)
            let (new, isWhole) = try progress.take(page, size: size)
            if isWhole, page.hasNextCursor {
                throw TenantFault.elsewhere(
                    "The SCIM service says behind its first \(progress.count) that there are more accounts, by a cursor, which isn't "
                        + "followed here.",
                    remedy: "Export its accounts into a file, and name that instead.")
            }
            // As with a file without a row: an answer in which nobody was seen proves nothing about anybody.
            if isWhole, progress.count == 0 {
                throw TenantFault.elsewhere(
                    "The SCIM service answered with no user at all: there is nothing to compare with.",
                    remedy:
                        "Look whether its token may read the users, and whether the address is that of the service in which "
                        + "they are; or export its accounts into a file, and name that instead.")
            }
            try take(new)
            if isWhole { return }
            try progress.check()
        }
    }

    private func page(from start: Int, _ patience: Patience) async throws(TenantFault) -> (ScimListing, size: Int) {
        var attempt = 0
        while true {
            do throws(TenantFault) {
                return try await ask("\(address)/Users?startIndex=\(start)&count=\(pageSize)")
            } catch {
                guard let seconds = policy.wait(after: error, attempt: attempt), patience.allows(seconds),
                    (try? await policy.sleep(seconds)) != nil
                else { throw ScimClient.blamed(error) }
                attempt += 1
            }
        }
    }

    private func ask(_ url: String) async throws(TenantFault) -> (ScimListing, size: Int) {
        let response: HTTPResponse
        do {
            response = try await http.send(
                HTTPRequest(
                    .get, url,
                    headers: [
                        (name: "Authorization", value: "Bearer \(token)"),
                        (name: "Accept", value: "application/scim+json, application/json"),
                    ]))
        } catch {
            throw .transport(error)
        }
        let data: Data
        do throws(TenantFault) {
            data = try GraphAnswer.read(response, of: "SCIM").get()
        } catch {
            // SCIM's errors have a shape of their own (RFC 7644, section 3.12).
            if case .unexpected = error, let told = try? JSONDecoder().decode(Refusal.self, from: response.body) {
                let words = told.detail ?? "no detail"
                throw response.status == 401
                    ? ScimClient.refused(words) : .refused(status: response.status, code: "SCIM", message: words)
            }
            if case .unauthorized(let words) = error { throw ScimClient.refused(words) }
            throw error
        }
        return (try ScimListing(data), data.count)
    }

    /// What came of it in the words of this service: it is none of Microsoft's, and has other pages to look at.
    private static func blamed(_ fault: TenantFault) -> TenantFault {
        switch fault {
        case .unavailable(let status, _):
            .elsewhere(
                "The SCIM service answered \(status).",
                remedy:
                    "Wait a minute and check again; if it stays, ask whoever runs it, or export its accounts into a file."
            )
        case .throttled(let seconds):
            .elsewhere(
                "The SCIM service is throttling requests (429)"
                    + (seconds.map { ", and asks to wait \(RetryAfter.words($0))." } ?? "."),
                remedy: "Wait \(seconds.map(RetryAfter.words) ?? "a minute") and check again.")
        case .forbidden(_, let words), .refused(403, _, let words):
            .elsewhere(
                "The SCIM service denied access (403)\(said(words)).",
                remedy: "Give its token the right to read all users, and check again.")
        case .notFound(_, let words), .refused(404, _, let words):
            .elsewhere(
                "The SCIM service has nothing at that address (404)\(said(words)).",
                remedy: "Look at the address: most end in /scim/v2, and its users are below it.")
        case .refused(let status, _, let words) where (300..<400).contains(status):
            .elsewhere(
                "The SCIM service leads elsewhere (\(status))\(said(words)), which isn't followed with a token.",
                remedy: "Name the address that it leads to.")
        case .refused(let status, _, let words):
            .elsewhere(
                "The SCIM service refused the question (\(status))\(said(words)).",
                remedy: "Ask whoever runs it what it takes; or export its accounts into a file, and name that instead.")
        default: fault
        }
    }

    private static func said(_ words: String) -> String { words.isEmpty || words == "no detail" ? "" : ": \(words)" }

    /// Its token is none of Microsoft's, and no sign-in makes another.
    private static func refused(_ words: String) -> TenantFault {
        .elsewhere(
            "The SCIM service didn't accept the token (401): \(words)",
            remedy: "Leave, set LOCKSTEP_SCIM_TOKEN to a token of that service which is good now, and resume.")
    }

    private struct Refusal: Decodable {
        let detail: String?
        let status: String?
    }
}
