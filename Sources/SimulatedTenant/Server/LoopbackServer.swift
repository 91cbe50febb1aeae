import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOPosix
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
        let builder = try HTTPServerBuilder.http2Upgrade(
            tlsConfiguration: tls, configuration: .init(gracefulCloseTimeout: .seconds(1)))
        let server = try builder.buildServer(
            configuration: .init(address: .hostname("127.0.0.1", port: port)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger
        ) { request, writer, _ in
            let response = await LoopbackServer.answer(to: request, by: responder)
            try await writer.write(response: response.head, body: response.body)
        } onServerRunning: { channel in
            found.yield(channel.localAddress?.port ?? 0)
            found.finish()
        }
        let service = ServiceGroup(configuration: .init(services: [server], logger: logger))
        let thread = SerialThread("lockstep.simulated-tenant")
        let run = Task(executorPreference: thread) {
            defer {
                found.finish()
                // Requests are answered on it: it stays until the last one is.
                withExtendedLifetime(thread) {}
            }
            try await service.run()
        }
        for await port in ports where port > 0 {
            return LoopbackServer(port: port, anchor: authority.anchor, service: service)
        }
        try await run.value
        throw CancellationError()
    }

    /// With the moment of the answer, which clients compare their clocks with. (The one that Hummingbird's `Application` puts
    /// there is kept by a timer, and a timer may be late.)
    private static func answer(to request: Request, by responder: Responder) async -> Response {
        var request = request
        var response: Response
        do {
            // Even what is refused by its head is read to its end first: libcurl, answered before it has sent a body, ends the
            // stream without it, which is short of the length that it gave, and NIO closes the connection for that, with
            // whatever else is on its way.
            guard (try? await request.collectBody(upTo: GraphDesk.maximumBody)) != nil else {
                return Response(status: .contentTooLarge)
            }
            response = try await responder.respond(to: request)
        } catch {
            response = Response(status: .internalServerError)
        }
        response.headers[.date] = HTTPDate.text(Date())
        return response
    }

    func stop() async {
        // Never by cancelling: NIO's HTTP/2 traps when streams arrive at a handler that was cancelled.
        await service.triggerGracefulShutdown()
    }
}
