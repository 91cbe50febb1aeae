/// One thing that is wrong in a file, told as a compiler would: place, sentence, the line and a caret under it.
public struct Problem: Hashable, Sendable, CustomStringConvertible {
    public let location: SourceLocation
    public let message: String
    /// The line of the file that `location` points into, if it was at hand.
    public let sourceLine: String?

    /// Bytes of a line that is shown whole.
    private static let longestLine = 400

    public init(location: SourceLocation, message: String, sourceLine: String? = nil) {
        self.location = location
        self.message = message
        self.sourceLine = sourceLine
    }

    public var description: String {
        let headline = "\(location): error: \(message)"
        guard var sourceLine, !sourceLine.isEmpty else { return headline }
        if sourceLine.utf8.count > Problem.longestLine {
            // Nobody finds a caret in such a line.
            guard location.column < Problem.longestLine / 2 else { return headline }
            sourceLine = String(sourceLine.prefix(Problem.longestLine / 2)) + "…"
        }
        // A tab moves the caret as far as it moves the text above it.
        let indent = sourceLine.unicodeScalars.prefix(location.column - 1).map { $0 == "\t" ? "\t" : " " }.joined()
        return "\(headline)\n    \(sourceLine)\n    \(indent)^"
    }
}

/// All problems of a load at once, in the order of the files and lines they are in.
public struct Problems: Error, Hashable, Sendable, CustomStringConvertible {
    public let list: [Problem]

    public init(_ list: [Problem]) {
        self.list = list.sorted {
            ($0.location.file, $0.location.line, $0.location.column)
                < ($1.location.file, $1.location.line, $1.location.column)
        }
    }

    public var description: String { list.map(\.description).joined(separator: "\n") }
}
