import ArgumentParser
import Console
import Text

struct TrainerStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Where the rehearsal stands: time, faults, surprises.")

    struct Answer: Decodable {
        struct Clock: Decodable {
            let now: String
            let scale: Double

            var text: String {
                let speed =
                    scale == 0 ? "stopped" : scale == 1 ? "running" : "running \(scale.formatted()) times as fast"
                return "Simulated time \(now), \(speed)"
            }
        }
        struct Fault: Decodable {
            let id: String
            let what: String
            let seen: Int
            let met: Int
        }
        struct Inject: Decodable {
            let id: String
            let title: String
            let expect: String
            let outcome: String
        }
        let scenario: String
        let title: String
        let tenant: String
        let clock: Clock
        let faults: [Fault]
        let injects: [Inject]
    }

    @ParentCommand var parent: Trainer
    @OptionGroup var output: FormatOptions<ListFormat>

    func run() async throws {
        let answer = try await parent.target.client().send(.get, "status", as: Answer.self)
        let screen = Screen()
        if output.isJSON { return screen.line(try JSONText.document(answer)) }
        screen.line("\(answer.tenant): \(answer.title) (\(answer.scenario))")
        screen.line(answer.clock.text)
        TrainerStatus.show(answer.faults, screen)
        screen.line(answer.injects.isEmpty ? "The scenario has no injects." : "Injects:")
        var table = Table()
        for inject in answer.injects { table.add(inject.id, inject.outcome, inject.title) }
        for line in table.lines(columns: screen.columns, indent: "  ") { screen.line(line) }
    }

    static func show(_ faults: [Answer.Fault], _ screen: Screen) {
        screen.line(faults.isEmpty ? "No fault is armed." : "Armed faults:")
        var table = Table()
        for fault in faults { table.add(fault.id, "met \(fault.met) of \(fault.seen)", fault.what) }
        for line in table.lines(columns: screen.columns, indent: "  ") { screen.line(line) }
    }
}
