import Foundation
import Reconciliation
import Synchronization

/// Accounts in a file on this machine.
public struct FileAccounts: AccountSource {
    private let file: String
    private let columns: [String]?
    /// When the file that was read was written.
    private let written = WrittenDate()

    /// - Parameters:
    ///   - path: absolute, or relative to the working folder; `-` is the standard input.
    ///   - columns: `PART=NAME`, for files whose columns go by other names; nil where nobody can give any.
    public init(_ path: String, columns: [String]? = nil) {
        file = path
        self.columns = columns
    }

    public var name: String { file == "-" ? "the standard input" : (file as NSString).lastPathComponent }

    public var path: String? { file }

    public var freshness: AccountFreshness { written.value.map { .written($0) } ?? .unknown }

    /// Hands over what the file holds, some accounts at a time.
    public func read(_ take: @escaping @Sendable ([Account]) throws -> Void) async throws {
        let file = AccountFile(
            path: file, fields: try AccountFields(columns ?? [], canBeNamed: columns != nil))
        let written = written
        // A large file takes seconds, and the threads that everything else runs on are few.
        try await offPool { isCancelled in
            written.value = try file.read { slice in
                try take(slice)
                if isCancelled() { throw CancellationError() }
            }
        }
    }

    /// Known once the file was read: what its path leads to may be another one by then.
    private final class WrittenDate: Sendable {
        private let date = Mutex<Date?>(nil)

        var value: Date? {
            get { date.withLock { $0 } }
            set { date.withLock { $0 = newValue } }
        }
    }
}

/// Runs work that blocks on a thread of its own.
/// - Parameter work: is handed a question that it should ask now and then: whether to give up.
func offPool<T: Sendable>(_ work: @escaping @Sendable (_ isCancelled: () -> Bool) throws -> T) async throws -> T {
    let flag = CancellationFlag()
    return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result { try work { flag.isSet } }) }
            thread.stackSize = 4 * 1_048_576
            thread.start()
        }
    } onCancel: {
        flag.set()
    }
}
