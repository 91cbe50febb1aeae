/// A runbook's files as text: what a loader reads and what a session keeps, so that it goes on with the runbook
/// that it started with.
public struct RunbookSource: Hashable, Sendable, Codable {
    /// The folder's name; the runbook's `id` must equal it.
    public let id: String
    /// Text by path relative to the folder (`runbook.yaml`, `steps/1-entra-id-setup.yaml`).
    public let files: [String: String]

    public init(id: String, files: [String: String]) {
        self.id = id
        self.files = files
    }
}
