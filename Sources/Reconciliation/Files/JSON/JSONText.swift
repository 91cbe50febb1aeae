/// Tells, byte by byte, what of JSON stands in a text.
struct JSONText {
    enum Step { case opens, inside, closes, outside }

    private var isOpen = false
    private var isEscaped = false

    mutating func take(_ byte: UInt8) -> Step {
        guard isOpen else {
            isOpen = byte == UInt8(ascii: "\"")
            return isOpen ? .opens : .outside
        }
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isOpen = false
            return .closes
        }
        return .inside
    }
}
