import Foundation
import HTTPTypes
import Hummingbird

/// Takes every request of the simulated service: carries out what is due, applies the faults that are armed, and hands
/// it to the desk whose path it is.
struct Responder: Sendable {
    let graph: GraphDesk
    let signIn: SignInDesk
    let pingOne: PingOneDesk
    let provider: ProviderDesk
    let trainer: TrainerDesk
    let log: RequestLog

    private enum Desk {
        case graph, signIn, pingOne, provider

        init(_ path: String) {
            self =
                path.hasPrefix("/v1.0/")
                ? .graph
                : PingOneDesk.serves(path)
                    ? .pingOne : ProviderDesk.serves(path) ? .provider : .signIn
        }
    }

    func respond(to request: Request) async throws -> Response {
        let path = request.uri.path
        // The trainer is outside of the world: nothing goes wrong there, and nothing is logged.
        if path.hasPrefix("/trainer/") { return await trainer.answer(request) }
        let desk = Desk(path)
        let token = await bearer(request)
        await settle()
        let client = token.map { ($0.appid, $0.appDisplayName) }
        let met = graph.faults.meet(
            .init(
                method: request.method.rawValue, path: path, client: client,
                isLaterPage: desk == .graph && Responder.isLaterPage(request)))
        if let met { await graph.directory.note(met) }
        let response = try await answer(request, desk, token, met?.fault.effect)
        log.add(
            at: graph.now, request.method.rawValue, Responder.logged(request), client: client?.1 ?? "",
            command: request.headers[.commandName], status: response.status.code, fault: met?.fault.id)
        return response
    }

    /// Without what comes after a question mark at sign-in: it may hold what nobody else should read.
    private static func logged(_ request: Request) -> String {
        guard let query = request.uri.query, request.uri.path.hasPrefix("/v1.0/") else { return request.uri.path }
        return "\(request.uri.path)?\(query)"
    }

    private static func isLaterPage(_ request: Request) -> Bool {
        // Asked of every request, so the whole query is taken apart only where it may be so.
        guard request.method == .get, let query = request.uri.query, query.contains("skiptoken") else { return false }
        return ResponseShapes.parameters(query)["$skiptoken"] != nil
    }

    private func bearer(_ request: Request) async -> TokenIssuer.AccessToken? {
        guard let header = request.headers[.authorization], header.hasPrefix("Bearer ") else { return nil }
        return await signIn.issuer.open(String(header.dropFirst(7)))
    }

    /// Carries out what is due before anybody looks.
    private func settle() async {
        guard !graph.injects.injects.isEmpty || graph.directory.hasLateChanges else { return }
        await graph.directory.change { tenant in
            LateChanges.settle(&tenant, at: graph.now)
            graph.injects.settle(&tenant)
        }
    }

    private func answer(
        _ request: Request, _ desk: Desk, _ token: TokenIssuer.AccessToken?, _ effect: Fault.Effect?
    ) async throws -> Response {
        switch effect {
        case .status(let status, let retryAfter): return failure(desk, status, retryAfter: retryAfter)
        case .html: return FaultShaping.page
        case .delay(let milliseconds, let jitter):
            try await Task.sleep(for: .milliseconds(graph.faults.lateness(milliseconds, jitter: jitter)))
        case .hold(let milliseconds):
            // The connection may end before the request takes effect; its body was read whole.
            return await Task.detached {
                try? await Task.sleep(for: .milliseconds(milliseconds))
                await settle()
                return await serve(request, desk, token, effect)
            }.value
        default: break
        }
        let response = await serve(request, desk, token, effect)
        return FaultShaping.apply(effect, to: response) { failure(desk, $0, retryAfter: nil) }
    }

    private func serve(
        _ request: Request, _ desk: Desk, _ token: TokenIssuer.AccessToken?, _ effect: Fault.Effect?
    ) async -> Response {
        switch desk {
        case .graph: await graph.answer(request, token: token, effect: effect)
        case .pingOne: await pingOne.answer(request)
        case .provider: await provider.answer(request)
        case .signIn: await signIn.answer(request)
        }
    }

    /// A fault in the shape of the service that it happens to.
    private func failure(_ desk: Desk, _ status: Int, retryAfter: Int?) -> Response {
        switch desk {
        case .graph: ResponseShapes.graphError(.fault(status, retryAfter: retryAfter), now: graph.now)
        case .pingOne: PingOneDesk.fault(status, retryAfter: retryAfter)
        case .provider: ProviderDesk.text(status, "The page can't be shown.\n")
        case .signIn: signIn.fault(status, retryAfter: retryAfter)
        }
    }
}
