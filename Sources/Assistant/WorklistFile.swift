import Foundation
import PrivateFiles
import Reconciliation

/// A new file that holds personal data: its owner's alone, there as a whole or not at all.
public enum WorklistFile {
    /// Writes a line for each account that the filter lets through.
    /// - Returns: how many there are.
    public static func write(
        _ reconciliation: Reconciliation, _ filter: Reconciliation.Filter, system: String, to path: String
    ) throws(ReconciliationProblem) -> Int {
        var count = 0
        do {
            let draft = try FileDraft(of: path)
            try draft.write(Data(Worklist.header.utf8))
            try reconciliation.pages(filter) { page in
                count += page.count
                let lines = page.map { Worklist.line(of: $0, system: system) }.joined()
                try draft.write(Data(lines.utf8))
                return true
            }
            try draft.finish(over: .file)
        } catch {
            throw error as? ReconciliationProblem ?? .file("\(error).")
        }
        return count
    }
}
