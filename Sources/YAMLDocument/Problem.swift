/// One thing that is wrong in a file, told as a compiler would: place, sentence, the line and a caret under it.
public struct Problem: Hashable, Sendable, CustomStringConvertible {
    public let location: SourceLocation
    public let message: String
    /// The line of the file that `location` points into, if it was at hand.
    public let sourceLine: String?

    public init(location: SourceLocation, message: String, sourceLine: String? = nil) {
        self.location = location
        self.message = message
        self.sourceLine = sourceLine
    }

    public var description: String {
        let headline = "\(location): error: \(message)"
        guard let sourceLine, !sourceLine.isEmpty else { return headline }
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
