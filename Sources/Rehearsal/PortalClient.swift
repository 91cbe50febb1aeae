import Foundation
import HTTPTransport
import Tenant

/// What went wrong at a portal, in the service's own words.
public struct PortalRefusal: Error {
    public let message: String

    public init(message: String) { self.message = message }
}

/// JSON that a portal sends.
indirect enum PortalBody: Codable, Sendable, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    case text(String)
    case flag(Bool)
    case list([PortalBody])
    case object([String: PortalBody])
    case number(Int)
    case null

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([PortalBody].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: PortalBody].self))
        }
    }

    init(stringLiteral value: String) { self = .text(value) }
    init(booleanLiteral value: Bool) { self = .flag(value) }
    init(arrayLiteral elements: PortalBody...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, PortalBody)...) { self = .object(Dictionary(elements) { $1 }) }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .flag(let flag): try container.encode(flag)
        case .list(let list): try container.encode(list)
        case .object(let members): try container.encode(members)
        case .number(let number): try container.encode(number)
        case .null: try container.encodeNil()
        }
    }
}

/// An administrator at the portals: reads and writes through Graph and the simulated Peig workspace.
public struct PortalClient: Sendable {
    /// Peig's workspace as the simulator serves it.
    struct Workspace: Decodable, Sendable {
        struct Provider: Decodable, Sendable {
            struct Provisioning: Decodable, Sendable {
                let clientId: String
            }
            let displayName: String
            let pseudonymLink: String
            let domain: String
            let tenantName: String
            let authentication: Bool
            let provisioning: Provisioning?
            let assignedUsers: [String]
        }
        let server: String
        let certificate: String
        let provider: Provider?
        let migration: Bool
    }

    struct Secret: Decodable, Sendable {
        let secretText: String
        let endDateTime: String
    }

    private let client: GraphClient

    init(_ client: GraphClient) { self.client = client }

    func send(_ method: HTTPRequest.Method, _ segments: [String], _ body: PortalBody? = nil)
        async throws(PortalRefusal)
    {
        _ = try data(await client.write(method, GraphPath(segments), body))
    }

    /// The same with something that has its own form in Graph.
    func send(_ method: HTTPRequest.Method, _ segments: [String], _ body: some Encodable & Sendable)
        async throws(PortalRefusal)
    {
        _ = try data(await client.write(method, GraphPath(segments), body))
    }

    func send<T: Decodable>(
        _ method: HTTPRequest.Method, _ segments: [String], _ body: PortalBody? = nil, as type: T.Type
    ) async throws(PortalRefusal) -> T {
        try decode(type, try data(await client.write(method, GraphPath(segments), body)))
    }

    func read<T: Decodable>(_ segments: [String], _ query: [(String, String)] = [], as type: T.Type)
        async throws(PortalRefusal) -> T
    {
        try decode(type, try data(await client.get(GraphPath(segments, query))))
    }

    private func data(_ reply: GraphReply) throws(PortalRefusal) -> Data {
        do {
            return try reply.result.get()
        } catch {
            throw PortalClient.refusal(error)
        }
    }

    private static func refusal(_ fault: TenantFault) -> PortalRefusal {
        switch fault {
        case .refused(_, _, let message), .notFound(_, let message): PortalRefusal(message: message)
        default: PortalRefusal(message: fault.reason)
        }
    }

    private func decode<T: Decodable>(_ type: T.Type, _ data: Data) throws(PortalRefusal) -> T {
        do {
            return try GraphDecoding.decode(type, from: data).get()
        } catch {
            throw PortalRefusal(message: error.reason)
        }
    }

    func workspace() async throws(PortalRefusal) -> Workspace {
        try await read(["peig", "workspace"], as: Workspace.self)
    }

    func applications(named name: String) async throws(PortalRefusal) -> [Application] {
        try await read(
            ["applications"], [("$filter", "displayName eq \(GraphPath.literal(name))")], as: Page<Application>.self
        ).value
    }

    /// The registration of that name; the newest if there are several.
    func application(named name: String) async throws(PortalRefusal) -> Application {
        guard let application = try await applications(named: name).last else {
            throw PortalRefusal(
                message:
                    "There is no app registration named \(name). Do it first: portal register-app --name \"\(name)\"")
        }
        return application
    }

    func principals(named name: String) async throws(PortalRefusal) -> [ServicePrincipal] {
        try await read(
            ["servicePrincipals"], [("$filter", "displayName eq \(GraphPath.literal(name))")],
            as: Page<ServicePrincipal>.self
        ).value
    }

    func graph() async throws(PortalRefusal) -> ServicePrincipal {
        try await read(
            ["servicePrincipals(appId='00000003-0000-0000-c000-000000000000')"], as: ServicePrincipal.self)
    }

    func users() async throws(PortalRefusal) -> [User] {
        try await pages(
            ["users"],
            [
                ("$select", "id,userPrincipalName,displayName,accountEnabled,userType,onPremisesImmutableId"),
                ("$top", "999"),
            ], of: User.self)
    }

    /// All pages of a collection.
    func pages<T: PageElement>(_ segments: [String], _ query: [(String, String)] = [], of type: T.Type)
        async throws(PortalRefusal) -> [T]
    {
        var objects: [T] = []
        do {
            for try await page in GraphPages(GraphPath(segments, query), of: type, client) { objects += page }
        } catch {
            throw PortalClient.refusal(error)
        }
        return objects
    }
}
