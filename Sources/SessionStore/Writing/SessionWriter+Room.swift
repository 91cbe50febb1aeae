import Foundation

extension SessionWriter {
    /// Bytes that the disk under the journal has left for this user; nil where the system doesn't say.
    public var room: Int64? {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: store.folder.path)
        return (attributes?[.systemFreeSize] as? NSNumber)?.int64Value
    }
}
