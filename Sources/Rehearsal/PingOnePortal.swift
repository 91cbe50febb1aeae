import Foundation
import HTTPTransport
import SimulatedTenant
import Tenant

/// PingOne's admin console of a rehearsal: writes through the same HTTP API that it is read by.
struct PingOnePortal: Sendable {
    private let tenant: SimulatedTenant
    private let http: HTTPClient

    init(_ tenant: SimulatedTenant) {
        self.tenant = tenant
        var configuration = HTTPConfiguration()
        configuration.trust = .anchors(tenant.anchor)
        configuration.proxy = .none
        http = HTTPClient(configuration)
    }

    /// An object of the console, its unknown parts kept for the way back.
    struct Object: Sendable {
        var members: [String: PortalBody]

        var id: String { text("id") }
        var name: String { text("name") }

        func text(_ key: String) -> String {
            if case .text(let text)? = members[key] { text } else { "" }
        }

        func object(_ key: String) -> [String: PortalBody] {
            if case .object(let members)? = members[key] { members } else { [:] }
        }
    }

    /// - Parameter kind: `stores`, `plans`, `rules`, or a rule's mappings.
    func list(_ kind: String) async throws(PortalRefusal) -> [Object] {
        let data = try await send(.get, kind)
        guard case .object(let page)? = try? JSONDecoder().decode(PortalBody.self, from: data),
            case .object(let embedded)? = page["_embedded"]
        else { throw PortalRefusal(message: "PingOne answered something else than a list.") }
        guard case .list(let elements)? = embedded.values.first else { return [] }
        return elements.compactMap { if case .object(let members) = $0 { Object(members: members) } else { nil } }
    }

    func find(_ kind: String, named name: String, hint: String) async throws(PortalRefusal) -> Object {
        let all = try await list(kind)
        guard let found = all.first(where: { $0.name == name }) else {
            throw PortalRefusal(
                message: "PingOne has no \(name) among its \(kind). That comes first; \(hint) --help tells how.")
        }
        return found
    }

    @discardableResult
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: PortalBody? = nil,
        type: String = "application/json"
    ) async throws(PortalRefusal) -> Data {
        let address = "\(tenant.address)/v1/environments/\(tenant.environmentID)/propagation/\(path)"
        let token = try await token()
        let response: HTTPResponse
        do {
            let data = try body.map { try JSONEncoder().encode($0) }
            response = try await http.send(
                HTTPRequest(
                    method, address,
                    headers: [
                        (name: "Authorization", value: "Bearer \(token)"), (name: "Content-Type", value: type),
                        (name: "Accept", value: "application/json"),
                    ], body: data))
        } catch {
            throw PortalRefusal(message: "\(error)")
        }
        guard (200..<300).contains(response.status) else { throw PingOnePortal.refusal(response) }
        return response.body
    }

    private struct Token: Decodable {
        let value: String

        private enum CodingKeys: String, CodingKey {
            case value = "access_token"
        }
    }

    private func token() async throws(PortalRefusal) -> String {
        let (id, secret) = tenant.credential(.worker)
        let form = "grant_type=client_credentials&client_id=\(id)&client_secret=\(secret)"
        do {
            let response = try await http.send(
                HTTPRequest(
                    .post, "\(tenant.address)/\(tenant.environmentID)/as/token",
                    headers: [(name: "Content-Type", value: "application/x-www-form-urlencoded")],
                    body: Data(form.utf8)))
            return try JSONDecoder().decode(Token.self, from: response.body).value
        } catch {
            throw PortalRefusal(message: "PingOne's sign-in didn't answer as it should: \(error)")
        }
    }

    private struct Refused: Decodable {
        struct Detail: Decodable {
            let message: String?
        }
        let message: String?
        let details: [Detail]?
    }

    private static func refusal(_ response: HTTPResponse) -> PortalRefusal {
        let refused = try? JSONDecoder().decode(Refused.self, from: response.body)
        // What is wrong with which field says more than that something is.
        let details = (refused?.details ?? []).compactMap(\.message)
        return PortalRefusal(
            message: details.isEmpty
                ? refused?.message ?? "status \(response.status)" : details.joined(separator: " "))
    }
}
