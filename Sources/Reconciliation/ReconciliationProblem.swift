import Escaping

/// Why two sides could not be compared.
public enum ReconciliationProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The temporary file that holds both sides.
    case storage(String)
    /// What a file of accounts says can't be used; with its name and the line, where there is one.
    case file(String)

    public var description: String {
        switch self {
        case .storage(let detail):
            "The accounts can't be compared: \(SecretText.masked(detail)). Room is needed in /var/tmp, or in the folder that TMPDIR names."
        case .file(let message): message
        }
    }
}
