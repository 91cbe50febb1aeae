import Foundation
import TestSupport

@testable import Reconciliation

/// A file of accounts, as a test writes it, and what is read of it.
enum WrittenAccounts {
    static func read(_ name: String, _ text: String, columns: [String] = []) throws -> [Account] {
        let folder = try TemporaryFolder()
        let url = folder.url.appending(path: name)
        try Data(text.utf8).write(to: url)
        var accounts: [Account] = []
        try AccountFile(path: url.path, fields: try AccountFields(columns)).read { accounts += $0 }
        withExtendedLifetime(folder) {}
        return accounts
    }
}
