import Foundation
import HTTPTransport

/// Whether a host answers at all, before anybody signs in.
public struct Reachability: Sendable {
    /// How an address answered, or why it didn't.
    public struct Response: Sendable {
        public let status: Int
        /// The server's clock against ours: positive where ours is behind. Seconds; nil where it says none.
        public let clockDifference: TimeInterval?
        public let body: Data
    }

    private let http: HTTPClient

    public init(endpoints: TenantEndpoints, configuration: HTTPConfiguration = HTTPConfiguration()) {
        http = HTTPClient(endpoints.configured(configuration))
    }

    /// Asks without a token.
    public func ask(_ url: String) async -> Result<Response, TenantFault> {
        let before = Date()
        let response: HTTPResponse
        do {
            response = try await http.send(HTTPRequest(.get, url, headers: [("Accept", "application/json")]))
        } catch {
            return .failure(.transport(error))
        }
        let difference = ClockDifference.least(response.header("Date"), asked: before, answered: Date())
        return .success(Response(status: response.status, clockDifference: difference, body: response.body))
    }
}
