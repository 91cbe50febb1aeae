import ArgumentParser
import Authoring
import SimulatedTenant
import Verification

/// The schemas of an author's files, by the names that the files' first lines have for them.
enum SchemaFiles {
    /// What there is a schema of.
    enum Subject: String, ExpressibleByArgument, CaseIterable {
        case runbook, scenario, truths

        var file: String { "\(rawValue).schema.json" }
    }

    static var all: [String: String] {
        Dictionary(uniqueKeysWithValues: Subject.allCases.map { ($0.file, json(of: $0) + "\n") })
    }

    static func json(of subject: Subject) -> String {
        let scenario = GrammarSchema(ScenarioGrammar().grammar, closed: ScenarioGrammar.closed)
        return switch subject {
        case .runbook: RunbookSchema(Registry.vocabulary).json
        case .scenario: scenario.json(of: ScenarioGrammar.scenario, title: "A scenario of a Lockstep runbook")
        case .truths:
            scenario.json(ofNamed: ScenarioGrammar.condition, title: "What makes a person's word true in a rehearsal")
        }
    }
}
