import CLibedit
import EditLineShims
import Foundation
import Glibc
import PrivateFiles
import Text

/// What happens while a line is being typed, and how the line stands on the screen again afterwards.
extension EditSession {
    func attend(_ news: WakePipe.News) {
        switch news {
        case .interrupt: end = .interrupted
        case .terminate: end = .terminated
        // It looks before it reads on.
        case .look: break
        case .resize:
            el_resize(editor)
            StandardStream.output.write(backToPrompt())
            draw()
        case .message(let text):
            StandardStream.output.write(backToPrompt() + screen.rendered(text) + "\n")
            draw()
        }
    }

    /// The process was stopped and goes on, or another program gave the terminal its own mode.
    func resume() {
        isResumed = true
        resumedAt = .now
        markPastes(true)
        StandardStream.output.write("\r\u{1B}[K")
        if isConfirming, isBegun {
            (end, isAnew) = (.refused, true)
        } else {
            draw()
        }
    }

    /// Whether something of the line has been typed already.
    private var isBegun: Bool { el_line(editor).map { $0.pointee.lastchar > $0.pointee.buffer } ?? false }

    /// What stands before the cursor; nil without a line.
    var typedText: String? {
        guard let line = el_line(editor)?.pointee, let start = line.buffer, let cursor = line.cursor else { return nil }
        return String(decoding: UnsafeRawBufferPointer(start: start, count: cursor - start), as: UTF8.self)
    }

    /// What brings the cursor back to the prompt's first row, and clears all from there on: a line that is longer than the
    /// window is wide takes up several. Terminals wrap lines anew for the window that they have by now.
    private func backToPrompt() -> String {
        let columns = Int(lockstep_window_columns(STDOUT_FILENO))
        let width = SafeText.width(secretPrompt ?? prompt + (typedText ?? ""))
        let rows = columns > 0 ? width / columns : 0
        return (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\r\u{1B}[J"
    }

    /// The prompt, and what was typed of a line that is shown.
    private func draw() {
        if let secretPrompt {
            StandardStream.output.write(screen.rendered(secretPrompt))
        } else {
            lockstep_edit_refresh(editor)
        }
    }
}
