import Foundation
import HTTPTypes
import Hummingbird

/// Takes every request of the simulated service: applies the faults that are armed, and hands it to the desk whose
/// path it is.
struct Responder: Sendable {
    let graph: GraphDesk
    let signIn: SignInDesk
    let faults: FaultProgram
    let now: @Sendable () -> Date

    func respond(to request: Request) async throws -> Response {
        let path = request.uri.path
        let isGraph = path.hasPrefix("/v1.0/")
        let effect = faults.effect(method: request.method.rawValue, path: path)
        if case .delay(let milliseconds) = effect { try await Task.sleep(for: .milliseconds(milliseconds)) }
        if case .status(let status, let retryAfter) = effect {
            return isGraph
                ? ResponseShapes.graphError(.fault(status, retryAfter: retryAfter), now: now())
                : signIn.fault(status, retryAfter: retryAfter)
        }
        if case .html = effect {
            return Response(
                status: .ok, headers: [.contentType: "text/html"],
                body: .init(byteBuffer: ByteBuffer(string: "<html><body>Please accept our terms.</body></html>")))
        }
        let isStale = if case .staleRead = effect { true } else { false }
        let response = isGraph ? await graph.answer(request, isStale: isStale) : await signIn.answer(request)
        let failure = ResponseShapes.graphError(.fault(500, retryAfter: nil), now: now())
        return Responder.apply(effect, to: response, failure: failure)
    }
}
