import FileShims
import Foundation

/// The file system that a folder is on, as far as it decides whether several programs may work there at once. What counts:
/// one kernel alone sees every lock and every page. A write-ahead log shares memory between its programs, and that, like
/// the locks that say who has a session open, ends where another machine begins.
public struct FileSystem: Hashable, Sendable {
    /// statfs(2)'s number.
    let type: Int64
    /// What the mount table calls it, for those that share a number: `fuse.sshfs`.
    let name: String?

    public init(type: Int64, name: String? = nil) {
        self.type = type
        self.name = name
    }

    /// Those that other machines may have mounted too, as linux/magic.h and their own sources number them.
    private static let shared: [Int64: String] = [
        0x6969: "NFS", 0x517B: "SMB", 0xFF53_4D42: "SMB (CIFS)", 0xFE53_4D42: "SMB", 0x564C: "NCP",
        0x0102_1997: "9P", 0x5346_414F: "AFS", 0x6B41_4653: "AFS", 0x7375_7245: "Coda", 0x00C3_6400: "Ceph",
        0x0BD0_0BD0: "Lustre", 0x4750_4653: "GPFS", 0x1983_0326: "BeeGFS", 0x2003_0528: "OrangeFS",
        0xAAD7_AAEA: "PanFS", 0x0116_1970: "GFS2", 0x7461_636F: "OCFS2", 0x786F_4256: "VirtualBox's shared folders",
        0xBACB_ACBC: "VMware's shared folders",
    ]
    private static let fuse: Int64 = 0x6573_5546
    /// A program of the user answers for these, and most of them stand for another machine (sshfs, GlusterFS, rclone, a
    /// host's folder in a virtual machine), which the number doesn't tell. So all are refused but what is known to be this
    /// machine's alone: the root of a container that runs without privileges.
    private static let local: Set<String> = ["fuse.fuse-overlayfs"]

    /// Why a store can't be there; nil if it can.
    public var objection: String? {
        if let known = FileSystem.shared[type] { return "it is on a network file system (\(known))" }
        guard type == FileSystem.fuse else { return nil }
        if let name, FileSystem.local.contains(name) { return nil }
        return "it is on a file system that may be another machine's (\(name ?? "FUSE"))"
    }

    /// The file system of a path, or of the folder that it would be made in; nil if the system doesn't say.
    public static func of(_ path: String) -> FileSystem? {
        var url = URL(filePath: path).standardizedFileURL
        while lockstep_file_system_type(url.path) < 0, url.path != "/" { url.deleteLastPathComponent() }
        let type = lockstep_file_system_type(url.path)
        guard type >= 0 else { return nil }
        return FileSystem(type: type, name: type == fuse ? mountedName(url.path) : nil)
    }

    /// What proc(5)'s mountinfo calls the file system of a path's device.
    private static func mountedName(_ path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0,
            let table = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)
        else { return nil }
        let device = "\(lockstep_device_major(UInt64(status.st_dev))):\(lockstep_device_minor(UInt64(status.st_dev)))"
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ")
            // 36 35 98:0 / /mnt rw,noatime master:1 - ext3 /dev/root rw
            guard words.count > 3, words[2] == device, let dash = words.firstIndex(of: "-"), dash + 1 < words.count
            else { continue }
            return String(words[dash + 1])
        }
        return nil
    }
}
