import Foundation
import GRDB

/// This process, so that a later one can tell whether it still lives: a process number alone may have been reused.
struct ProcessIdentity: Hashable, Sendable {
    let host: String
    /// Changes with each start of the machine.
    let boot: String
    let pid: Int
    /// Clock ticks from the machine's start to the process's.
    let started: String

    static let current = ProcessIdentity(
        host: ProcessInfo.processInfo.hostName, boot: bootID, pid: Int(getpid()),
        started: startTime(Int(getpid())) ?? "")

    init(host: String, boot: String, pid: Int, started: String) {
        self.host = host
        self.boot = boot
        self.pid = pid
        self.started = started
    }

    /// As a table keeps it.
    init(_ row: Row) { self.init(host: row["host"], boot: row["boot"], pid: row["pid"], started: row["started"]) }

    private static let bootID =
        (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))?
        .trimmingCharacters(in: .whitespacesAndNewlines) ?? ""

    /// - Returns: nil when nothing here can tell: the process is another machine's.
    var isAlive: Bool? {
        guard boot == ProcessIdentity.bootID, !boot.isEmpty else { return nil }
        return ProcessIdentity.startTime(pid) == started
    }

    private static func startTime(_ pid: Int) -> String? {
        guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let close = stat.lastIndex(of: ")")
        else { return nil }
        // Field 22 of proc(5), counted from 3 after the name in brackets, which may itself hold spaces.
        let fields = stat[stat.index(after: close)...].split(separator: " ")
        return fields.count > 19 ? String(fields[19]) : nil
    }
}
