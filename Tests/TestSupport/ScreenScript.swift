import Foundation

/// A conversation as it stands on the screen, in a file that anybody can read and write: what is typed, and what is shown.
///
///     # What this is about.
///     $ rehearse peig-microsoft-365
///     REHEARSAL  Nordwind GmbH
///     ...
///     REHEARSAL entra-id-setup> «status»
///
/// A line is one of the screen, 80 columns wide. `$` begins a command of lockstep in the same store, `= 1` is how it ends (0
/// where nothing is said), what stands between « and » is typed once what is before it is the last thing on the screen; `…`
/// stands for any characters of a line, and a line of three dots for any number of lines. `{name}` is like `…`, and is what
/// «{name}» types later. `#` is for people.
public struct ScreenScript {
    public struct Mismatch: Error, CustomStringConvertible {
        public let description: String
    }

    private let name: String
    private let source: [String]
    private let store: URL
    private let environment: [String: String]
    private var terminal: PseudoTerminal?
    private var screen = ScreenLines()
    private var taken = 0
    private var next = 0
    private var mayBeMore = false
    /// The script as it went, for `LOCKSTEP_RECORD`.
    public private(set) var recorded: [String] = []
    private let isRecording: Bool
    /// What stood on the screen where the script has a name in braces.
    public private(set) var found: [String: String] = [:]

    public init(
        _ name: String, _ text: String, store: URL, environment: [String: String] = [:], isRecording: Bool = false
    ) {
        (self.name, self.store, self.environment, self.isRecording) = (name, store, environment, isRecording)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last == "" { lines.removeLast() }
        source = lines
    }

    /// Plays it to its end.
    public mutating func play() throws {
        for (index, line) in source.enumerated() {
            do { try play(line) } catch let error as Mismatch {
                throw Mismatch(description: "\(name):\(index + 1): \(error)")
            } catch { throw Mismatch(description: "\(name):\(index + 1): “\(line)”: \(error)") }
        }
        if terminal != nil { try end(with: 0) }
    }

    private mutating func play(_ line: String) throws {
        if line.hasPrefix("#") || line.isEmpty && terminal == nil {
            recorded.append(line)
        } else if line.hasPrefix("$ ") {
            if terminal != nil { try end(with: 0) }
            recorded.append(line)
            var (words, own) = (line.dropFirst(2).split(separator: " ").map(String.init), environment)
            // As in a shell: NAME=value before the command.
            while let first = words.first, let sign = first.firstIndex(of: "="), first.first?.isUppercase == true {
                own[String(first[..<sign])] = String(first[first.index(after: sign)...])
                words.removeFirst()
            }
            terminal = try PseudoTerminal(words, store: store, environment: own)
            (screen, taken, next, mayBeMore) = (ScreenLines(), 0, 0, false)
        } else if line.hasPrefix("= ") {
            try end(with: Int32(line.dropFirst(2)) ?? 0)
            recorded.append(line)
        } else if line == "..." {
            mayBeMore = true
            if !isRecording { recorded.append(line) }
        } else if let mark = line.firstIndex(of: "«"), line.hasSuffix("»") {
            try type(String(line[line.index(after: mark)...].dropLast()), after: String(line[..<mark]))
            recorded.append(line)
        } else {
            try show(line)
            recorded.append(line)
        }
    }

    /// Waits for a whole line.
    private mutating func show(_ expected: String) throws {
        while true {
            while next < screen.row {
                let seen = screen.text(next)
                if fits(seen, expected) {
                    next += 1
                    mayBeMore = false
                    return
                }
                try pass(seen, instead: expected)
            }
            try more(expected)
        }
    }

    /// Waits until a question stands there, and answers it.
    private mutating func type(_ words: String, after prompt: String) throws {
        // A line has no blanks at its end.
        let asked = prompt.replacing(#/ +$/#, with: "")
        while true {
            while next < screen.row { try pass(screen.text(next), instead: prompt) }
            let seen = screen.text(screen.row)
            if fits(seen, asked) { break }
            try more(prompt)
        }
        mayBeMore = false
        let words = found.reduce(words) { $0.replacing("{\($1.key)}", with: $1.value) }
        // A question that is answered sooner than anybody could read it is not taken.
        if prompt.hasSuffix("> ") { terminal?.type(words) } else { terminal?.answer(words) }
        // The line that was typed in is the next one that is whole, whether it shows what was typed or not.
        while screen.row == next { try more(prompt + words) }
        // At a prompt it is seen, and what was found on the screen before may be typed where nothing is shown only.
        let seen = screen.text(next)
        if prompt.hasSuffix("> "), !seen.contains(words.split(separator: " ").first ?? "") {
            throw Mismatch(description: "what was typed isn't on the screen, which has\n  \(seen)")
        }
        if let shown = found.values.first(where: { words == $0 && seen.contains($0) }) {
            throw Mismatch(description: "the screen shows what was typed: \(shown)")
        }
        next += 1
    }

    private mutating func pass(_ seen: String, instead expected: String) throws {
        guard mayBeMore else {
            throw Mismatch(description: "the screen has\n  \(seen)\nwhere the script has\n  \(expected)")
        }
        if isRecording { recorded.append(ScreenScript.general(seen)) }
        next += 1
    }

    private mutating func more(_ expected: String) throws {
        guard let terminal else { throw Mismatch(description: "no command was begun: $ …") }
        let length = terminal.raw.utf8.count
        guard terminal.wait(until: { $0.raw.utf8.count > length }) else {
            throw Mismatch(description: "“\(expected)” never came. The screen ends with\n\(ending)")
        }
        take()
    }

    private mutating func take() {
        guard let raw = terminal?.raw.utf8 else { return }
        screen.take(String(raw.dropFirst(taken)) ?? "")
        taken = raw.count
    }

    private var ending: String { (max(0, screen.row - 12)...screen.row).map(screen.text).joined(separator: "\n") }

    private mutating func end(with code: Int32) throws {
        guard let terminal else { return }
        let ended = try terminal.waitForExit()
        take()
        while next <= screen.row {
            if !screen.text(next).isEmpty { try pass(screen.text(next), instead: "the end") } else { next += 1 }
        }
        guard ended == code else { throw Mismatch(description: "it ended with \(ended), not \(code):\n\(ending)") }
        self.terminal = nil
    }

    /// Whether a line is what the script has, where `…` and `{name}` may be anything.
    private mutating func fits(_ seen: String, _ expected: String) -> Bool {
        let gaps = expected.matches(of: #/…|\{([a-z]+)\}/#)
        guard let first = gaps.first else { return seen == expected }
        guard seen.hasPrefix(expected[..<first.range.lowerBound]) else { return false }
        var rest = seen.dropFirst(expected.distance(from: expected.startIndex, to: first.range.lowerBound))
        var names: [String: String] = [:]
        for (index, gap) in gaps.enumerated() {
            let end = index + 1 < gaps.count ? gaps[index + 1].range.lowerBound : expected.endIndex
            let between = expected[gap.range.upperBound..<end]
            let isLast = index + 1 == gaps.count
            guard let place = isLast ? ScreenScript.suffix(rest, between) : rest.range(of: between) else {
                return false
            }
            if let name = gap.output.1 { names[String(name)] = String(rest[..<place.lowerBound]) }
            rest = rest[place.upperBound...]
        }
        found.merge(names) { $1 }
        return true
    }

    private static func suffix(_ text: Substring, _ end: Substring) -> Range<Substring.Index>? {
        guard text.hasSuffix(end) else { return nil }
        return text.index(text.endIndex, offsetBy: -end.count)..<text.endIndex
    }

    /// A line without what is another one each time: times, ids, what was made at random.
    private static func general(_ line: String) -> String {
        line.replacing("just now", with: "…").replacing(
            #/\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?( UTC|Z)?)?/#, with: "…"
        )
        .replacing(#/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/#, with: "…")
        .replacing(#/\b(\d\d-\d\d )?\d\d:\d\d(:\d\d)?\b/#, with: "…")
        .replacing(#/resume [a-z0-9]{8}\b/#, with: "resume …")
        .replacing(#/[Ss]ession [a-z0-9]{8}\b/#) { "\($0.output.prefix(7)) …" }
        .replacing(#/localhost:\d+/#, with: "localhost:…").replacing(#/^  [\w~.\-]{40}$/#, with: "  …")
        .replacing(#/\b[0-9a-f]{64}\b/#, with: "…").replacing(#/\([a-z0-9]{8}\)/#, with: "(…)")
        .replacing(#/([0-9a-f]{4} ){3}[0-9a-f]{4}/#, with: "…")
        .replacing(#/([0-9A-F]{4} ){3,}[0-9A-F]{4}/#, with: "…").replacing(#/SHA256:[\w+\/]+/#, with: "SHA256:…")
        .replacing(#/\b(?=[a-z0-9]{0,7}\d)(?=[a-z0-9]{0,7}[a-z])[a-z0-9]{8}\b/#, with: "…")
        .replacing(#/ida@[\w\-]+(?![\w.\-])/#, with: "ida@…").replacing(#/lockstep-[0-9A-F\-]{36}/#, with: "lockstep-…")
    }
}
