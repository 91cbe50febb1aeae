import Foundation
import Glibc
import PseudoTerminalShims

/// The program at a real terminal of 80 by 24, typed at and read.
public final class PseudoTerminal {
    public struct Missing: Error, CustomStringConvertible {
        public let description: String
    }

    private let master: Int32
    private var pid: pid_t = 0
    /// Everything that came: escape sequences taken out, and each run of blanks and line ends one blank, so that
    /// where a line was broken doesn't matter.
    public private(set) var transcript = ""
    /// The same as it came.
    public private(set) var raw = ""
    private var position: String.Index
    private var pending: [UInt8] = []
    private var exitStatus: Int32?

    /// - Parameters:
    ///   - more: beside the usual environment.
    ///   - starter: as in `Program.run`.
    public init(
        _ arguments: [String], store: URL, columns: UInt16 = 80, rows: UInt16 = 24,
        environment more: [String: String] = [:], through starter: [String] = []
    ) throws {
        position = transcript.startIndex
        let command = starter + [Program.url.path] + arguments
        let words = command.map { strdup($0) } + [nil]
        let environment = Program.environment(store).merging(more) { $1 }.map { strdup("\($0)=\($1)") } + [nil]
        defer { (words + environment).forEach { free($0) } }
        master = lockstep_test_spawn(command[0], words, environment, columns, rows, &pid)
        guard master >= 0 else { throw Missing(description: "the program can't be started") }
    }

    /// The program at its first prompt.
    public static func atPrompt(
        _ arguments: [String], store: URL, environment: [String: String] = [:]
    ) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(arguments, store: store, environment: environment)
        try terminal.expect("> ")
        return terminal
    }

    deinit {
        if exitStatus == nil, pid > 0 {
            kill(pid, SIGKILL)
            waitpid(pid, nil, 0)
        }
        close(master)
    }

    public func send(_ text: String) { send(bytes: Array(text.utf8)) }

    public func send(bytes: [UInt8]) {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            if count <= 0 { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Sends more than the terminal holds at once: what is shown meanwhile is read, or both sides would wait.
    public func paste(_ text: String) {
        let flags = fcntl(master, F_GETFL)
        _ = fcntl(master, F_SETFL, flags | O_NONBLOCK)
        defer { _ = fcntl(master, F_SETFL, flags) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, min($0.count, 4_096)) }
            if count > 0 { bytes = bytes.dropFirst(count) }
            if count < 0, errno != EAGAIN { return }
            _ = read(milliseconds: count < 0 ? 10 : 0)
        }
    }

    public func type(_ line: String) { send(line + "\r") }

    /// Answers a question that has to be read first: no sooner than somebody could have read it.
    public func answer(_ line: String) {
        let deadline = Date().addingTimeInterval(1)
        while Date() < deadline, read(milliseconds: 20) {}
        type(line)
    }

    public func resize(columns: UInt16, rows: UInt16) {
        _ = lockstep_test_resize(master, columns, rows)
    }

    /// What a shell does to the terminal of a process that it stopped.
    public func shows(_ isOn: Bool) {
        var settings = termios()
        tcgetattr(master, &settings)
        let flags = tcflag_t(ECHO | ICANON)
        settings.c_lflag = isOn ? settings.c_lflag | flags : settings.c_lflag & ~flags
        // Where lines are edited, Enter ends one.
        if isOn { settings.c_iflag |= tcflag_t(ICRNL) }
        tcsetattr(master, TCSANOW, &settings)
    }

    /// Whether the terminal shows what is typed, as a shell that goes on at it wants.
    public var isShowing: Bool {
        var settings = termios()
        return tcgetattr(master, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
            && settings.c_lflag & tcflag_t(ICANON) != 0
    }

    public func signal(_ number: Int32) { kill(pid, number) }

    /// Ends it as a power cut would, and waits until it is gone.
    public func die() {
        kill(pid, SIGKILL)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        exitStatus = -SIGKILL
    }

    /// Waits until `text` comes after what was expected before, and returns what stood between.
    @discardableResult
    public func expect(_ text: String, seconds: Double = 60) throws -> String {
        let deadline = Date().addingTimeInterval(seconds)
        while true {
            if let range = transcript.range(of: text, range: position..<transcript.endIndex) {
                let between = String(transcript[position..<range.lowerBound])
                position = range.upperBound
                return between
            }
            guard Date() < deadline, read() else {
                throw Missing(
                    description: "“\(text)” never came. The end of the screen:\n\(transcript.suffix(1_500))")
            }
        }
    }

    /// Waits for something to be so.
    /// - Returns: whether it came to be.
    public func wait(until isSo: (PseudoTerminal) -> Bool, seconds: Double = 60) -> Bool {
        let deadline = Date().addingTimeInterval(seconds)
        while !isSo(self) {
            guard Date() < deadline, read() else { return isSo(self) }
        }
        return true
    }

    /// Waits for the program's end and returns its exit code; a signal's number is negative.
    public func waitForExit(seconds: Double = 60) throws -> Int32 {
        let deadline = Date().addingTimeInterval(seconds)
        while Date() < deadline {
            var status: Int32 = 0
            if waitpid(pid, &status, WNOHANG) == pid {
                let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
                exitStatus = code
                // What it wrote last may still be on its way here.
                while hasMore, read(milliseconds: 0) {}
                return code
            }
            _ = read(milliseconds: 20)
        }
        throw Missing(description: "the program doesn't end. The end of the screen:\n\(transcript.suffix(1_500))")
    }

    private var hasMore: Bool {
        var poller = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        return poll(&poller, 1, 0) > 0
    }

    /// - Returns: false when nothing can come any more.
    private func read(milliseconds: Int32 = 1_000) -> Bool {
        var poller = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&poller, 1, milliseconds) > 0 else { return true }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(master, &buffer, buffer.count)
        guard count > 0 else { return false }
        pending += buffer[..<count]
        let offset = transcript.distance(from: transcript.startIndex, to: position)
        transcript += take()
        position = transcript.index(transcript.startIndex, offsetBy: offset)
        return true
    }

    /// The whole characters that have come, without escape sequences.
    private func take() -> String {
        // An unfinished character or escape sequence waits for its end.
        var end = pending.count
        if let escape = pending.lastIndex(of: 0x1B), pending.count - escape < 3 { end = escape }
        while end > 0, String(validating: pending[..<end], as: UTF8.self) == nil, pending.count - end < 4 { end -= 1 }
        let text = String(decoding: pending[..<end], as: UTF8.self)
        raw += text
        pending.removeFirst(end)
        let plain = text.replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: "").replacingOccurrences(of: "\r\n", with: "\n")
            .replacing(/[\r\u{7}\u{8}]/, with: "").replacing(/[ \n]+/, with: " ")
        return transcript.hasSuffix(" ") && plain.hasPrefix(" ") ? String(plain.dropFirst()) : plain
    }
}
