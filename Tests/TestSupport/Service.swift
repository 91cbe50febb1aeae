import Foundation
import HTTPTransport
import SimulatedTenant

/// The simulated service as any HTTP client meets it: real libcurl, real TLS.
public struct Service: Sendable {
    public struct Answer: @unchecked Sendable {
        // Safe: what JSONSerialization made, never changed.
        public let json: [String: Any]
        public let status: Int
        public let text: String
        public let headers: [String: String]

        public func objects(_ key: String = "value") -> [[String: Any]] { json[key] as? [[String: Any]] ?? [] }
        public func text(_ key: String) -> String { json[key] as? String ?? "" }
        public var errorCode: String { (json["error"] as? [String: Any])?["code"] as? String ?? text("error") }
    }

    public let tenant: SimulatedTenant
    private let client: HTTPClient

    public init(_ tenant: SimulatedTenant) {
        self.tenant = tenant
        var configuration = HTTPConfiguration()
        configuration.trust = .anchors(tenant.anchor)
        configuration.proxy = .none
        // A busy machine is no fault.
        configuration.connectTimeout = 60
        configuration.idleTimeout = 120
        configuration.totalTimeout = 1_200
        client = HTTPClient(configuration)
    }

    public func send(
        _ method: HTTPRequest.Method, _ path: String, token: String? = nil, json: String? = nil,
        form: [(String, String)]? = nil, headers: [(String, String)] = []
    ) async throws -> Answer {
        var headers = headers
        if let token { headers.append(("Authorization", "Bearer \(token)")) }
        var body: Data?
        if let json {
            headers.append(("Content-Type", "application/json"))
            body = Data(json.utf8)
        } else if let form {
            headers.append(("Content-Type", "application/x-www-form-urlencoded"))
            body = Data(form.map { "\($0.0)=\(Service.encoded($0.1))" }.joined(separator: "&").utf8)
        }
        let response = try await client.send(
            HTTPRequest(method, tenant.address + path, headers: headers, body: body))
        let parsed = try? JSONSerialization.jsonObject(with: response.body) as? [String: Any]
        return Answer(
            json: parsed ?? [:], status: response.status, text: String(decoding: response.body, as: UTF8.self),
            headers: Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { $1 })
    }

    public static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: unreserved)) ?? ""
    }

    private static let unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"

    /// Asks the token endpoint.
    public func token(_ form: [(String, String)]) async throws -> Answer {
        try await send(.post, "/\(tenant.tenantID)/oauth2/v2.0/token", form: form)
    }

    /// A token of one of the rehearsal's own identities.
    public func token(of identity: SimulatedTenant.Identity) async throws -> String {
        let (id, secret) = tenant.credential(identity)
        return try await token(clientID: id, secret: secret)
    }

    public func token(clientID: String, secret: String) async throws -> String {
        try await token([
            ("grant_type", "client_credentials"), ("client_id", clientID), ("client_secret", secret),
            ("scope", "https://graph.microsoft.com/.default"),
        ]).text("access_token")
    }

    /// The trainer's hand.
    public func trainer(_ method: HTTPRequest.Method, _ path: String, _ json: String? = nil) async throws -> Answer {
        try await send(method, "/trainer/\(path)", token: tenant.trainerKey, json: json)
    }
}
