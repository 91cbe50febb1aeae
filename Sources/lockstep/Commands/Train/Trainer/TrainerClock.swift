import ArgumentParser
import Console

struct TrainerClock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Read or change the simulated time.",
        usage: "lockstep trainer <url> clock [<action>] [<value>]",
        discussion: """
            Examples:
              … clock                 what time it is
              … clock advance 10m     ten minutes pass at once
              … clock scale 60        an hour passes in a minute
              … clock stop            time stands still
              … clock run             one second a second again
            """)

    enum Action: String, ExpressibleByArgument, CaseIterable {
        case advance, scale, stop, run
    }

    @ParentCommand var parent: Trainer
    @Argument(help: "advance, scale, stop or run.") var action: Action?
    @Argument(help: "For advance a time (90s, 10m, 2h), for scale a number.") var value: String?

    private struct Change: Encodable {
        var advance: String?
        var scale: Double?
    }

    func validate() throws {
        switch action {
        case .advance: if value == nil { throw ValidationError("advance needs a time: clock advance 10m") }
        case .scale:
            if value.flatMap(Double.init) == nil { throw ValidationError("scale needs a number: clock scale 60") }
        case nil, .stop, .run: break
        }
    }

    func run() async throws {
        let client = try parent.target.client()
        let change: Change? =
            switch action {
            case nil: nil
            case .advance: Change(advance: value)
            case .scale: Change(scale: value.flatMap(Double.init))
            case .stop: Change(scale: 0)
            case .run: Change(scale: 1)
            }
        let clock =
            if let change {
                try await client.send(.post, "clock", change, as: RehearsalStatus.Clock.self)
            } else {
                try await client.send(.get, "clock", as: RehearsalStatus.Clock.self)
            }
        Screen().line(clock.text)
    }
}
