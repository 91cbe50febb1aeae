import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOPosix
import ServiceLifecycle
import SimulatedTenant
import Synchronization
import Tenant

/// Waits on this machine's loopback address for a browser that comes back from a sign-in (RFC 8252, section 7.3). It says
/// nothing to the browser of what came with it, and takes what belongs to this sign-in and nothing else.
final class RedirectListener: Sendable {
    let port: Int
    private let service: ServiceGroup
    private let desk: Desk

    /// Who judges what comes, and who waits for it.
    private final class Desk: Sendable {
        private struct State {
            var judge: (@Sendable (String) -> BrowserLanding)?
            var waiting: AsyncStream<BrowserLanding>.Continuation?
        }
        private let state = Mutex(State())

        func wait(_ judge: @escaping @Sendable (String) -> BrowserLanding) -> AsyncStream<BrowserLanding> {
            let (stream, continuation) = AsyncStream.makeStream(of: BrowserLanding.self)
            state.withLock { ($0.judge, $0.waiting) = (judge, continuation) }
            return stream
        }

        func take(_ target: String) -> BrowserLanding? {
            let (judge, waiting) = state.withLock { ($0.judge, $0.waiting) }
            guard let judge, target.contains("?") else { return nil }
            let landing = judge(target)
            if case .other = landing { return landing }
            waiting?.yield(landing)
            waiting?.finish()
            return landing
        }

        func finish() { state.withLock { $0.waiting }?.finish() }
    }

    private init(port: Int, service: ServiceGroup, desk: Desk) {
        (self.port, self.service, self.desk) = (port, service, desk)
    }

    static func start() async throws -> RedirectListener {
        // The server's own chatter belongs to nobody's sign-in.
        let logger = Logger(label: "lockstep.redirect") { _ in SwiftLogNoOpLogHandler() }
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let desk = Desk()
        let server = try HTTPServerBuilder.http1().buildServer(
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger
        ) { request, writer, _ in
            let response = RedirectListener.answer(to: request, desk)
            try await writer.write(response: response.head, body: response.body)
        } onServerRunning: { channel in
            found.yield(channel.localAddress?.port ?? 0)
            found.finish()
        }
        let service = ServiceGroup(configuration: .init(services: [server], logger: logger))
        let run = Task {
            defer { found.finish() }
            try await service.run()
        }
        for await port in ports where port > 0 {
            return RedirectListener(port: port, service: service, desk: desk)
        }
        try await run.value
        throw CancellationError()
    }

    func landings(_ judge: @escaping @Sendable (String) -> BrowserLanding) -> AsyncStream<BrowserLanding> {
        desk.wait(judge)
    }

    func stop() async {
        desk.finish()
        await service.triggerGracefulShutdown()
    }

    private static func answer(to request: Request, _ desk: Desk) -> Response {
        guard request.method == .get, request.uri.path == "/" else { return Response(status: .notFound) }
        switch desk.take(request.uri.string) {
        case .code: return page(.ok, "Signed in", "Lockstep goes on in the terminal. You may close this page.")
        case .refused: return page(.ok, "Not signed in", "The terminal says why. You may close this page.")
        case .other, nil:
            return page(
                .badRequest, "Not this sign-in", "Lockstep waits for another one: open the address that it shows.")
        }
    }

    /// - Parameter text: ours; nothing that came with the request is shown.
    private static func page(_ status: HTTPResponse.Status, _ title: String, _ text: String) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentSecurityPolicy: "default-src 'none'",
                .cacheControl: "no-store", .connection: "close",
            ],
            body: .init(
                byteBuffer: ByteBuffer(string: "<!doctype html><title>\(title)</title><h1>\(title)</h1><p>\(text)")))
    }
}
