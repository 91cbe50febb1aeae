import Foundation
import HTTPTransport
import SimulatedTenant
import Tenant
import Verification

/// Somebody at the simulated tenant: its own two identities as clients.
public struct Trainee: Sendable {
    public let tenant: SimulatedTenant
    public let checker: GraphClient
    public let admin: GraphClient
    public var access: TenantAccess {
        TenantAccess(checker, accounts: { [admin] _ in WorkspaceExport(client: admin) })
    }

    public static func start(
        _ scenario: String = "fresh-tenant", log: URL? = nil, configuration: HTTPConfiguration = HTTPConfiguration(),
        policy: RetryPolicy = .none, clock: TestClock = TestClock()
    ) async throws -> Trainee {
        let tenant = try await SimulatedTenant.start(try Repository.scenario(scenario), log: log, now: { clock.now })
        return Trainee(tenant, configuration: configuration, policy: policy, clock: clock)
    }

    public init(
        _ tenant: SimulatedTenant, configuration: HTTPConfiguration = HTTPConfiguration(),
        policy: RetryPolicy = .none, clock: TestClock = TestClock()
    ) {
        self.tenant = tenant
        var configuration = configuration
        // A busy machine is no fault.
        configuration.connectTimeout = 60
        configuration.idleTimeout = 120
        func client(_ identity: SimulatedTenant.Identity) -> GraphClient {
            let (id, secret) = tenant.credential(identity)
            return GraphClient(
                endpoints: TenantEndpoints(
                    authority: tenant.address, graph: tenant.address, scope: "https://graph.microsoft.com/.default",
                    anchor: tenant.anchor),
                credential: ClientCredential(tenant: tenant.tenantID, clientID: id, secret: secret),
                configuration: configuration, policy: policy, now: { clock.now })
        }
        checker = client(.checker)
        admin = client(.portal)
    }

    /// Writes as the portal does and returns what came, or throws the fault.
    @discardableResult
    public func write(_ method: HTTPRequest.Method, _ path: String, _ json: String? = nil) async throws -> [String: Any]
    {
        let body = json.map { RawJSON(text: $0) }
        let reply = await admin.write(method, GraphPath(path.split(separator: "/").map(String.init)), body)
        let data = try reply.result.get()
        return try data.isEmpty ? [:] : JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    public func read(_ path: String, _ query: [(String, String)] = []) async throws -> [String: Any] {
        let reply = await admin.get(GraphPath(path.split(separator: "/").map(String.init), query))
        return try JSONSerialization.jsonObject(with: try reply.result.get()) as? [String: Any] ?? [:]
    }
}

/// JSON written as text in a test.
private struct RawJSON: Encodable, Sendable {
    let text: String

    func encode(to encoder: any Encoder) throws {
        try JSONDecoder().decode(Node.self, from: Data(text.utf8)).encode(to: encoder)
    }

    private indirect enum Node: Codable {
        case null, bool(Bool), int(Int), string(String), list([Node]), object([String: Node])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let value = try? container.decode(Bool.self) {
                self = .bool(value)
            } else if let value = try? container.decode(Int.self) {
                self = .int(value)
            } else if let value = try? container.decode(String.self) {
                self = .string(value)
            } else if let value = try? container.decode([Node].self) {
                self = .list(value)
            } else {
                self = .object(try container.decode([String: Node].self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .null: try container.encodeNil()
            case .bool(let value): try container.encode(value)
            case .int(let value): try container.encode(value)
            case .string(let value): try container.encode(value)
            case .list(let values): try container.encode(values)
            case .object(let members): try container.encode(members)
            }
        }
    }
}
