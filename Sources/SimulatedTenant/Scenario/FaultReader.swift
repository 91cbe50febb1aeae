import Foundation
import YAMLDocument

/// Reads a fault, from a scenario or from a trainer's request: JSON is YAML too.
struct FaultReader {
    let problems: ProblemCollector
    /// What the tenant holds, where it is known: a trainer's request comes without.
    var names: ScenarioNames?

    private static let methods = ["GET", "POST", "PATCH", "PUT", "DELETE"]

    /// `GET /v1.0/users` as its parts; `*` is any method.
    static func request(_ text: String) -> (method: String?, path: PathPattern)? {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts[1].hasPrefix("/") else { return nil }
        let method = parts[0].uppercased()
        guard method == "*" || methods.contains(method) else { return nil }
        return (method == "*" ? nil : method, PathPattern(parts[1]))
    }

    /// Reads a trainer's fault.
    static func parse(_ text: String) throws(Problems) -> Fault {
        let problems = ProblemCollector()
        problems.register(file: "fault", text: text)
        let fault = FaultReader(problems: problems).fault(try YAMLDocument.parse(text, file: "fault"), name: "fault-1")
        try problems.check()
        return fault
    }

    /// - Parameter name: of one that has no id.
    func fault(_ node: YAMLNode, name: String) -> Fault {
        let reader = MappingReader(node, "a fault", problems: problems)
        let id = reader.optionalText("id") ?? name
        let match = reader.text("match")
        let request = FaultReader.request(match)
        if request == nil, !match.isEmpty {
            problems.report(
                "\"match\" is a method (or *) and a path, such as \"GET /v1.0/users\"", at: reader.location(of: "match")
            )
        }
        var fault = Fault(
            id: id, method: request?.method, path: request?.path ?? PathPattern("/"),
            client: reader.optionalText("client"), effect: effect(reader))
        if reader.node("inside-batch") != nil { fault.insideBatch = reader.flag("inside-batch", default: true) }
        fault.from = positive("nth", reader) ?? 1
        fault.times = positive("times", reader) ?? .max
        fault.after = span("after", reader)
        fault.until = span("until", reader)
        if let text = reader.optionalText("probability") {
            if let probability = Double(text), (0...1).contains(probability) {
                fault.probability = probability
            } else {
                problems.report("\"probability\" must be from 0 to 1", at: reader.location(of: "probability"))
            }
        }
        if fault.effect.isOfReads, let method = request?.method, method != "GET" {
            problems.report(
                "\(method) reads nothing: \"repeat\", \"expire-page\" and \"odd\" change what GET (or *) is answered",
                at: reader.location(of: "match"))
        }
        reader.finish()
        return fault
    }

    private func positive(_ key: String, _ reader: MappingReader) -> Int? {
        reader.integer(key, in: 1...1_000_000_000)
    }

    private func span(_ key: String, _ reader: MappingReader) -> TimeInterval? {
        guard let text = reader.optionalText(key) else { return nil }
        if let seconds = Span.parse(text) { return seconds }
        problems.report("\"\(key)\" must be a time such as 90s, 10m or 2h", at: reader.location(of: key))
        return nil
    }

    private func effect(_ reader: MappingReader) -> Fault.Effect {
        var effects: [Fault.Effect] = []
        let retryAfter = reader.integer("retry-after")
        let phase = reader.optionalText("phase") ?? "before"
        if !["before", "after"].contains(phase) {
            problems.report("\"phase\" is before or after", at: reader.location(of: "phase"))
        }
        if let status = reader.integer("status") {
            if !(400...599).contains(status) {
                problems.report("\"status\" must be from 400 to 599", at: reader.location(of: "status"))
            }
            effects.append(
                phase == "after" ? .failureAfterEffect(status: status) : .status(status, retryAfter: retryAfter))
        }
        let jitter = span("jitter", reader) ?? 0
        if let delay = span("delay", reader) {
            effects.append(.delay(milliseconds: Int(delay * 1_000), jitter: Int(jitter * 1_000)))
        }
        if let wait = span("hold", reader) { effects.append(.hold(milliseconds: Int(wait * 1_000))) }
        if let seconds = span("late", reader) { effects.append(.late(seconds)) }
        if let lag = span("stale", reader) { effects.append(.staleRead(lag: lag)) }
        if reader.flag("reset", default: false) { effects.append(.reset) }
        if reader.flag("truncate", default: false) { effects.append(.truncatedBody) }
        if reader.flag("wrong-type", default: false) { effects.append(.wrongType) }
        if reader.flag("html", default: false) { effects.append(.html) }
        if reader.flag("repeat", default: false) { effects.append(.repeatedObject) }
        if reader.flag("expire-page", default: false) { effects.append(.expiredPage) }
        if let node = reader.node("odd") { effects.append(.odd(oddObject(node))) }
        if effects.count != 1 {
            problems.report(
                "a fault has one effect: status, delay, hold, late, stale, reset, truncate, wrong-type, html, repeat, "
                    + "expire-page or odd", at: reader.location)
        }
        return effects.first ?? .status(500)
    }

    /// `{ of: nordwind.example, isVerified: null }`: which object, and what it shows.
    private func oddObject(_ node: YAMLNode) -> OddObject {
        let reader = MappingReader(node, "an odd object", problems: problems)
        let name = reader.text("of")
        let shown = reader.allEntries.filter { $0.key != "of" }
        for entry in shown where entry.key == "id" || !GraphSchema.properties.contains(entry.key) {
            let hint = Suggestion.hint(for: entry.key, in: GraphSchema.properties.sorted())
            problems.report(
                entry.key == "id"
                    ? "an odd object keeps its id, by which it is known"
                    : "nothing that Graph serves here has a property \"\(entry.key)\"\(hint)", at: entry.keyLocation)
        }
        if shown.isEmpty {
            problems.report("an odd object needs a property to be odd, such as isVerified: null", at: reader.location)
        }
        checkName(name, at: reader.location(of: "of"))
        return OddObject(
            name: name, values: Dictionary(shown.map { ($0.key, FaultText.json($0.value)) }) { $1 })
    }

    /// Only what reads as a domain or as a person's name is known to be one; apps and groups are called anything.
    private func checkName(_ name: String, at location: SourceLocation) {
        guard let names else { return }
        let parts = name.split(separator: "@")
        guard parts.count <= 2, let domain = parts.last, name.wholeMatch(of: /[^\s]+\.[A-Za-z]+/) != nil else { return }
        if parts.count == 1 || names.isPopulated {
            names.checkDomain(String(domain), at: location, problems)
        } else {
            names.checkUser(name, at: location, problems)
        }
    }
}
