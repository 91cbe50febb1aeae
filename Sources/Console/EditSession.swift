import CLibedit
import EditLineShims
import Foundation
import Glibc

/// libedit's handles. Made, used and ended on the editor's thread alone, so not `Sendable`.
final class EditSession {
    private let editor: OpaquePointer
    private let history: OpaquePointer?
    private let historyFile: URL?
    private let wake: WakePipe
    private let screen: Screen
    private let completer: Completer
    private let promptText = UnsafeMutablePointer<CChar>.allocate(capacity: EditSession.promptCapacity)
    private let original: termios?
    private var decoding = mbstate_t()
    private var end: LineInput?
    /// Bytes since the prompt.
    private var typed = 0
    /// Typed after a line that was too long, and read with its end.
    private var ahead: [UInt8] = []

    private static let promptCapacity = 512
    private static let historySize: Int32 = 1_000
    /// Stands around what takes no room in the prompt.
    private static let mark: CChar = 1

    init?(historyFile: URL?, wake: WakePipe, screen: Screen, completer: Completer) {
        original = EditSession.quietTerminal()
        guard let editor = lockstep_edit_open("lockstep") else { return nil }
        self.editor = editor
        self.historyFile = historyFile
        self.wake = wake
        self.screen = screen
        self.completer = completer
        promptText.initialize(repeating: 0, count: EditSession.promptCapacity)
        history = lockstep_history_open(EditSession.historySize)
        let context = Unmanaged.passUnretained(self).toOpaque()
        lockstep_edit_set_context(editor, context)
        lockstep_edit_set_prompt(
            editor,
            { editor in
                // Read by libedit before the next call; the buffer lives as long as the session.
                UnsafePointer(EditSession.of(editor).promptText)
            }, EditSession.mark)
        lockstep_edit_set_reader(editor, { editor, character in EditSession.of(editor).read(into: character) })
        lockstep_edit_bind(editor, "lockstep-complete", "Complete the word", "\t") { editor, _ in
            EditSession.of(editor).complete()
        }
        lockstep_edit_bind_builtin(editor, "^R", "em-inc-search-prev")
        if let history {
            lockstep_edit_set_history(editor, history)
            if let historyFile { _ = lockstep_history_load(history, historyFile.path) }
        }
    }

    deinit {
        el_end(editor)
        if let history { history_end(history) }
        if var original { tcsetattr(STDIN_FILENO, TCSADRAIN, &original) }
        promptText.deallocate()
    }

    /// Makes sure that the terminal neither echoes nor edits what is typed while no line is being read: it waits for
    /// the next prompt as it was typed. (`lockstep_edit_open` tells libedit to leave it so.)
    /// - Returns: the settings as they were.
    private static func quietTerminal() -> termios? {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        let original = settings
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
        withUnsafeMutableBytes(of: &settings.c_cc) { characters in
            characters[Int(VMIN)] = 1
            characters[Int(VTIME)] = 0
        }
        tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
        return original
    }

    private static func of(_ editor: OpaquePointer) -> EditSession {
        // Set in `init`, before libedit calls anything.
        guard let context = lockstep_edit_context(editor) else { preconditionFailure("libedit lost its context") }
        return Unmanaged<EditSession>.fromOpaque(context).takeUnretainedValue()
    }

    func readLine(prompt: String, keepsHistory: Bool) -> LineInput {
        setPrompt(prompt)
        end = nil
        typed = 0
        var count: Int32 = 0
        guard let text = el_gets(editor, &count), count > 0 else {
            switch end {
            case .interrupted:
                Screen.write("^C\n", to: STDOUT_FILENO)
                el_reset(editor)
                return .interrupted
            case .tooLong:
                el_reset(editor)
                return refuseLine()
            case let other?: return other
            case nil:
                Screen.write("\n", to: STDOUT_FILENO)
                return .endOfInput
            }
        }
        var line = String(cString: text)
        while line.hasSuffix("\n") || line.hasSuffix("\r") { line.removeLast() }
        if keepsHistory, !line.allSatisfy(\.isWhitespace), let history {
            lockstep_history_add(history, line)
            save(history)
        }
        return .line(line)
    }

    /// Reads a line that is not shown. Signals and messages work as elsewhere.
    func readSecret(prompt: String) -> LineInput {
        // Nothing is read before it is certain that nothing will be shown.
        guard EditSession.quietTerminal() != nil else { return .terminated }
        Screen.write(screen.rendered(prompt), to: STDOUT_FILENO)
        defer { Screen.write("\n", to: STDOUT_FILENO) }
        end = nil
        var bytes: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            guard nextByte(&byte) else { return end ?? .endOfInput }
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return .line(String(decoding: bytes, as: UTF8.self))
            case 0x04 where bytes.isEmpty: return .endOfInput  // Ctrl-D
            case 0x15: bytes.removeAll()  // Ctrl-U
            case 0x08, 0x7F:
                // A whole character goes: its continuation bytes, then its first one.
                while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
            case _ where bytes.count >= LineLimit.bytes: return refuseLine()
            default: bytes.append(byte)
            }
        }
    }

    /// Passes over the rest of a line that is too long, and says so. Without libedit, which would draw all of it.
    private func refuseLine() -> LineInput {
        end = nil
        let ends = [UInt8(ascii: "\n"), UInt8(ascii: "\r")]
        var byte: UInt8 = 0
        while true {
            guard nextByte(&byte, many: true) else { return end ?? .endOfInput }
            if ends.contains(byte) { break }
            let place = ahead.firstIndex(where: ends.contains)
            ahead.removeSubrange(..<(place ?? ahead.endIndex))
        }
        Screen.write("\n" + screen.rendered(LineLimit.words) + "\n", to: STDOUT_FILENO)
        return .tooLong
    }

    private func setPrompt(_ prompt: String) {
        var text = ""
        for scalar in screen.rendered(prompt).unicodeScalars { text.unicodeScalars.append(scalar) }
        // Around each escape sequence stands the mark, so that libedit doesn't count it.
        text = text.replacing(/\u{1B}\[[0-9;]*m/) { "\u{1}\($0.output)\u{1}" }
        let bytes = Array(text.utf8CString.prefix(EditSession.promptCapacity - 1))
        for (index, byte) in bytes.enumerated() { promptText[index] = byte }
        promptText[min(bytes.count, EditSession.promptCapacity - 1)] = 0
    }

    private func save(_ history: OpaquePointer) {
        if let historyFile { _ = lockstep_history_save(history, historyFile.path) }
    }

    // MARK: - Called by libedit

    /// `EL_GETCFN`: one character from the terminal, or an end that `end` explains.
    private func read(into character: UnsafeMutablePointer<wchar_t>) -> Int32 {
        while true {
            var byte: UInt8 = 0
            guard nextByte(&byte) else {
                if end == nil { return 0 }
                errno = EINTR
                return -1
            }
            typed += 1
            if typed > LineLimit.bytes {
                end = .tooLong
                errno = EINTR
                return -1
            }
            var input = CChar(bitPattern: byte)
            switch mbrtowc(character, &input, 1, &decoding) {
            case Int.max - 1, -2: continue  // The character goes on in the next byte.
            case -1:
                decoding = mbstate_t()
                continue
            default: return 1
            }
        }
    }

    /// Waits for a byte of the terminal; attends to what the wake pipe tells meanwhile.
    /// - Returns: false at the end of input, or when `end` says why reading stops.
    /// - Parameter many: whether what comes with it may be taken too; it waits in `ahead`.
    private func nextByte(_ byte: inout UInt8, many: Bool = false) -> Bool {
        if !ahead.isEmpty {
            byte = ahead.removeFirst()
            return true
        }
        while true {
            var pollers = [
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wake.reading, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&pollers, 2, -1) > 0 else { continue }
            if pollers[1].revents != 0 {
                for news in wake.take() { attend(news) }
                if end != nil { return false }
            }
            guard pollers[0].revents != 0 else { continue }
            var bytes = [UInt8](repeating: 0, count: many ? 65_536 : 1)
            let count = Glibc.read(STDIN_FILENO, &bytes, bytes.count)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            if count < 0 { end = .terminated }
            guard count > 0 else { return false }
            byte = bytes[0]
            ahead = Array(bytes[1..<count])
            return true
        }
    }

    private func attend(_ news: WakePipe.News) {
        switch news {
        case .interrupt: end = .interrupted
        case .terminate: end = .terminated
        case .resize:
            el_resize(editor)
            // The refresh draws prompt and line anew, from where the cursor is.
            Screen.write("\r\u{1B}[K", to: STDOUT_FILENO)
            lockstep_edit_refresh(editor)
        case .message(let text):
            Screen.write("\r\u{1B}[K" + screen.rendered(text) + "\n", to: STDOUT_FILENO)
            lockstep_edit_refresh(editor)
        }
    }

    private func complete() -> UInt8 {
        guard let info = el_line(editor) else { return UInt8(CC_ERROR) }
        let length = info.pointee.cursor - info.pointee.buffer
        let bytes = UnsafeRawBufferPointer(start: info.pointee.buffer, count: length)
        let typed = String(decoding: bytes, as: UTF8.self)
        let word = typed.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        let candidates = completer.candidates(for: typed)
        guard let first = candidates.first else { return UInt8(CC_ERROR) }
        if candidates.count == 1 {
            return insert(String(first.dropFirst(word.count)) + " ")
        }
        let common = candidates.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
        if common.count > word.count { return insert(String(common.dropFirst(word.count))) }
        Screen.write("\n" + columns(candidates) + "\n", to: STDOUT_FILENO)
        return UInt8(CC_REDISPLAY)
    }

    private func insert(_ text: String) -> UInt8 {
        el_insertstr(editor, text) == 0 ? UInt8(CC_REFRESH) : UInt8(CC_ERROR)
    }

    private func columns(_ words: [String]) -> String {
        let width = (words.map(SafeText.width).max() ?? 1) + 2
        let count = max(1, screen.columns / width)
        var lines: [String] = []
        for start in stride(from: 0, to: words.count, by: count) {
            let row = words[start..<min(start + count, words.count)]
            lines.append(row.map { $0 + String(repeating: " ", count: width - SafeText.width($0)) }.joined())
        }
        return screen.rendered(lines.joined(separator: "\n"))
    }
}
