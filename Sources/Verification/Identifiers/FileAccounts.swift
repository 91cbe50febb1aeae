import Foundation
import Reconciliation

/// Accounts in a file on this machine.
public struct FileAccounts: AccountSource {
    private let path: String
    private let columns: [String]

    /// - Parameters:
    ///   - path: absolute, or relative to the working folder.
    ///   - columns: `PART=NAME`, for files whose columns go by other names.
    public init(_ path: String, columns: [String] = []) {
        self.path = path
        self.columns = columns
    }

    public var name: String { (path as NSString).lastPathComponent }

    public var freshness: AccountFreshness {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.modificationDate] as? Date).map { .written($0) } ?? .unknown
    }

    public func read(_ take: @escaping @Sendable ([Account]) throws -> Void) async throws {
        let file = AccountFile(path: path, fields: try AccountFields(columns))
        // A large file takes seconds, and the threads that everything else runs on are few.
        try await offPool { isCancelled in
            try file.read { slice in
                try take(slice)
                if isCancelled() { throw CancellationError() }
            }
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
