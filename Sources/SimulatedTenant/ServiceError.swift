/// An error as the simulated service answers it, in Graph's shape.
struct ServiceError: Error {
    let status: Int
    let code: String
    let message: String
    var retryAfter: Int?

    init(_ status: Int, _ code: String, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    static func badRequest(_ message: String) -> ServiceError { .init(400, "Request_BadRequest", message) }

    static func notFound(_ id: String) -> ServiceError {
        .init(
            404, "Request_ResourceNotFound",
            "Resource '\(id)' does not exist or one of its queried reference-property objects are not present.")
    }

    /// What the service says when a fault is armed.
    static func fault(_ status: Int, retryAfter: Int?) -> ServiceError {
        let (code, message) =
            switch status {
            case 401: ("InvalidAuthenticationToken", "Access token has expired or is not yet valid.")
            case 403: ("Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
            case 429: ("TooManyRequests", "Too many requests.")
            case 503: ("serviceNotAvailable", "The service is temporarily unavailable.")
            default: ("InternalServerError", "An unexpected error occurred.")
            }
        var error = ServiceError(status, code, message)
        error.retryAfter = retryAfter
        return error
    }

    /// A list's next page was asked for too late; its beginning can be read again.
    static let expiredPage = ServiceError(
        400, "Directory_ExpiredPageToken",
        "The specified page token value has expired and can no longer be included in your request.")

    static let denied = ServiceError(
        403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
}
