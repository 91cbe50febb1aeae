import Console
import Runbook

/// A hint as it stands on the screen.
enum HintView {
    static func show(_ hint: Hint, _ conversation: Conversation, indent: String) {
        let (label, style): (String, Style) =
            switch hint.style {
            case .info: ("Note:", .blue)
            case .success: ("Good:", .green)
            case .warning: ("Warning:", .yellow)
            case .danger: ("DANGER:", .red)
            }
        conversation.screen.text(
            conversation.filled(hint.text), first: "\(indent)\(style(label)) ", rest: indent + "  ")
    }
}
