import EditLineShims
import Escaping
import Foundation
import PrivateFiles
import Synchronization
import Text

/// Everything that the conversation prints. Strips whatever could do more than be read; turns style marks into
/// colour, or drops them.
public final class Screen: Sendable {
    public let terminal: Terminal
    /// A progress line stands on the screen and must go before anything else is printed.
    private let hasProgress = Mutex(false)

    private let output: @Sendable (String) -> Void
    private let errors: @Sendable (String) -> Void

    /// - Parameters:
    ///   - output: takes what is printed.
    ///   - errors: takes messages to the person.
    public init(
        _ terminal: Terminal = .standard(),
        output: @escaping @Sendable (String) -> Void = { StandardStream.output.write($0) },
        errors: @escaping @Sendable (String) -> Void = { StandardStream.error.write($0) }
    ) {
        (self.output, self.errors) = (output, errors)
        // libedit and the measuring of text both go by the locale; without it they would see bytes.
        lockstep_locale_open()
        self.terminal = terminal
    }

    public var columns: Int { terminal.columns }

    /// One line or several, as they are.
    public func line(_ text: String = "") {
        clearProgress()
        output(rendered(text) + "\n")
    }

    /// Data as it is, without a line's end.
    public func data(_ text: String) {
        clearProgress()
        output(rendered(text))
    }

    /// Text with the runbooks' markup, wrapped.
    public func text(_ text: String, first: String = "", rest: String? = nil) {
        let clean = SafeText.clean(text, keepsLines: true)
        let markup = Markup.render(clean, styled: terminal.isColoured)
        for line in Wrapping.lines(markup, columns: columns, first: first, rest: rest ?? first) { self.line(line) }
    }

    /// A message to the person on standard error: what went wrong, or what must not mix with data.
    /// - Parameter wraps: false for what must stay as it is: a line of a file with a caret under it.
    public func error(_ text: String, wraps: Bool = true) {
        clearProgress()
        let clean = SafeText.clean(SecretText.masked(text), keepsLines: true)
        let lines = wraps ? Wrapping.lines(clean, columns: columns) : [clean]
        errors(lines.map { rendered($0) + "\n" }.joined())
    }

    /// An address that somebody has to open: whole and on one line, so that whoever copies it copies no line end. Nothing in it
    /// is taken for a secret: what is random there may look like one, and it is there to be opened.
    public func address(_ address: String) {
        clearProgress()
        errors(rendered(SafeText.clean(address)) + "\n")
    }

    /// A line that tells how far a long work is; the next one replaces it. Nothing where nobody watches.
    public func progress(_ text: String) {
        guard terminal.isInteractive else { return }
        hasProgress.withLock { $0 = true }
        output(
            "\r\u{1B}[K" + rendered(Style.dim(SafeText.fitting(SafeText.clean(text), columns - 1))))
    }

    /// Takes a line of progress away, if one stands there.
    public func clearProgress() {
        let had = hasProgress.withLock { flag in
            defer { flag = false }
            return flag
        }
        if had { output("\r\u{1B}[K") }
    }

    /// `text` as it may go to the terminal.
    func rendered(_ text: String) -> String {
        let scalars = Array(SafeText.clean(text, keepsLines: true).unicodeScalars)
        var result = String.UnicodeScalarView()
        for (place, mark) in StyleMark.pieces(scalars) {
            switch mark {
            case .begins(let style): if terminal.isColoured { result += style.sequence.unicodeScalars }
            case .ends: if terminal.isColoured { result += Style.reset.unicodeScalars }
            case nil: result.append(scalars[place.lowerBound])
            }
        }
        return String(result)
    }
}
