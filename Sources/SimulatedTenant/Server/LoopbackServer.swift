import Foundation
import Hummingbird
import HummingbirdHTTP2
import Logging
import NIOSSL
import ServiceLifecycle

/// An HTTPS server on loopback, HTTP/1.1 and HTTP/2, with a certificate from an authority that is made for it.
final class LoopbackServer: Sendable {
    let port: Int
    let anchor: Data
    private let service: ServiceGroup

    private init(port: Int, anchor: Data, service: ServiceGroup) {
        self.port = port
        self.anchor = anchor
        self.service = service
    }

    static func start(_ responder: Responder, port: Int) async throws -> LoopbackServer {
        let authority = try RehearsalAuthority(now: Date())
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(authority.serverCertificate.utf8)).map {
                .certificate($0)
            }, privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(authority.serverKey.utf8), format: .pem)))
        tls.minimumTLSVersion = .tlsv12
        // The server's own chatter belongs to nobody's conversation.
        let logger = Logger(label: "lockstep.simulated-tenant") { _ in SwiftLogNoOpLogHandler() }
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in try await responder.respond(to: request)
            },
            server: try .http2Upgrade(
                tlsConfiguration: tls, configuration: .init(gracefulCloseTimeout: .seconds(1))),
            configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil),
            onServerRunning: { channel in
                found.yield(channel.localAddress?.port ?? 0)
                found.finish()
            }, logger: logger)
        let service = ServiceGroup(configuration: .init(services: [application], logger: logger))
        let run = Task(executorPreference: ServingThreads.shared) {
            defer { found.finish() }
            try await service.run()
        }
        for await port in ports where port > 0 {
            return LoopbackServer(port: port, anchor: authority.anchor, service: service)
        }
        try await run.value
        throw CancellationError()
    }

    func stop() async {
        // Never by cancelling: NIO's HTTP/2 traps when streams arrive at a handler that was cancelled.
        await service.triggerGracefulShutdown()
    }
}
