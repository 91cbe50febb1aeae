import Foundation
import Journal
import Runbook

/// Answers that come with a session's file: only what the questions would have taken.
enum ImportedAnswers {
    /// - Throws: `InputProblem` that names the first one that isn't.
    static func check(_ events: [Event]) throws {
        let state = try SessionState(events)
        let runbook = try Talk.runbook(of: state)
        for (id, answer) in state.answers.sorted(by: { $0.key < $1.key }) {
            guard let input = runbook.input(id) else {
                throw InputProblem(
                    "nothing was taken in: the file answers \(id), which its runbook doesn't ask")
            }
            // A file's path is another machine's.
            if [.accounts, .metadata].contains(input.kind), !answer.contains("://") { continue }
            let kept: String?
            do throws(AnswerProblem) {
                kept = try input.normalized(answer)
            } catch {
                throw InputProblem(
                    "nothing was taken in: the file's answer to \(id) isn't one. \(error) Whoever sent it types: set \(id), and "
                        + "exports again")
            }
            guard kept == answer, input.kind != .secret else {
                throw InputProblem(
                    "nothing was taken in: the file's answer to \(id) isn't written as Lockstep writes one. Whoever sent it "
                        + "types: set \(id), and exports again")
            }
        }
    }
}
