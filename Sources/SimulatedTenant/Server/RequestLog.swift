import Foundation
import Synchronization

/// The last requests and what came of them, for the trainer.
final class RequestLog: Sendable {
    struct LoggedRequest: Sendable {
        /// Counted from 1 over the whole run.
        let number: Int
        let time: Date
        let method: String
        let path: String
        let client: String
        let command: String?
        let status: Int
        let fault: String?

        var json: JSON {
            [
                "number": .int(number), "time": .string(time.formatted(.iso8601)), "method": .string(method),
                "path": .string(path), "client": .string(client), "command": command.map(JSON.string) ?? .null,
                "status": .int(status), "fault": fault.map(JSON.string) ?? .null,
            ]
        }
    }

    static let capacity = 10_000

    private struct State {
        /// A ring: the entry of number n is at (n - 1) % capacity.
        var entries: [LoggedRequest] = []
        var count = 0
    }

    private let state = Mutex(State())

    func add(
        at time: Date, _ method: String, _ path: String, client: String, command: String?, status: Int, fault: String?
    ) {
        state.withLock { state in
            state.count += 1
            let entry = LoggedRequest(
                number: state.count, time: time, method: method, path: path, client: client, command: command,
                status: status, fault: fault)
            if state.entries.count < RequestLog.capacity {
                state.entries.append(entry)
            } else {
                state.entries[(state.count - 1) % RequestLog.capacity] = entry
            }
        }
    }

    /// Those after a number, oldest first.
    func entries(after number: Int) -> [LoggedRequest] {
        state.withLock { state in state.entries.filter { $0.number > number }.sorted { $0.number < $1.number } }
    }
}
