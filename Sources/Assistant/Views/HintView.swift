import Console
import Journal
import Runbook
import Text

/// A hint as it stands on the screen.
enum HintView {
    static func show(_ hint: Hint, _ board: Board, on screen: Screen, indent: String = "") {
        let (label, style): (String, Style) =
            switch hint.style {
            case .info: ("Note:", .blue)
            case .success: ("Good:", .green)
            case .warning: ("Warning:", .yellow)
            case .danger: ("DANGER:", .red)
            }
        screen.text(
            board.filled(hint.text), first: "\(indent)\(style(label)) ", rest: indent + "  ")
    }
}
