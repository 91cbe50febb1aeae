import Console
import Escaping
import Runbook

/// One answer on many lines, as it is pasted: PEM between BEGIN and END, or Base64 that was wrapped.
struct PastedBlock {
    let conversation: Conversation

    /// More lines than any certificate has, with what surrounds it.
    private static let longest = 1_000

    /// - Parameter first: the line that was read.
    /// - Returns: all of it in one, or how the reading ended before.
    func read(from first: String, for input: Input) async -> LineInput {
        await read(from: first, takesBase64: input.kind == .certificate) ?? .line(first)
    }

    /// Passes over a block that nobody asked for.
    /// - Returns: whether the line begins one.
    func skip(from first: String) async -> Bool { await read(from: first, takesBase64: false) != nil }

    /// - Parameter takesBase64: whether wrapped Base64 is a block whatever it holds.
    /// - Returns: nil for a line that stands by itself.
    private func read(from first: String, takesBase64: Bool) async -> LineInput? {
        if first.contains("-----BEGIN ") {
            if PastedBlock.closes(first) { return nil }
            return await read(from: first) { !PastedBlock.closes($0) }
        }
        // DER in Base64: a sequence that has a length of two bytes.
        guard let width = PastedBlock.wrapped(first), takesBase64 || first.hasPrefix("MII") else { return nil }
        return await read(from: first) { PastedBlock.wrapped($0) == width }
    }

    private static func closes(_ line: String) -> Bool { line.contains("-----END ") }

    /// How long a line of wrapped Base64 is; nil for any other line.
    private static func wrapped(_ line: String) -> Int? {
        let text = line.trimmingBlanks
        let isBase64 = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                true
            default: false
            }
        }
        // RFC 1421 and RFC 2045: 64 and 76 characters a line.
        return [64, 76].contains(text.utf8.count) && isBase64 ? text.utf8.count : nil
    }

    /// - Parameter goesOn: whether another line follows a line.
    private func read(from first: String, while goesOn: (String) -> Bool) async -> LineInput {
        var lines = [first]
        while let last = lines.last, goesOn(last), lines.count < PastedBlock.longest {
            switch await conversation.lines.read("  … ", for: .continuation) {
            case .line(let line): lines.append(line)
            case let other: return other
            }
        }
        return .line(lines.joined(separator: "\n"))
    }
}
