import ArgumentParser
import Console
import Text

struct TrainerStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Where the rehearsal stands: time, faults, surprises.",
        usage: "lockstep trainer <url> status [<options>]")

    @ParentCommand var parent: Trainer
    @OptionGroup var output: FormatOptions<ListFormat>

    func run() async throws {
        let answer = try await parent.target.client().send(.get, "status", as: RehearsalStatus.self)
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

    static func show(_ faults: [RehearsalStatus.Fault], _ screen: Screen) {
        screen.line(faults.isEmpty ? "No fault is armed." : "Armed faults:")
        var table = Table()
        for fault in faults { table.add(fault.id, "met \(fault.met) of \(fault.seen)", fault.what) }
        for line in table.lines(columns: screen.columns, indent: "  ") { screen.line(line) }
    }
}
