import ArgumentParser
import Console
import Foundation

struct TrainerFault: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fault", abstract: "Arm a fault.",
        usage: "lockstep trainer <url> fault [<options>]",
        discussion: """
            Examples:
              … fault --match 'GET /v1.0/users' --status 429 --retry-after 2 --times 3
              … fault --match '* /v1.0/*' --delay 800ms --jitter 400ms
              … fault --match 'POST /v1.0/domains/*/federationConfiguration' --status 500 --phase after --times 1
              … fault --match 'POST /*/oauth2/v2.0/token' --status 503 --nth 2 --times 1
              … fault --match 'POST /v1.0/domains/*/federationConfiguration' --hold 12s --times 1
              … fault --match 'POST /v1.0/domains/*/federationConfiguration' --late 30s --times 1
              … fault --match 'GET /v1.0/domains' --stale 5m
              … fault --match 'GET /v1.0/users' --expire-page --times 1
              … fault --match 'GET /v1.0/domains' --odd nordwind.example --shows isVerified=null

            In a path * stands for any one part; a path means everything below it too, unless it ends in $.
            """)

    @ParentCommand var parent: Trainer

    @Option(help: ArgumentHelp("Method and path: 'GET /v1.0/users', '* /v1.0/domains$'.", valueName: "request"))
    var match: String
    @Option(help: ArgumentHelp("A name, to see it by.", valueName: "name")) var id: String?
    @Option(help: ArgumentHelp("Only what this app sends, by name or client id.", valueName: "app")) var client: String?
    @Flag(inversion: .prefixedNo, help: "Only inside batches, or only outside.") var insideBatch: Bool?
    @Option(help: "The first matching request that it meets.") var nth: Int?
    @Option(help: "How many requests it meets.") var times: Int?
    @Option(help: "How likely it meets one, 0 to 1.") var probability: Double?
    @Option(help: ArgumentHelp("Answer with this error.", valueName: "code")) var status: Int?
    @Option(help: ArgumentHelp("With this Retry-After.", valueName: "seconds")) var retryAfter: Int?
    @Option(help: ArgumentHelp("before or after the request takes effect.", valueName: "phase")) var phase: String?
    @Option(help: ArgumentHelp("Answer so late: 500ms, 3s.", valueName: "time")) var delay: String?
    @Option(help: ArgumentHelp("Give or take this much.", valueName: "time")) var jitter: String?
    @Option(help: ArgumentHelp("Let it take effect so late, even if whoever sent it is gone.", valueName: "time"))
    var hold: String?
    @Option(help: ArgumentHelp("Answer at once, and let Graph's change show so much later.", valueName: "time"))
    var late: String?
    @Option(help: ArgumentHelp("Answer reads as of so long ago.", valueName: "time")) var stale: String?
    @Flag(help: "Reset the connection in the middle of the answer.") var reset = false
    @Flag(help: "Send half a body as if it were whole.") var truncate = false
    @Flag(help: "Send JSON of another type.") var wrongType = false
    @Flag(help: "Send a web page.") var html = false
    @Flag(help: "Begin a list's next page with the last object of the one before.") var `repeat` = false
    @Flag(help: "Say of a list's next page that it was asked for too late.") var expirePage = false
    @Option(help: ArgumentHelp("Show this object with values that don't belong there.", valueName: "object"))
    var odd: String?
    @Option(help: ArgumentHelp("What it shows: isVerified=null; several times.", valueName: "property=value"))
    var shows: [String] = []

    private struct Fault: Encodable {
        let match: String
        let id: String?
        let client: String?
        let insideBatch: Bool?
        let nth: Int?
        let times: Int?
        let probability: Double?
        let status: Int?
        let retryAfter: Int?
        let phase: String?
        let delay: String?
        let jitter: String?
        let hold: String?
        let late: String?
        let stale: String?
        let reset: Bool?
        let truncate: Bool?
        let wrongType: Bool?
        let html: Bool?
        let `repeat`: Bool?
        let expirePage: Bool?
        let odd: [String: OddValue]?

        enum CodingKeys: String, CodingKey {
            case match, id, client, nth, times, probability, status, phase, delay, jitter, hold, late, stale, reset,
                truncate, html, `repeat`, odd
            case insideBatch = "inside-batch"
            case retryAfter = "retry-after"
            case wrongType = "wrong-type"
            case expirePage = "expire-page"
        }
    }

    /// A value as it stands in JSON; whatever is none is a text.
    enum OddValue: Encodable, Equatable {
        case null
        case bool(Bool)
        case int(Int)
        case text(String)

        init(_ text: some StringProtocol) {
            self =
                text == "null"
                ? .null : Bool(String(text)).map(Self.bool) ?? Int(text).map(Self.int) ?? .text(String(text))
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .null: try container.encodeNil()
            case .bool(let value): try container.encode(value)
            case .int(let value): try container.encode(value)
            case .text(let value): try container.encode(value)
            }
        }
    }

    /// The object and what it shows; nil without one.
    private func oddObject() throws -> [String: OddValue]? {
        guard let odd else {
            if shows.isEmpty { return nil }
            throw ValidationError("--shows says how an object is odd: name the object with --odd.")
        }
        var values = ["of": OddValue.text(odd)]
        for shown in shows {
            let parts = shown.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw ValidationError("--shows is a property and its value, such as isVerified=null, not \(shown)")
            }
            values[String(parts[0])] = OddValue(parts[1])
        }
        return values
    }

    private struct Armed: Decodable {
        let armed: String
        let id: String
    }

    func run() async throws {
        let fault = Fault(
            match: match, id: id, client: client, insideBatch: insideBatch, nth: nth, times: times,
            probability: probability, status: status, retryAfter: retryAfter, phase: phase, delay: delay,
            jitter: jitter, hold: hold, late: late, stale: stale, reset: reset ? true : nil,
            truncate: truncate ? true : nil,
            wrongType: wrongType ? true : nil, html: html ? true : nil, repeat: `repeat` ? true : nil,
            expirePage: expirePage ? true : nil, odd: try oddObject())
        let answer = try await parent.target.client().send(.post, "faults", fault, as: Armed.self)
        Screen().line("Armed \(answer.id): \(answer.armed)")
    }
}

struct TrainerFaults: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faults", abstract: "List the faults, or disarm all.",
        usage: "lockstep trainer <url> faults [<options>]")

    @ParentCommand var parent: Trainer
    @Flag(help: "Disarm them all.") var clear = false
    @OptionGroup var output: FormatOptions<ListFormat>

    func run() async throws {
        let answer = try await parent.target.client().send(clear ? .delete : .get, "faults", as: ArmedFaults.self)
        let screen = Screen()
        if output.isJSON { return screen.line(try JSONText.document(answer)) }
        TrainerStatus.show(answer.faults, screen)
    }
}
