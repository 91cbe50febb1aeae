/// Where something stands in a file: what every problem points at.
public struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
    /// The file as the person named it (relative to the folder that was loaded).
    public let file: String
    /// Counted from 1.
    public let line: Int
    /// Counted from 1, in Unicode scalars, as libyaml counts.
    public let column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    public var description: String { "\(file):\(line):\(column)" }
}
