import Foundation
import Glibc

/// What a terminal sends for keys and for what is pasted, besides letters.
extension EditSession {
    /// The next byte that somebody typed. What is pasted is looked at as a whole first, and a key that means nothing here
    /// leaves nothing behind.
    func nextTyped(_ byte: inout UInt8) -> Bool {
        while nextByte(&byte) {
            if EditSession.endsLine(byte) { passOverTwin(of: byte) }
            guard byte == 0x1B else { return true }
            guard let sequence = EditSession.sequence(from: { soon() }) else { return true }
            switch sequence {
            case EditSession.pasteBegins: guard takePaste() else { return false }
            // Its beginning was thrown away.
            case EditSession.pasteEnds: continue
            default:
                guard let meant = EditSession.meaning(of: sequence) else { continue }
                ahead = meant + ahead
                return true
            }
        }
        return false
    }

    // Without the escape before them.
    static let pasteBegins = Array(LineRefusal.pasteBegins.utf8.dropFirst())
    private static let pasteEnds = Array(LineRefusal.pasteEnds.utf8.dropFirst())
    /// More than any key sends.
    private static let longestSequence = 32

    /// What follows an escape, to its end: ECMA-48, section 5.4, and what terminals send for function keys (SS3).
    /// - Returns: nil for the key by itself.
    static func sequence(from next: () -> UInt8?) -> [UInt8]? {
        guard let first = next() else { return nil }
        var seen = [first]
        switch first {
        case UInt8(ascii: "O"): if let key = next() { seen.append(key) }
        case UInt8(ascii: "["):
            while seen.count < longestSequence, let byte = next() {
                seen.append(byte)
                // The Linux console's function keys: a second bracket, and a letter.
                if seen.count == 2, byte == UInt8(ascii: "[") { continue }
                if (0x40...0x7E).contains(byte) { break }
            }
        default: break
        }
        return seen
    }

    /// - Returns: what libedit has bound to the key, without the escape before it; nil for a key that means nothing.
    private static func meaning(of sequence: [UInt8]) -> [UInt8]? {
        guard sequence.count > 1, let last = sequence.last else { return sequence }
        let text = String(decoding: sequence, as: UTF8.self)
        switch text {
        // With Ctrl or Alt, arrows go from word to word, as in other programs.
        case "[1;5C", "[1;3C", "[5C", "Oc": return Array("f".utf8)
        case "[1;5D", "[1;3D", "[5D", "Od": return Array("b".utf8)
        case "[1~", "[7~": return Array("[H".utf8)
        case "[4~", "[8~": return Array("[F".utf8)
        case "[3~": return sequence
        default: break
        }
        let isPlain = sequence.count == 2 && Array("ABCDHF".utf8).contains(last)
        return isPlain ? sequence : nil
    }

    /// A byte that is there, or comes in a moment: what a terminal sends comes at once, and a key by itself doesn't go on.
    func soon(milliseconds: Int32 = 20) -> UInt8? {
        if let first = ahead.popFirst() { return first }
        var poller = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        var byte: UInt8 = 0
        guard poll(&poller, 1, milliseconds) > 0, Glibc.read(STDIN_FILENO, &byte, 1) == 1 else { return nil }
        return byte
    }
}
