/// Where bytes stop being UTF-8.
public struct UTF8Place: Hashable, Sendable {
    /// Counted from 1; lines end by LF.
    public let line: Int
    /// Of that line, counted from 1.
    public let byte: Int

    /// nil where all of it is UTF-8.
    public init?(in bytes: some Collection<UInt8>) {
        var (decoder, source) = (UTF8(), bytes.makeIterator())
        var (line, length) = (1, 0)
        while true {
            switch decoder.decode(&source) {
            case .emptyInput: return nil
            case .error:
                (self.line, byte) = (line, length + 1)
                return
            case .scalarValue("\n"): (line, length) = (line + 1, 0)
            case .scalarValue(let scalar): length += UTF8.width(scalar)
            }
        }
    }
}
