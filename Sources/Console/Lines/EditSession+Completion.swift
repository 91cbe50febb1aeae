import CLibedit
import Foundation
import PrivateFiles
import Text

/// What tab does.
extension EditSession {
    func complete() -> UInt8 {
        guard let typed = typedText else { return UInt8(CC_ERROR) }
        let word = typed.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        let candidates = completer.candidates(for: typed)
        guard let first = candidates.first else { return UInt8(CC_ERROR) }
        if candidates.count == 1 {
            return insert(String(first.dropFirst(word.count)) + " ")
        }
        let common = candidates.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
        if common.count > word.count { return insert(String(common.dropFirst(word.count))) }
        StandardStream.output.write("\n" + columns(candidates) + "\n")
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
