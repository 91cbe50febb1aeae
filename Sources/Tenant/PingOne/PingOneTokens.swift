import Foundation
import HTTPTransport

/// A worker application's tokens: an hour each, in memory only.
actor PingOneTokens {
    private let endpoints: PingOneEndpoints
    private let worker: PingOneWorker
    private let http: HTTPClient
    private let now: @Sendable () -> Date
    private var token: (value: String, expires: Date)?
    /// How the application proves itself is its own setting; the first way that works is kept.
    private var usesBasic: Bool?

    init(
        endpoints: PingOneEndpoints, worker: PingOneWorker, http: HTTPClient, now: @escaping @Sendable () -> Date
    ) {
        self.endpoints = endpoints
        self.worker = worker
        self.http = http
        self.now = now
    }

    func token() async throws(PingOneFault) -> String {
        if let token, token.expires > now().addingTimeInterval(120) { return token.value }
        let fresh = try await fetch()
        token = fresh
        return fresh.value
    }

    func discard(_ value: String) {
        if token?.value == value { token = nil }
    }

    private func fetch() async throws(PingOneFault) -> (value: String, expires: Date) {
        if let usesBasic { return try await fetch(basic: usesBasic) }
        do throws(PingOneFault) {
            let token = try await fetch(basic: true)
            usesBasic = true
            return token
        } catch {
            guard case .refused(_, code: "invalid_client", _, _) = error else { throw error }
            let token = try await fetch(basic: false)
            usesBasic = false
            return token
        }
    }

    struct TokenResponse: Decodable {
        let accessToken: String
        let expiresIn: Double?

        private enum CodingKeys: String, CodingKey {
            case accessToken = "access_token"
            case expiresIn = "expires_in"
        }
    }

    private func fetch(basic: Bool) async throws(PingOneFault) -> (value: String, expires: Date) {
        var form = [("grant_type", "client_credentials")]
        var headers = [(name: "Content-Type", value: "application/x-www-form-urlencoded")]
        if basic {
            let pair = "\(FormEncoding.encode(worker.clientID)):\(FormEncoding.encode(worker.secret))"
            headers.append((name: "Authorization", value: "Basic \(Data(pair.utf8).base64EncodedString())"))
        } else {
            form += [("client_id", worker.clientID), ("client_secret", worker.secret)]
        }
        let url = "\(endpoints.authority)/\(FormEncoding.encode(endpoints.environmentID))/as/token"
        let response: HTTPResponse
        do {
            response = try await http.send(
                HTTPRequest(.post, url, headers: headers, body: Data(FormEncoding.encode(form).utf8)))
        } catch {
            throw .transport(error)
        }
        guard response.status == 200 else { throw PingOneFault.read(response) }
        guard let answer = try? JSONDecoder().decode(TokenResponse.self, from: response.body),
            !answer.accessToken.isEmpty
        else { throw .unexpected("the sign-in's answer holds no token") }
        return (answer.accessToken, now().addingTimeInterval(OutsideTime.life(answer.expiresIn ?? 3_600)))
    }
}
