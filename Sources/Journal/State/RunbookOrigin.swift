import Runbook

/// Where a session's runbook comes from: what is said of it wherever the gate is spoken of.
public struct RunbookOrigin: Hashable, Sendable {
    public let id: String
    /// `RunbookSource.hash`
    public let hash: String
    /// Whether it is, byte for byte, the one that comes with this Lockstep.
    public let isBundled: Bool
    /// It came in with a session's file.
    public let isForeign: Bool
    /// The folder that it was read from, where that is known.
    public let folder: String?
    /// How many items block the switch, and how many of them are checked live.
    public let items: Int
    public let checked: Int
    /// The runbook of the same name that comes with this Lockstep.
    public let bundled: Bundled?

    /// A runbook that comes with Lockstep, in figures.
    public struct Bundled: Hashable, Sendable {
        /// `RunbookSource.hash`
        public let hash: String
        public let items: Int
        public let checked: Int

        public init(_ source: RunbookSource, _ runbook: Runbook) {
            hash = source.hash
            (items, checked) = RunbookOrigin.counts(runbook)
        }
    }

    private static func counts(_ runbook: Runbook) -> (items: Int, checked: Int) {
        let gate = runbook.itemsOfGate
        return (gate.count, gate.count { $0.check != nil })
    }

    /// What is typed to go by it: its id; where one of Lockstep's own has the same, with the beginning of its hash.
    public var typed: String { bundled == nil ? id : "\(id) \(hash.prefix(8))" }

    public init(_ runbook: Runbook, _ state: SessionState, bundled: Bundled?) {
        self.bundled = bundled
        id = runbook.id
        hash = state.runbook.hash
        isBundled = hash == bundled?.hash
        isForeign = state.isRunbookForeign
        folder = state.runbookFolder
        (items, checked) = RunbookOrigin.counts(runbook)
    }

    /// "peig-microsoft-365, which comes with Lockstep: 24 items, 19 checked live", for people.
    public var words: String {
        let counts = "\(items) \(items == 1 ? "item blocks" : "items block"), \(checked) checked live"
        if isBundled { return "\(id), which comes with Lockstep; \(counts)" }
        let place =
            isForeign
            ? "came in with a file, written by others"
            : folder.map { "your own, from \($0)" } ?? "not the one of this Lockstep"
        let own =
            bundled.map { "; the one of that name that comes with Lockstep has \($0.items) and \($0.checked)" } ?? ""
        return "\(id), \(place); SHA-256 \(hash.prefix(16))…; \(counts)\(own)"
    }
}
