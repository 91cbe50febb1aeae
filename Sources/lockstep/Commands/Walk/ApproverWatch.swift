import Console
import Foundation
import SessionStore
import Text

/// Whoever approved looks on until it is sent: Enter stops it, and so does going away.
struct ApproverWatch {
    let watch: Watch
    let asker: String
    let screen: Screen

    /// - Returns: whether it was sent.
    func run() async throws -> Bool {
        // Before Ctrl-C is promised: it takes it from then on.
        let lines = LineEditor(history: nil, screen: screen, completer: Completer())
        defer { lines.close() }
        screen.text(
            "You look on until it is sent. Enter stops it, and so does Ctrl-C, or losing this terminal. Until \(asker) sends it, "
                + "nothing more is to be done here.")
        let (watch, asker) = (watch, asker)
        let end = await withTaskGroup(of: End.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    // A store that can't be read for a moment ends nothing.
                    if let standing = try? watch.standing(), standing != .waiting { return .standing(standing) }
                    do { try await Task.sleep(for: .milliseconds(300)) } catch { break }
                }
                return .typed
            }
            group.addTask {
                switch await lines.read("Enter stops it: ", for: .answer) {
                case .line, .refused: return .typed
                case .interrupted, .endOfInput, .terminated: return .left
                }
            }
            let first = await group.next() ?? .left
            group.cancelAll()
            lines.leave()
            return first
        }
        switch end {
        case .standing(let standing): return tell(standing)
        case .typed, .left:
            if try watch.stop(end == .typed ? "they said stop" : "they left") {
                screen.text(
                    "Stopped: nothing is sent. \(asker) reads that it was you.", first: "\(Style.red("✗")) ", rest: "  "
                )
                return false
            }
            return tell(try watch.standing())
        }
    }

    private enum End: Equatable {
        case standing(Watch.Turn)
        case typed, left
    }

    private func tell(_ standing: Watch.Turn) -> Bool {
        switch standing {
        case .sent(let sequence, let time):
            screen.text(
                "It was sent, at \(time) (entry \(sequence)): nobody can stop it any more. What comes of it: "
                    + "lockstep resume --read-only.", first: "\(Style.green("✓")) ", rest: "  ")
            return true
        case .over, .waiting:
            screen.text("It isn't going on: nothing was sent, and \(asker) gave up, was refused, or has gone.")
            return false
        }
    }
}
