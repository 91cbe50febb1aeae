import Foundation
import HTTPTransport
import Sameness

/// Asks an identity provider for what it says of itself. Only the address that a person named is asked, and nothing that
/// is secret goes along: no token, no cookie.
public struct ProviderClient: Sendable {
    /// A provider that stands elsewhere than its name says: a rehearsal's, on loopback. Then nothing else is asked.
    public struct StandIn: Sendable {
        let host: String
        let address: String

        public init(host: String, address: String) {
            self.host = host.lowercased()
            self.address = address
        }
    }

    /// What was read, and from where.
    public struct Reading: Sendable {
        public let metadata: SamlMetadata
        public let exchanges: [Exchange]
        /// Seconds since the file was written; 0 for an address.
        public let age: TimeInterval
        /// When the file was written; nil at an address.
        public let written: Date?
    }

    /// How often a server may send on to another path of its own.
    private static let redirects = 3

    private let anchor: Data?
    private let standIn: StandIn?
    private let totalTimeout: Double

    /// - Parameters:
    ///   - anchor: PEM of the only authorities to trust; nil trusts the system's.
    ///   - totalTimeout: seconds for one answer.
    public init(anchor: Data? = nil, standIn: StandIn? = nil, totalTimeout: Double = 20) {
        self.anchor = anchor
        self.standIn = standIn
        self.totalTimeout = totalTimeout
    }

    /// - Parameter source: an `https` address, or a file's path.
    public func metadata(at source: String, now: Date) async throws(MetadataProblem) -> Reading {
        guard source.contains("://") else {
            let (data, written) = try MetadataFile.read(source)
            return Reading(
                metadata: try SamlMetadataReader.read(data, now: now), exchanges: [],
                age: max(0, now.timeIntervalSince(written)), written: written)
        }
        let (data, exchanges) = try await fetch(source)
        return Reading(
            metadata: try SamlMetadataReader.read(data, now: now), exchanges: exchanges, age: 0,
            written: nil)
    }

    private func fetch(_ source: String) async throws(MetadataProblem) -> (Data, [Exchange]) {
        var address = source
        var exchanges: [Exchange] = []
        for _ in 0...ProviderClient.redirects {
            let host = ProviderClient.host(address)
            let response: HTTPResponse
            do {
                let (answer, exchange) = try await get(address)
                exchanges.append(exchange)
                response = answer
            } catch {
                throw error
            }
            switch response.status {
            case 200: return (response.body, exchanges)
            case 301, 302, 303, 307, 308:
                guard let location = response.header("Location"), let base = URL(string: address),
                    let next = URL(string: location, relativeTo: base)?.absoluteString
                else { throw .refused(host: host, status: response.status) }
                guard WebAddress.isSameHost(address, next) else {
                    throw .redirected(host: host, to: ProviderClient.host(next))
                }
                address = next
            default: throw .refused(host: host, status: response.status)
            }
        }
        throw .redirectedTooOften(host: ProviderClient.host(source))
    }

    /// Whether a sign-in address answers over valid TLS: with which status, or why not.
    public func answers(_ address: String) async -> (result: Result<Int, MetadataProblem>, exchange: Exchange?) {
        if URLComponents(string: address)?.scheme?.lowercased() == "http" { return (.failure(.plain(address)), nil) }
        do throws(MetadataProblem) {
            let (response, exchange) = try await get(address)
            return (.success(response.status), exchange)
        } catch {
            // A page that is too long has answered.
            if case .tooLarge = error { return (.success(200), nil) }
            return (.failure(error), nil)
        }
    }

    private func get(_ address: String) async throws(MetadataProblem) -> (HTTPResponse, Exchange) {
        guard let parts = URLComponents(string: address), parts.scheme?.lowercased() == "https", parts.user == nil,
            let host = parts.host, !host.isEmpty
        else { throw .address(address) }
        var configuration = HTTPConfiguration()
        configuration.maximumBody = MetadataProblem.limit
        configuration.maximumHeaders = 64 * 1_024
        configuration.totalTimeout = totalTimeout
        if let anchor { configuration.trust = .anchors(anchor) }
        if standIn != nil { configuration.proxy = .none }
        let clock = ContinuousClock()
        let start = clock.now
        let response: HTTPResponse
        do throws(HTTPFailure) {
            response = try await HTTPClient(configuration).send(HTTPRequest(.get, try asked(address, parts)))
        } catch {
            switch error {
            case .tooLarge: throw .tooLarge
            case .badURL where standIn != nil && host.lowercased() != standIn?.host:
                throw .notOfRehearsal(host: host, own: standIn?.host ?? "")
            default: throw .unreachable(host: host, error)
            }
        }
        return (
            response,
            Exchange(
                method: "GET", path: parts.path.isEmpty ? "/" : parts.path, status: response.status, requestID: nil,
                milliseconds: Int((clock.now - start) / .milliseconds(1)))
        )
    }

    /// The address that is really asked: the stand-in's, where there is one.
    private func asked(_ address: String, _ parts: URLComponents) throws(HTTPFailure) -> String {
        guard let standIn else { return address }
        if WebAddress.isSameHost(address, standIn.address) { return address }
        guard parts.host?.lowercased() == standIn.host else { throw .badURL("not this rehearsal's provider") }
        return standIn.address + parts.percentEncodedPath + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
    }

    private static func host(_ address: String) -> String { URLComponents(string: address)?.host ?? address }
}
