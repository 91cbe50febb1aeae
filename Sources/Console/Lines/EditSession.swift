import CLibedit
import EditLineShims
import Escaping
import Foundation
import Glibc
import PrivateFiles
import Text

/// libedit's handles. Made, used and ended on the editor's thread alone, so not `Sendable`.
final class EditSession {
    let editor: OpaquePointer
    private let history: OpaquePointer?
    private let historyFile: URL?
    private let wake: WakePipe
    let screen: Screen
    let completer: Completer
    private let promptText = UnsafeMutablePointer<CChar>.allocate(capacity: EditSession.promptCapacity)
    private let original: termios?
    var decoding = mbstate_t()
    var end: LineInput?
    /// Bytes since the prompt.
    private var typed = 0
    /// What was read and belongs to what comes next.
    var ahead: ArraySlice<UInt8> = []
    /// Whether a byte of the line is none of UTF-8.
    private var isDamaged = false
    var prompt = ""
    /// Of a line that isn't shown: what to draw anew. libedit draws its own.
    var secretPrompt: String?
    /// Whether the process was stopped since the prompt, and goes on.
    var isResumed = false
    /// When the question was shown, or shown again.
    var resumedAt = ContinuousClock.now
    /// Whether the question counts only if it was seen (`readConfirmation`).
    var isConfirming = false
    /// Whether the line that was begun is given up, and the question asked anew.
    var isAnew = false
    /// What was pasted and is no part of a line; nil where nothing was.
    var paste: Paste?
    /// Whether something came along with the last answer, behind its end.
    var isFollowed = false
    private var isModeKept = false

    private static let promptCapacity = 512
    private static let historySize: Int32 = 1_000
    /// Stands around what takes no room in the prompt.
    private static let mark: CChar = 1

    init?(historyFile: URL?, wake: WakePipe, screen: Screen, completer: Completer) {
        original = EditSession.quietTerminal()
        if var original { lockstep_terminal_owe(&original) }
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
        markPastes(true)
    }

    deinit {
        markPastes(false)
        el_end(editor)
        if let history { history_end(history) }
        lockstep_terminal_release()
        if var original { tcsetattr(STDIN_FILENO, TCSADRAIN, &original) }
        lockstep_terminal_owe(nil)
        promptText.deallocate()
    }

    /// Makes sure that the terminal neither echoes nor edits what is typed while no line is being read: it waits for
    /// the next prompt as it was typed. (`lockstep_edit_open` tells libedit to leave it so.)
    /// - Returns: the settings as they were.
    static func quietTerminal() -> termios? {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        let original = settings
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
        settings.c_iflag &= ~tcflag_t(ICRNL | INLCR)
        withUnsafeMutableBytes(of: &settings.c_cc) { characters in
            characters[Int(VMIN)] = 1
            characters[Int(VTIME)] = 0
        }
        tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
        lockstep_terminal_keep()
        return original
    }

    /// Between two lines, libedit would have the terminal turn both characters that end lines into one and the same. They are
    /// kept apart, or a line that ends with both would be two.
    private static func keepLineEnds() {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0, settings.c_iflag & tcflag_t(ICRNL | INLCR) != 0 else { return }
        settings.c_iflag &= ~tcflag_t(ICRNL | INLCR)
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    }

    private static func isEchoing() -> Bool {
        var settings = termios()
        return tcgetattr(STDIN_FILENO, &settings) != 0 || settings.c_lflag & tcflag_t(ECHO) != 0
    }

    private static func of(_ editor: OpaquePointer) -> EditSession {
        // Set in `init`, before libedit calls anything.
        guard let context = lockstep_edit_context(editor) else { preconditionFailure("libedit lost its context") }
        return Unmanaged<EditSession>.fromOpaque(context).takeUnretainedValue()
    }

    /// - Parameter isCommand: whether it goes into the history, and has to be one line.
    func readLine(prompt: String, isCommand: Bool) -> LineInput {
        setPrompt(prompt)
        self.prompt = prompt
        (end, paste) = (nil, nil)
        (typed, isDamaged, isModeKept, isFollowed) = (0, false, false, false)
        var count: Int32 = 0
        let text = el_gets(editor, &count)
        EditSession.keepLineEnds()
        guard let text, count > 0 else {
            switch end {
            case .interrupted:
                StandardStream.output.write("^C\n")
                el_reset(editor)
                return .interrupted
            case .refused:
                el_reset(editor)
                return isAnew ? .refused : paste.map { settled($0, isCommand: isCommand) } ?? passOver()
            case let other?: return other
            case nil:
                StandardStream.output.write("\n")
                return .endOfInput
            }
        }
        var line = String(cString: text)
        while line.hasSuffix("\n") || line.hasSuffix("\r") { line.removeLast() }
        if isDamaged { return refuse(.notText(byte: line.utf8.count + 1)) }
        // A line with a secret in it is refused as a rule; the history would keep it all the same.
        if isCommand, !line.allSatisfy(\.isWhitespace), SecretText.masked(line) == line, let history {
            lockstep_history_add(history, line)
            save(history)
        }
        return .line(line)
    }

    /// Passes over the rest of a line that is too long, and says so. Without libedit, which would draw all of it.
    func passOver() -> LineInput {
        end = nil
        let ends = [UInt8(ascii: "\n"), UInt8(ascii: "\r")]
        var byte: UInt8 = 0
        while true {
            guard nextByte(&byte, many: true) else { return end ?? .endOfInput }
            if ends.contains(byte) {
                passOverTwin(of: byte)
                break
            }
            ahead = ahead.drop { !ends.contains($0) }
        }
        return refuse(.tooLong)
    }

    func refuse(_ why: LineRefusal) -> LineInput {
        if secretPrompt != nil || why == .tooLong { StandardStream.output.write("\n") }
        say(why.words)
        return .refused
    }

    /// A sentence between two questions.
    func say(_ words: String) {
        let lines = Wrapping.lines(words, columns: screen.columns)
        StandardStream.output.write(screen.rendered(lines.joined(separator: "\n")) + "\n")
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
            guard nextTyped(&byte) else {
                if end == nil { return 0 }
                errno = EINTR
                return -1
            }
            typed += 1
            if typed > LineLimit.bytes {
                end = .refused
                errno = EINTR
                return -1
            }
            var input = CChar(bitPattern: byte)
            switch mbrtowc(character, &input, 1, &decoding) {
            case Int.max - 1, -2: continue  // The character goes on in the next byte.
            case -1:
                (decoding, isDamaged) = (mbstate_t(), true)
                continue
            default: return 1
            }
        }
    }

    /// Waits for a byte of the terminal; attends to what the wake pipe tells meanwhile.
    /// - Returns: false at the end of input, or when `end` says why reading stops.
    /// - Parameter many: whether what comes with it may be taken too; it waits in `ahead`.
    func nextByte(_ byte: inout UInt8, many: Bool = false) -> Bool {
        if let first = ahead.popFirst() {
            byte = first
            return true
        }
        if !isModeKept {
            // libedit has set its own by now.
            lockstep_terminal_keep()
            isModeKept = true
        }
        while true {
            var pollers = [
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wake.reading, events: Int16(POLLIN), revents: 0),
            ]
            // In the background nothing is read, and the terminal has somebody else's mode.
            guard lockstep_terminal_await() else {
                end = .terminated
                return false
            }
            if lockstep_signals_continued() {
                // Also if the process went on in the background, and came to the terminal later.
                lockstep_terminal_restore()
                resume()
                if end != nil { return false }
            }
            guard poll(&pollers, 2, -1) > 0 else { continue }
            if pollers[1].revents != 0 {
                for news in wake.take() { attend(news) }
                if end != nil { return false }
                continue
            }
            guard pollers[0].revents != 0 else { continue }
            // Nothing is read while it would be shown: somebody gave the terminal another mode.
            if secretPrompt != nil, EditSession.isEchoing() {
                lockstep_terminal_restore()
                resume()
                continue
            }
            var bytes = [UInt8](repeating: 0, count: many ? 65_536 : 1)
            let count = Glibc.read(STDIN_FILENO, &bytes, bytes.count)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            if count < 0 { end = .terminated }
            guard count > 0 else { return false }
            byte = bytes[0]
            ahead = bytes[1..<count]
            return true
        }
    }
}
