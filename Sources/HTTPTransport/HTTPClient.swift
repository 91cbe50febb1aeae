/// libcurl behind one `send`: connections are kept and shared (HTTP/2 where offered), redirects are not followed,
/// TLS 1.2 or later, certificates always verified, a limit on everything.
public final class HTTPClient: Sendable {
    private let driver = Driver()
    private let configuration: HTTPConfiguration

    public init(_ configuration: HTTPConfiguration = HTTPConfiguration()) {
        self.configuration = configuration
    }

    deinit { driver.shutDown() }

    /// Sends one request and waits for the whole answer. Cancelling the task ends the transfer at once.
    /// - Throws: `HTTPFailure` when no whole answer came; an error status is an answer.
    public func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        SentSecrets.note(request)
        let id = driver.newID()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                driver.start(
                    Transfer(id: id, request: request, configuration: configuration, continuation: continuation))
            }
        } onCancel: {
            driver.cancel(id)
        }
        driver.forget(id)
        return try result.get()
    }
}
