import Foundation
import PrivateFiles
import Reconciliation

/// A list with personal data, as somebody wants it written: a new file is its owner's alone, and there as a whole or not at
/// all.
public enum WorklistFile {
    /// Writes a line for each account that the filter lets through.
    /// - Returns: how many there are.
    public static func write(
        _ reconciliation: Reconciliation, _ filter: Reconciliation.Filter, system: String, to destination: Destination
    ) throws -> Int {
        var count = 0
        let file = try OutputFile(destination)
        try file.write(Data(Worklist.header.utf8))
        try reconciliation.pages(filter) { page in
            count += page.count
            let lines = page.map { Worklist.line(of: $0, system: system) }.joined()
            try file.write(Data(lines.utf8))
            return true
        }
        try file.finish()
        return count
    }
}
