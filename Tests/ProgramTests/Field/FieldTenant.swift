import Foundation
import Synchronization
import TestSupport

@testable import SimulatedTenant

/// A tenant as it may be met in the field, with the services beside it, on loopback over TLS: written apart from the
/// simulated one, so that the program isn't judged by its own idea of Graph. And somebody's folder, with the settings
/// that lead there.
final class FieldTenant: Sendable {
    /// Touched by the one thread that answers, and by nobody else.
    private final class Box: @unchecked Sendable {
        var service: FieldService
        init(_ state: FieldState) { service = FieldService(state: state) }
    }

    /// One for all: what a certificate is made of is no case's matter.
    private static let identity = Result {
        let authority = try RehearsalAuthority(now: Date())
        return ServerIdentity(pem: authority.serverCertificate + "\n" + authority.serverKey, anchor: authority.anchor)
    }

    private let server: HandMadeServer
    private let folder: TemporaryFolder
    private let environment: [String: String]
    private let writes: Writes

    /// What was asked to be changed, in order.
    private final class Writes: Sendable {
        let all = Mutex<[String]>([])
    }

    init(_ change: (inout FieldState) -> Void = { _ in }) throws {
        var state = FieldState()
        change(&state)
        let (box, writes) = (Box(state), Writes())
        server = try HandMadeServer(as: try Self.identity.get()) { request in
            let asked = FieldRequest(request)
            if request.method != "GET", asked.path.first == "domains" {
                writes.all.withLock { $0.append("\(request.method) /\(asked.path.joined(separator: "/"))") }
            }
            return box.service.answer(asked).data
        }
        self.writes = writes
        folder = try TemporaryFolder()
        let anchor = folder.url.appending(path: "ca.pem")
        try server.anchor.write(to: anchor)
        environment = [
            "AZURE_AUTHORITY_HOST": server.address, "AZURE_TENANT_ID": FieldState.tenant,
            "AZURE_CLIENT_ID": FieldState.client, "AZURE_CLIENT_SECRET": "f1eld~secret",
            "LOCKSTEP_GRAPH": server.address, "LOCKSTEP_PINGONE": server.address, "LOCKSTEP_SCIM_TOKEN": "scim-token",
            "PINGONE_ENVIRONMENT_ID": FieldPingOne.environment, "PINGONE_CLIENT_ID": "worker",
            "PINGONE_CLIENT_SECRET": "worker-secret", "SSL_CERT_FILE": anchor.path, "NO_COLOR": "1", "COLUMNS": "300",
        ]
    }

    /// Where its SCIM service is.
    var scim: String { server.address + "/scim/v2" }

    /// What the program asked to have changed of domains.
    var written: [String] { writes.all.withLock { $0 } }

    /// - Returns: the path of a file that was exported just now.
    func file(_ name: String, _ text: String) throws -> String {
        let url = folder.url.appending(path: name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: true, encoding: .utf8)
        return url.path
    }

    func run(_ arguments: [String], input: String = "") async throws -> Program.Result {
        try await blocking { [folder, environment] in
            try Program.run(arguments, store: folder.url, input: input, environment: environment)
        }
    }
}
