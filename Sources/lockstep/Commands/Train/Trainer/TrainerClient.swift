import ArgumentParser
import Foundation
import HTTPTransport

/// The trainer's controls of a simulated tenant that runs elsewhere.
struct TrainerClient {
    private let address: String
    private let key: String
    private let client: HTTPClient

    /// Finds the key and the certificate authority where `lockstep simulate` and `lockstep rehearse` export them.
    init(_ url: String) throws {
        let environment = ProcessInfo.processInfo.environment
        guard let parsed = URL(string: url), parsed.scheme == "https", parsed.host() != nil else {
            throw InputProblem("\(url) is no address of a simulated tenant: it begins with https://")
        }
        guard let key = environment["LOCKSTEP_TRAINER_KEY"], !key.isEmpty else {
            throw InputProblem(
                "the trainer's key is missing: load the exports of the simulated tenant first (. PATH/simulated.env), "
                    + "or set LOCKSTEP_TRAINER_KEY to the key that was printed at its start")
        }
        var configuration = HTTPConfiguration()
        if let path = environment["SSL_CERT_FILE"], !path.isEmpty {
            // Every authority that a system trusts makes a file of some hundred KiB.
            configuration.trust = .anchors(try BoundedFile.data(path, limit: 4 * 1_048_576))
        }
        configuration.totalTimeout = 300
        // A million accounts.
        configuration.maximumBody = 512 * 1_048_576
        address = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.key = key
        client = HTTPClient(configuration)
    }

    /// Sends one command and decodes what comes.
    func send<Answer: Decodable>(
        _ method: HTTPRequest.Method, _ path: String, _ body: some Encodable = Nothing?.none, as type: Answer.Type
    ) async throws -> Answer {
        let data = try await send(method, path, try JSONEncoder().encode(body))
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw Refusal("\(address) answered something else than a simulated tenant does.")
        }
    }

    func send(_ method: HTTPRequest.Method, _ path: String, _ body: Data) async throws -> Data {
        let response: HTTPResponse
        do {
            response = try await client.send(
                HTTPRequest(
                    method, "\(address)/trainer/\(path)",
                    headers: [("Authorization", "Bearer \(key)"), ("Content-Type", "application/json")],
                    body: method == .get || method == .delete ? nil : body))
        } catch {
            throw Refusal(
                "\(address) can't be reached: \(error). Is the simulated tenant still running, and does SSL_CERT_FILE "
                    + "name its certificate authority?")
        }
        guard response.status == 200 else {
            let refusal = try? JSONDecoder().decode(ServiceError.self, from: response.body)
            throw Refusal(refusal?.error.message ?? "\(address) answered \(response.status).")
        }
        return response.body
    }

    struct Nothing: Codable {}

    private struct ServiceError: Decodable {
        struct Detail: Decodable {
            let message: String
        }
        let error: Detail
    }
}
