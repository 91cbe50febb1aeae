import Escaping
import Foundation

/// Whose a folder and its files must be before anything is read from them or written into them. A folder is its owner's
/// alone (0700), or shared with a group (2770); anything between says nothing about what its owner meant, and is refused
/// with what to type. Pure.
public enum OwnershipRule {
    /// - Parameter isWritable: whether the folder's file system can be written at all. A disc that can't be keeps the modes
    ///   that it was made with; who may read it is not for us to mend.
    public static func audience(
        of folder: FileFacts, for account: Account, isWritable: Bool = true
    ) throws(FileProblem) -> Audience {
        let path = ShellText.word(folder.path)
        guard folder.kind == .folder else { throw .unfit("\(folder.path) is no folder; name another") }
        let isShared = folder.mode & 0o2777 == 0o2770
        if isShared {
            guard folder.owner == account.user || account.user == 0 || account.groups.contains(folder.group) else {
                let group = Account.groupName(folder.group)
                throw .unfit(
                    "\(folder.path) is shared with the group \(group), which you are not in; to be let in: "
                        + "sudo usermod -aG \(group) \(Account.name(account.user))")
            }
            return .group(folder.group)
        }
        guard isOurs(folder, account) else { throw foreign(folder, account, recursively: true) }
        if isWritable, folder.mode & 0o077 != 0 {
            throw .unfit(
                "\(folder.path) is open to others (mode \(octal(folder.mode))); to keep it to yourself: chmod 700 \(path), "
                    + "or to share it with the group \(Account.groupName(folder.group)): chmod 2770 \(path)")
        }
        return .owner
    }

    /// A file or folder that lies in a folder.
    public static func check(
        _ facts: FileFacts, in audience: Audience, for account: Account, isWritable: Bool = true
    ) throws(FileProblem) {
        let path = ShellText.word(facts.path)
        if facts.kind == .link { throw .unfit("\(facts.path) is a link; put what it leads to in its place") }
        if facts.kind == .other { throw .unfit("\(facts.path) is neither file nor folder; remove it: rm \(path)") }
        let wanted = UInt32(facts.kind == .folder ? audience.folderMode : audience.fileMode)
        switch audience {
        case .owner:
            guard isOurs(facts, account) else { throw foreign(facts, account, recursively: false) }
        case .group(let group):
            guard facts.group == group else {
                throw .unfit(
                    "\(facts.path) isn't the group's with which its folder is shared: "
                        + "sudo chgrp \(Account.groupName(group)) \(path)")
            }
            if isWritable, facts.mode & 0o060 != 0o060 {
                throw .unfit(
                    "\(facts.path) is closed to the group with which its folder is shared (mode \(octal(facts.mode))): "
                        + "sudo chmod \(String(wanted, radix: 8)) \(path)")
            }
        }
        guard isWritable, facts.mode & 0o077 & ~wanted != 0 else { return }
        throw .unfit(
            "\(facts.path) is open to others (mode \(octal(facts.mode))); first: chmod \(String(wanted, radix: 8)) \(path)"
        )
    }

    private static func isOurs(_ facts: FileFacts, _ account: Account) -> Bool {
        facts.owner == account.user || facts.owner == 0
    }

    private static func foreign(_ facts: FileFacts, _ account: Account, recursively: Bool) -> FileProblem {
        .unfit(
            "\(facts.path) belongs to \(Account.name(facts.owner)), not to you; if it is to be yours: "
                + "sudo chown \(recursively ? "-R " : "")\(Account.name(account.user)) \(ShellText.word(facts.path))")
    }

    private static func octal(_ mode: UInt32) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
