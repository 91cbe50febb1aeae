import Foundation

/// Whom this process works for, as the system knows them.
public struct Account: Hashable, Sendable {
    public let user: UInt32
    public let groups: Set<UInt32>

    public init(user: UInt32, groups: Set<UInt32>) {
        self.user = user
        self.groups = groups
    }

    public static var current: Account {
        var groups = [gid_t](repeating: 0, count: Int(max(0, getgroups(0, nil))))
        let count = groups.isEmpty ? 0 : getgroups(Int32(groups.count), &groups)
        return Account(user: geteuid(), groups: Set(groups.prefix(Int(max(0, count)))).union([getegid()]))
    }

    /// A user's name, or their number where they have none.
    static func name(_ user: UInt32) -> String {
        guard let entry = getpwuid(user), let name = entry.pointee.pw_name else { return String(user) }
        return String(cString: name)
    }

    static func groupName(_ group: UInt32) -> String {
        guard let entry = getgrgid(group), let name = entry.pointee.gr_name else { return String(group) }
        return String(cString: name)
    }
}
