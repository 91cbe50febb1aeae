import Foundation
import PrivateFiles

/// The pens of a store: a file below its folder for each process that writes in a session or waits to, locked by that
/// process. A row that names a pen whose file isn't locked is a dead process's; so no process number, machine name or clock
/// decides who is there, and containers and accounts that share the folder see the same.
struct Pens: Sendable {
    static let name = "pens"

    /// The store's.
    let folder: PrivateFolder

    private func file(_ token: String) -> String {
        folder.url.appending(path: Pens.name).appending(path: token).path
    }

    /// A pen that nobody else has. Made and locked while nobody sweeps: a file without a lock is a dead process's.
    func make() throws -> Pen {
        try FolderLock.hold(folder) {
            sweep()
            let token = UUID().uuidString
            let inner = try folder.folder(Pens.name)
            return Pen(token: token, lock: try LifeLock(making: file(token), for: inner.audience))
        }
    }

    /// Whether the process that made a pen still has it.
    func isHeld(_ token: String) -> Bool {
        // What a row says goes into a path.
        guard UUID(uuidString: token) != nil else { return false }
        return LifeLock.isHeld(file(token))
    }

    /// Removes what dead processes left. Only under the folder's lock: a lock that was given back never comes again, and
    /// none is taken meanwhile.
    func sweep() {
        let inner = folder.url.appending(path: Pens.name).path
        for name in (try? FileManager.default.contentsOfDirectory(atPath: inner)) ?? []
        where UUID(uuidString: name) != nil && !isHeld(name) {
            folder.removeFile("\(Pens.name)/\(name)")
        }
    }
}
