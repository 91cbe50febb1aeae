import Foundation
import SimulatedTenant

/// A scenario's file, and what the runbook's scenarios share beside it.
struct ScenarioFile {
    private let url: URL
    private let truths: URL?

    /// - Parameter truths: the file beside the runbook; nil for a scenario that lies beside none.
    init(_ url: URL, truths: URL?) { (self.url, self.truths) = (url, truths) }

    /// - Parameters:
    ///   - runbook: what it is held to; nil where that isn't known, or isn't looked at.
    ///   - stages: what its stages are held to.
    ///   - name: as problems call the file.
    ///   - isNamed: whether its id must be the file's name: scenarios beside a runbook are called by it.
    func load(
        for runbook: ScenarioRunbook?, stages: StageKnowledge? = nil, as name: String, isNamed: Bool = false
    ) throws -> Scenario {
        let shared = try truths.flatMap { truths in
            FileManager.default.fileExists(atPath: truths.path) ? try RunbookFolder.text(truths) : nil
        }
        return try Scenario.load(
            try RunbookFolder.text(url), file: name,
            name: isNamed ? url.deletingPathExtension().lastPathComponent : nil, truths: shared,
            runbook: runbook, stages: stages)
    }
}
