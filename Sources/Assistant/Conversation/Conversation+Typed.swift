import Console
import Escaping
import Runbook

extension Conversation {
    /// Asks something that isn't one of the runbook's questions.
    /// - Returns: what was typed, without the blanks around it; nil if the person broke off, or typed what can't be taken: the
    ///   screen says why.
    func typed(_ question: String, for purpose: LinePurpose = .confirmation) async -> String? {
        guard case .line(let line) = await lines.read(question, for: purpose) else { return nil }
        do throws(AnswerProblem) {
            return try TypedText.checked(line)
        } catch {
            screen.error("  \(error)")
            return nil
        }
    }

    /// Asks for what isn't shown and is kept nowhere.
    /// - Returns: nil if the person broke off.
    func secret(_ question: String) async -> String? {
        guard case .line(let line) = await lines.read(question, for: .secret) else { return nil }
        return line.trimmingBlanks
    }
}
