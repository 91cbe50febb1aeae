import Console
import Escaping
import Foundation
import Runbook

/// What a person types to one question outside a conversation: at the terminal, or as the next line of a pipe.
enum TypedAnswer {
    /// - Returns: nil if they broke off; otherwise without the blanks around it.
    /// - Throws: `InputProblem` for what isn't to be kept.
    static func read(
        _ question: String, on screen: Screen, for purpose: LinePurpose = .confirmation
    ) async throws -> String? {
        guard screen.terminal.isInteractive else {
            return try checked(PipedLines.readOne(on: screen) ?? "", purpose)
        }
        let lines = LineEditor(history: nil, screen: screen, completer: Completer())
        defer { lines.close() }
        guard case .line(let line) = await lines.read(question, for: purpose) else { return nil }
        return try checked(line, purpose)
    }

    /// A secret goes where it is asked for; everything else may be kept.
    static func checked(_ text: String, _ purpose: LinePurpose = .answer) throws(InputProblem) -> String {
        if case .secret = purpose { return text.trimmingBlanks }
        do throws(AnswerProblem) { return try TypedText.checked(text) } catch {
            throw InputProblem(error.description)
        }
    }
}
