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

    /// - Parameter bundled: `RunbookSource.hash` of the runbook of the same name that comes with this Lockstep.
    public init(_ runbook: Runbook, _ state: SessionState, bundled: String?) {
        id = runbook.id
        hash = state.runbook.hash
        isBundled = hash == bundled
        isForeign = state.isRunbookForeign
        folder = state.runbookFolder
        let gate = runbook.cutover == nil ? [] : runbook.stepsOfGate.flatMap(\.checklist).filter(\.isRequired)
        items = gate.count
        checked = gate.count { $0.check != nil }
    }

    /// "peig-microsoft-365, which comes with Lockstep: 24 items, 19 checked live", for people.
    public var words: String {
        let counts = "\(items) \(items == 1 ? "item blocks" : "items block"), \(checked) checked live"
        if isBundled { return "\(id), which comes with Lockstep; \(counts)" }
        let place =
            isForeign
            ? "came in with a file, written by others"
            : folder.map { "your own, from \($0)" } ?? "not the one of this Lockstep"
        return "\(id), \(place); SHA-256 \(hash.prefix(16))…; \(counts)"
    }
}
