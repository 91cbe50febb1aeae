import Foundation
import Hummingbird

/// Spoils good answers as faults say.
enum FaultShaping {
    static func apply(_ effect: Fault.Effect?, to response: Response, failure: (Int) -> Response) -> Response {
        switch effect {
        case nil, .status, .delay, .hold, .late, .html, .staleRead, .repeatedObject, .expiredPage, .odd: response
        case .failureAfterEffect(let status): failure(status)
        case .wrongType: ResponseShapes.json(200, ["value": ["not", "what", "is", "documented", 7]])
        case .truncatedBody: cut(response, isReset: false)
        case .reset: cut(response, isReset: true)
        }
    }

    static let page = Response(
        status: .ok, headers: [.contentType: "text/html"],
        body: .init(byteBuffer: ByteBuffer(string: "<html><body>Please accept our terms.</body></html>")))

    private struct Cut: Error {}

    private static func cut(_ response: Response, isReset: Bool) -> Response {
        var response = response
        let length = response.body.contentLength ?? 0
        let body = response.body
        // A reset announces the whole length and ends early; a truncation says that the half is all there is.
        response.body = ResponseBody(contentLength: isReset ? length : length / 2) { writer in
            let half = HalfWriter()
            try await body.write(half)
            let bytes = half.buffer.getSlice(at: 0, length: length / 2) ?? ByteBuffer()
            try await writer.write(bytes)
            if isReset { throw Cut() }
            try await writer.finish(nil)
        }
        if !isReset { response.headers[.contentLength] = String(length / 2) }
        return response
    }
}

/// Collects a body instead of sending it.
private final class HalfWriter: ResponseBodyWriter {
    private(set) var buffer = ByteBuffer()

    func write(_ buffer: ByteBuffer) async throws { self.buffer.writeImmutableBuffer(buffer) }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
