import Foundation
import PrivateFiles

extension SessionStore {
    /// Where the line editor keeps what this account typed: its owner's alone, also in a store that others share.
    public func historyFile() throws(StoreProblem) -> URL {
        let name = home.audience == .owner ? "history" : "history-\(Account.current.user)"
        do {
            try home.check(name, for: .owner)
        } catch {
            throw .unfit("\(error)")
        }
        return folder.appending(path: name)
    }
}
