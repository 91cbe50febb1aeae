import Console
import Foundation

/// What a person types to one question outside a conversation: at the terminal, or as the next line of a pipe.
enum TypedAnswer {
    /// - Returns: nil if they broke off; otherwise without the spaces around it.
    static func read(_ question: String, on screen: Screen, for purpose: LinePurpose = .confirmation) async -> String? {
        guard screen.terminal.isInteractive else { return (PipedLines.readOne(on: screen) ?? "").trimmingSpaces }
        let lines = LineEditor(history: nil, screen: screen, completer: Completer())
        defer { lines.close() }
        guard case .line(let line) = await lines.read(question, for: purpose) else { return nil }
        return line.trimmingSpaces
    }
}

extension String {
    fileprivate var trimmingSpaces: String { trimmingCharacters(in: .whitespaces) }
}
