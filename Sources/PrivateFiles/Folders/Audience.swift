import Foundation

/// Who may read and write what lies in a folder.
public enum Audience: Hashable, Sendable {
    case owner
    /// A group: each file's group is the folder's, which the system sees to (set-group-ID).
    case group(UInt32)

    public var fileMode: mode_t { self == .owner ? 0o600 : 0o660 }
    public var folderMode: mode_t { self == .owner ? 0o700 : 0o2770 }
}
