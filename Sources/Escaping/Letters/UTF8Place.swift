/// Where bytes stop being UTF-8.
public struct UTF8Place: Error, Hashable, Sendable {
    /// Counted from 1; lines end by LF.
    public let line: Int
    /// Of that line, counted from 1.
    public let byte: Int

    /// What bytes say.
    /// - Throws: where they say nothing.
    public static func text(of bytes: some Collection<UInt8>) throws(UTF8Place) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        throw UTF8Place(in: bytes)
    }

    /// - Parameter bytes: of which some aren't UTF-8.
    private init(in bytes: some Collection<UInt8>) {
        var (decoder, source) = (UTF8(), bytes.makeIterator())
        var (line, length) = (1, 0)
        while true {
            switch decoder.decode(&source) {
            case .error, .emptyInput:
                (self.line, byte) = (line, length + 1)
                return
            case .scalarValue("\n"): (line, length) = (line + 1, 0)
            case .scalarValue(let scalar): length += UTF8.width(scalar)
            }
        }
    }
}
