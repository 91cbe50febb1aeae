import Synchronization

/// What tab offers: words that may stand where the last word of the line stands.
public final class Completer: Sendable {
    private let source = Mutex<@Sendable (String) -> [String]>({ _ in [] })

    public init() {}

    /// - Parameter source: given the line up to the cursor, the whole words that fit at its end. Called on the
    ///   editor's thread.
    public func use(_ source: @escaping @Sendable (String) -> [String]) {
        self.source.withLock { $0 = source }
    }

    func candidates(for line: String) -> [String] {
        let source = source.withLock { $0 }
        return source(line)
    }
}
