import CLibedit
import EditLineShims
import Foundation
import Glibc
import PrivateFiles

/// What is pasted is one piece: the terminal marks where it begins and ends, and no line of it is taken for one that
/// somebody typed, read and ended with Enter.
extension EditSession {
    /// What was pasted and can't become a part of the line that is being typed.
    enum Paste {
        case lines([String])
        case refused(LineRefusal)
    }

    /// Makes the terminal put marks around what is pasted, or stop doing so. One that says that it knows nothing would show
    /// them.
    func markPastes(_ isOn: Bool) {
        guard !["", "dumb"].contains(ProcessInfo.processInfo.environment["TERM"] ?? "") else { return }
        lockstep_terminal_mark_pastes(isOn)
    }

    static func endsLine(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    /// Other systems end a line with two characters, and so do some terminals where Enter is pressed: that is one end.
    func passOverTwin(of byte: UInt8) {
        var next = soon(milliseconds: 5)
        if let twin = next, EditSession.endsLine(twin), twin != byte { next = soon(milliseconds: 5) }
        isFollowed = next != nil
        if let next { ahead = [next] + ahead }
    }

    /// Takes what is pasted into the line, if it is one line: whoever pasted it sees it there, and ends it with Enter.
    /// - Returns: false where it is none, or when `end` says why reading stops.
    func takePaste() -> Bool {
        guard let bytes = nextPaste() else { return false }
        do throws(LineRefusal) {
            if bytes.count > LineLimit.bytes { throw .tooLong }
            var lines: [String] = []
            for line in bytes.split(whereSeparator: EditSession.endsLine) {
                lines.append(try LineRefusal.text(Array(line)))
            }
            if lines.count > 1 {
                // What was typed before it belongs to its first line.
                lines[0] = (typedText ?? "") + lines[0]
                paste = .lines(lines)
            } else {
                // A tab stands between two words there, and completes nothing.
                ahead = ArraySlice((lines.first ?? "").replacing("\t", with: " ").utf8) + ahead
                return true
            }
        } catch {
            paste = .refused(error)
        }
        end = .refused
        return false
    }

    /// What is pasted, up to the mark of its end; of a paste that is too long, some of it, but more than a line may have.
    /// - Returns: nil when reading stops before.
    func nextPaste() -> [UInt8]? {
        let mark = Array(LineRefusal.pasteEnds.utf8)
        var (bytes, tail): ([UInt8], [UInt8]) = ([], [])
        var byte: UInt8 = 0
        while nextByte(&byte, many: true) {
            tail.append(byte)
            if byte == mark.last, tail.suffix(mark.count) == mark[...] {
                bytes += tail.dropLast(mark.count)
                return bytes
            }
            guard tail.count > 4_096 else { continue }
            // What won't be taken isn't kept; its end is waited for all the same.
            if bytes.count <= LineLimit.bytes { bytes += tail.dropLast(mark.count) }
            tail = Array(tail.suffix(mark.count))
        }
        return nil
    }

    /// What becomes of a paste that is no part of a line.
    func settled(_ paste: Paste, isCommand: Bool) -> LineInput {
        switch paste {
        case .refused(let why):
            if why != .tooLong { StandardStream.output.write("\n") }
            return refuse(why)
        case .lines(let lines) where isCommand:
            StandardStream.output.write("\n")
            return refuse(.severalLines(first: lines[0], count: lines.count))
        case .lines(let lines):
            StandardStream.output.write("(\(lines.count) lines)\n")
            return .line(lines.joined(separator: "\n"))
        }
    }

    /// Throws away what was typed before a question was there, whatever it was meant for. A paste that is still on its way is
    /// thrown away to its end, or its rest would be taken for what was typed.
    func forgetTypedAhead() {
        let (begins, ends) = (Array(LineRefusal.pasteBegins.utf8), Array(LineRefusal.pasteEnds.utf8))
        var (isOpen, tail) = (false, [UInt8]())
        func pass(_ bytes: some Sequence<UInt8>) {
            for byte in bytes {
                tail = tail.suffix(begins.count - 1) + [byte]
                if tail == begins { isOpen = true } else if tail == ends { isOpen = false }
            }
        }
        pass(ahead)
        (ahead, decoding, isFollowed) = ([], mbstate_t(), false)
        var buffer = [UInt8](repeating: 0, count: 4_096)
        var poller = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        // In the background nothing is there for this process.
        while tcgetpgrp(STDIN_FILENO) == getpgrp(), poll(&poller, 1, isOpen ? 300 : 0) > 0 {
            let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
            guard count > 0 else { break }
            pass(buffer[..<count])
        }
        tcflush(STDIN_FILENO, TCIFLUSH)
    }
}
