import Assistant
import Foundation
import Runbook
import SimulatedTenant
import YAMLDocument

extension StageKnowledge {
    /// - Parameter truths: the file beside the runbook; nil where there is none.
    init(_ runbook: Runbook, _ source: RunbookSource, truths: URL?) {
        let (places, known) = (ItemPlaces(source), StageKnowledge.names(truths))
        self.init(
            verdictProblem: { StageKnowledge.objection(to: $1, of: $0, runbook, known, places) },
            lineProblem: { ScriptLine.problem($0, in: runbook) })
    }

    /// The items that truths are known of.
    private static func names(_ truths: URL?) -> Set<String> {
        guard let truths, let text = try? RunbookFolder.text(truths),
            case .mapping(let members) = try? YAMLDocument.parse(text, file: "truths.yaml").content
        else { return [] }
        return Set(members.map(\.key))
    }

    /// Why an item of the runbook can't come to that, with where the runbook says it.
    private static func objection(
        to word: Scenario.Stage.Word, of id: String, _ runbook: Runbook, _ truths: Set<String>, _ places: ItemPlaces
    ) -> String? {
        guard let item = runbook.item(id) else {
            return "the runbook has no item \"\(id)\"\(Suggestion.hint(for: id, in: runbook.items.map(\.id)))"
        }
        let isLater = runbook.stepsAfterSwitch.contains { $0.checklist.contains { $0.id == id } }
        let why: String? =
            switch word {
            case .skipped where item.when == nil && !isLater: "it has no \"when\", so nothing skips it"
            case .waiting where item.attestation == nil && item.inputs.isEmpty:
                "it asks for no answer and nobody's word, so it waits for none"
            case .failed where item.check == nil && !truths.contains(id):
                "it has no \"check\", and truths.yaml says nothing of it, so nothing makes it red"
            case .unknown where item.check == nil: "it has no \"check\", so nothing of it can be unknown"
            case .passed, .skipped, .waiting, .failed, .unknown: nil
            }
        return why.map { "\"\(id)\" can't come to \(word.rawValue): \($0)\(places[id].map { " (\($0))" } ?? "")" }
    }
}
