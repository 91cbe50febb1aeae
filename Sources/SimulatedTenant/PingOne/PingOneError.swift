/// An error in PingOne's shape.
struct PingOneError: Error {
    let status: Int
    let code: String
    let message: String
    var detail: JSON?

    static let accessFailed = PingOneError(
        status: 401, code: "ACCESS_FAILED",
        message: "The request could not be completed. You do not have access to "
            + "this resource.")

    static func notFound(_ what: String) -> PingOneError {
        PingOneError(status: 404, code: "NOT_FOUND", message: "The requested resource (\(what)) was not found.")
    }

    static func notServed(_ what: String) -> PingOneError {
        PingOneError(
            status: 501, code: "simulator_not_implemented", message: "The simulated tenant doesn't serve \(what).")
    }

    static func invalid(_ target: String, _ code: String, _ message: String) -> PingOneError {
        PingOneError(
            status: 400, code: "INVALID_DATA",
            message: "The request could not be completed. One or more validation errors were in the request.",
            detail: ["code": .string(code), "target": .string(target), "message": .string(message)])
    }
}
