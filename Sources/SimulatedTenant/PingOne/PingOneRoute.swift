/// One operation of the propagation API.
struct PingOneRoute: Sendable {
    typealias Handler = @Sendable (PingOneCall, inout Transaction) throws(PingOneError) -> Reply

    let method: String
    let text: String
    private let pattern: [Substring]
    let handler: Handler

    init(_ method: String, _ text: String, _ handler: @escaping Handler) {
        self.method = method
        self.text = text
        pattern = text.split(separator: "/")
        self.handler = handler
    }

    func match(_ segments: [String]) -> [String]? {
        guard segments.count == pattern.count else { return nil }
        var parameters: [String] = []
        for (segment, part) in zip(segments, pattern) {
            if part.first == "{" { parameters.append(segment) } else if segment != part { return nil }
        }
        return parameters
    }
}
