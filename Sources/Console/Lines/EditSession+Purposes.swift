import EditLineShims
import Foundation
import Glibc
import PrivateFiles

/// Lines that aren't read as commands are: answers that count only if their question was seen, and what isn't shown.
extension EditSession {
    /// Reads a command. What was pasted along with the answer before it was no command.
    func readCommand(prompt: String) -> LineInput {
        if isFollowed {
            forgetTypedAhead()
            say("What came along with the answer was thrown away.")
        }
        // Commands may be typed ahead of each other.
        defer { isFollowed = false }
        return readLine(prompt: prompt, isCommand: true)
    }

    /// Reads the answer to a question at which several lines may be pasted: what already waits was meant for another question.
    func readAnswer(prompt: String) -> LineInput {
        forgetTypedAhead()
        return readLine(prompt: prompt, isCommand: false)
    }

    /// Reads the answer to a question that has to be seen first.
    func readConfirmation(prompt: String) -> LineInput {
        isConfirming = true
        defer { isConfirming = false }
        while true {
            forgetTypedAhead()
            (resumedAt, isAnew) = (.now, false)
            let input = readLine(prompt: prompt, isCommand: false)
            // Half of it was typed before the process was stopped, and the rest was meant for the shell: the question stands
            // there again, with nothing behind it.
            if isAnew { continue }
            guard case .line = input, ContinuousClock.now - resumedAt < ReadingPace.least else { return input }
            say(ReadingPace.words)
        }
    }

    /// Reads a line that is not shown, until there is one that can be taken: whoever is told to paste it again does so, and
    /// anywhere else it would be seen. Signals and messages work as elsewhere.
    func readSecret(prompt: String) -> LineInput {
        while true {
            forgetTypedAhead()
            let input = readSecretOnce(prompt: prompt)
            guard case .refused = input else { return input }
        }
    }

    private func readSecretOnce(prompt: String) -> LineInput {
        // Nothing is read before it is certain that nothing will be shown.
        guard EditSession.quietTerminal() != nil else { return .terminated }
        secretPrompt = prompt
        StandardStream.output.write(screen.rendered(prompt))
        defer {
            secretPrompt = nil
            StandardStream.output.write("\n")
        }
        (end, isResumed, isFollowed) = (nil, false, false)
        var bytes: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            guard nextByte(&byte) else { return end ?? .endOfInput }
            if isResumed {
                // Half of it may have gone to the shell: it begins again.
                bytes.removeAll()
                isResumed = false
            }
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                passOverTwin(of: byte)
                do throws(LineRefusal) { return .line(try LineRefusal.text(bytes)) } catch { return refuse(error) }
            case 0x04 where bytes.isEmpty: return .endOfInput  // Ctrl-D
            case 0x15: bytes.removeAll()  // Ctrl-U
            case 0x08, 0x7F:
                // A whole character goes: its continuation bytes, then its first one.
                while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
            case 0x1B:
                let sequence = EditSession.sequence(from: { soon() }) ?? []
                guard sequence == EditSession.pasteBegins else {
                    bytes += [byte] + sequence
                    continue
                }
                guard let pasted = nextPaste() else { return end ?? .endOfInput }
                if isResumed { continue }
                // A line's end behind it came with copying; Enter is typed.
                bytes += pasted.drop(while: EditSession.endsLine).reversed().drop(while: EditSession.endsLine)
                    .reversed()
                if bytes.count > LineLimit.bytes { return refuse(.tooLong) }
            case _ where bytes.count >= LineLimit.bytes: return passOver()
            default: bytes.append(byte)
            }
        }
    }
}
