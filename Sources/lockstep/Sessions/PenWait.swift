import ArgumentParser
import Console
import Foundation
import Journal
import SessionStore

/// Asks whoever has a session open for the pen, and waits for their answer.
struct PenWait {
    let store: SessionStore
    let id: String
    let who: Person
    let screen: Screen

    /// Until the holder gives it, or quits. Ctrl-C gives up.
    func writer() async throws -> SessionWriter {
        guard let first = try store.holder(of: id) else { return try store.open(id, who: who) }
        screen.error("\(first) has session \(id) open and is asked for the pen. Ctrl-C gives up.")
        let request = try store.askForPen(of: id, who: who)
        defer { store.withdraw(request) }
        var holder = first
        screen.progress("Waiting for \(holder)…")
        defer { screen.clearProgress() }
        while true {
            switch try store.answer(to: request) {
            case .given:
                screen.clearProgress()
                screen.error("\(holder) gives you the pen.")
                return try store.open(request, from: holder.person)
            case .kept(let person, let words):
                screen.clearProgress()
                screen.error("\(person) keeps it\(words.isEmpty ? "." : ": “\(words)”")")
                throw ExitStatus.failed
            case .free:
                if let writer = try openIfFree() { return writer }
            case .waiting(let person):
                if person.person != holder.person { screen.progress("Waiting for \(person)…") }
                holder = person
            }
            try await Task.sleep(for: .milliseconds(300))
        }
    }

    /// - Returns: nil if somebody else was quicker; they are asked now.
    private func openIfFree() throws(StoreProblem) -> SessionWriter? {
        do throws(StoreProblem) {
            return try store.open(id, who: who)
        } catch {
            guard case .penHeld = error else { throw error }
            return nil
        }
    }
}
