import Escaping
import Runbook

/// A runbook's first draft from a document: its phases, procedures, actions, hints and checklist, ready for lint. What
/// can be checked in the tenant is for its author to say; until then each line asks for a person's word.
public enum Skeleton {
    /// - Parameter id: the runbook's id; its folder's name.
    /// - Returns: text by path, as `RunbookSource` takes it.
    public static func files(_ outline: DocumentOutline, id: String) -> [String: String] {
        var main = Lines()
        main.add(
            0,
            YAMLText.comment(
                "A draft made from \(outline.name). Say it in your own words, then turn attest into check."))
        main.add(0, "id: \(Lines.text(id))")
        main.add(0, "title: \(Lines.text(outline.title))")
        main.add(0, "summary: \(Lines.text(outline.title))")
        main.add(0, "source: \(Lines.text(outline.name))")
        main.add(0, "phases:")
        main.add(
            1, "- { id: only, title: All of it, text: Everything that the document asks for., may-break: To be said. }")
        main.add(0, "steps: [steps/1-all.yaml]")
        return ["runbook.yaml": main.text, "steps/1-all.yaml": step(outline)]
    }

    private static func step(_ outline: DocumentOutline) -> String {
        var (procedures, checklist, hints) = (Lines(), Lines(), Lines())
        var items: Set<String> = []
        // What has been opened: a procedure with its actions, and the hints that come before any.
        var open: (title: String, anchor: String, actions: [DocumentPart], hints: [DocumentPart])?
        func close() {
            guard let ended = open else { return }
            open = nil
            let own = DocumentPart(
                kind: .heading, anchor: ended.anchor, text: ended.title, line: 0, level: 0, isStep: false, style: nil)
            procedures.add(1, "- title: \(Lines.text(ended.title))")
            procedures.add(2, "source: \(Lines.text(ended.anchor))")
            write(ended.hints, to: &procedures, 2)
            procedures.add(2, "actions:")
            for action in ended.actions.isEmpty ? [own] : ended.actions {
                procedures.add(3, "- title: \(Lines.text(action.text))")
                procedures.add(4, "text: \(Lines.text(action.text))")
                procedures.add(4, "source: \(Lines.text(action.anchor))")
            }
        }
        for part in outline.parts {
            switch part.kind {
            case .heading where part.isStep, .numbered, .row, .term:
                if open == nil { open = (outline.title, "", [], []) }
                open?.actions.append(part)
            case .heading:
                close()
                open = (part.text, part.anchor, [], [])
            case .hint:
                if open == nil { write([part], to: &hints, 0, opens: hints.isEmpty) } else { open?.hints.append(part) }
            case .check:
                var id = OutlineReader.slug(part.text).split(separator: "-").prefix(5).joined(separator: "-")
                // An id is typed.
                if id.isEmpty || OddLetter.first(in: id) != nil { id = "item" }
                var number = 1
                let base = id
                while !items.insert(id).inserted {
                    number += 1
                    id = "\(base)-\(number)"
                }
                checklist.add(1, "- id: \(Lines.text(id))")
                checklist.add(2, "text: \(Lines.text(part.text))")
                checklist.add(2, "source: \(Lines.text(part.anchor))")
                checklist.add(
                    2, "attest: \(Lines.text(part.text.contains { $0.isLetter || $0.isNumber } ? part.text : id))")
            }
        }
        close()
        var step = Lines()
        step.add(0, "id: all")
        step.add(0, "title: \(Lines.text(outline.title))")
        step.add(0, "phase: only")
        var text = step.text + hints.text
        if !procedures.isEmpty { text += "procedures:\n" + procedures.text }
        if !checklist.isEmpty { text += "checklist:\n" + checklist.text }
        return text.replacing("    source: \"\"\n", with: "")
    }

    private static func write(_ parts: [DocumentPart], to lines: inout Lines, _ depth: Int, opens: Bool = true) {
        if parts.isEmpty { return }
        if opens { lines.add(depth, "hints:") }
        for part in parts {
            lines.add(depth + 1, "- style: \(part.style ?? "info")")
            lines.add(depth + 2, "source: \(Lines.text(part.anchor))")
            lines.add(depth + 2, "text: \(Lines.text(part.text.isEmpty ? part.anchor : part.text))")
        }
    }

    /// YAML, line by line.
    private struct Lines {
        private(set) var text = ""
        var isEmpty: Bool { text.isEmpty }

        mutating func add(_ depth: Int, _ line: String) {
            text += String(repeating: "  ", count: depth) + line + "\n"
        }

        /// A text that YAML can't take for anything else, and that has no template in it.
        static func text(_ text: String) -> String {
            var plain = String.UnicodeScalarView()
            for scalar in text.unicodeScalars {
                let isControl = scalar.properties.generalCategory == .control || scalar == "\u{FEFF}"
                // Two braces on end would be a place to fill in.
                if scalar == "{", plain.last == "{" { plain.append(" ") }
                plain.append(isControl || scalar.properties.isNoncharacterCodePoint ? " " : scalar)
            }
            return YAMLText.quoted(String(plain))
        }
    }
}
