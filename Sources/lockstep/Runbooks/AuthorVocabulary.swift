import Assistant
import Rehearsal
import Runbook
import SimulatedTenant
import Verification
import YAMLDocument

/// What authors are held to: the words of checks, and the portals' own parser for what is typed in a rehearsal.
enum AuthorVocabulary {
    static let vocabulary = Registry.vocabulary.reading { PortalLine.problem(ofCommand: $0) }
}

extension ScenarioRunbook {
    /// What a scenario is held to: the runbook, and where it asks for what.
    init(_ runbook: Runbook, _ source: RunbookSource) {
        let places = ScenarioRunbook.inputs(in: source)
        self.init(
            names: runbook.names, peigVerbs: PortalVerbs.ofPeigAlone,
            answerProblem: { input, answer in
                runbook.problem(ofOffered: answer, to: input).map { problem in
                    places[input].map { "\(problem) It is asked for at \($0.file):\($0.line)." } ?? problem
                }
            },
            subjectProblem: { runbook.problem(ofSubject: $0) },
            textProblem: { runbook.problem(ofTold: $0) { PortalLine.problem(ofText: $0) } })
    }

    private static func inputs(in source: RunbookSource) -> [String: SourceLocation] {
        guard let text = source.files[RunbookFolder.mainFile],
            let node = try? YAMLDocument.parse(text, file: RunbookFolder.mainFile)
        else { return [:] }
        // What is wrong with it is told by its own loading.
        let reader = MappingReader(node, "a runbook", problems: ProblemCollector())
        let places = reader.list("inputs").map { node in
            (MappingReader(node, "an input", problems: ProblemCollector()).optionalText("id") ?? "", node.location)
        }
        return Dictionary(places) { first, _ in first }
    }
}
