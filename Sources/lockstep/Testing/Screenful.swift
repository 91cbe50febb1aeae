import Console
import Escaping
import SimulatedTenant
import Synchronization
import Text

/// What a screen that nobody sees has shown.
final class Screenful: Sendable {
    private let text = Mutex("")
    private let start = Mutex(0)

    /// A screen that writes here.
    var screen: Screen {
        Screen(
            Terminal(isInteractive: false, isColoured: false, fixedColumns: 100), output: { [self] in add($0) },
            errors: { [self] in add($0) })
    }

    private func add(_ more: String) { text.withLock { $0 += more } }

    /// What is shown from now on is `last`.
    func mark() { start.withLock { $0 = text.withLock(\.utf8.count) } }

    /// What was shown since the mark, in one line.
    var last: String {
        let start = start.withLock { $0 }
        return Screenful.plain(text.withLock { String(decoding: $0.utf8.dropFirst(start), as: UTF8.self) })
    }

    /// What a person would copy from it; the latest that was shown.
    func value(of name: Scenario.Stage.Shown) -> String? {
        let text = text.withLock { $0 }
        return switch name {
        case .secret: text.matches(of: /shown only this once:\s+(\S+)/).last.map { String($0.1) }
        case .clientID: text.matches(of: /Application \(client\) ID\s+(\S+)/).last.map { String($0.1) }
        case .tenantID: text.matches(of: /Directory \(tenant\) ID\s+(\S+)/).last.map { String($0.1) }
        }
    }

    /// Text in one line, with a blank where any stood.
    static func plain(_ text: String) -> String {
        SafeText.clean(text, keepsLines: true).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
