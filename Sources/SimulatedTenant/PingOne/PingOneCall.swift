import Foundation

/// One request to the propagation API.
struct PingOneCall: Sendable {
    let parameters: [String]
    let body: JSON
    let environmentID: String
    let origin: String
    let now: Date

    var time: String { now.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true)) + "Z" }

    func text(_ key: String) throws(PingOneError) -> String {
        guard let text = body[key].string, !text.isEmpty else {
            throw .invalid(key, "REQUIRED_VALUE", "\(key) must not be empty")
        }
        return text
    }
}
