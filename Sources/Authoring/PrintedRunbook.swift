import Escaping
import Runbook
import Text

/// A runbook as a page that a person can print and follow by hand.
public struct PrintedRunbook {
    /// What the page is for.
    public enum Form: Sendable {
        /// As GitHub and others read it: what isn't the page's own Markdown is escaped.
        case markdown
        /// For screens, which know headings and the runbooks' own marks.
        case screen
    }

    private let runbook: Runbook
    private let form: Form
    private let answers: [String: String]

    public init(_ runbook: Runbook, form: Form = .markdown) {
        self.runbook = runbook
        self.form = form
        answers = Dictionary(runbook.inputs.compactMap { input in input.fallback.map { (input.id, $0) } }) { $1 }
    }

    /// The page, whole.
    public var text: String {
        var lines = ["# \(said(runbook.title))", "", said(runbook.summary), ""]
        hints(runbook.hints, &lines)
        if !runbook.inputs.isEmpty {
            lines += ["## What you need to know", ""]
            for input in runbook.inputs {
                let extra = [
                    input.help, input.choices.isEmpty ? nil : "One of \(input.choices.joined(separator: ", ")).",
                ]
                .compactMap { $0 }.joined(separator: " ")
                lines.append("* `\(input.id)`: \(said(input.question))\(extra.isEmpty ? "" : " \(said(extra))")")
            }
            lines.append("")
        }
        for phase in runbook.phases {
            lines += [
                "## \(said(phase.title))", "",
                filled(phase.text) + (phase.isSideBySide ? " Its steps stand side by side." : ""), "",
                "**May break:** \(filled(phase.mayBreak))", "",
            ]
            hints(phase.hints, &lines)
            for step in runbook.steps where step.phase == phase.id {
                add(step, &lines)
                if let cutover = runbook.cutover, cutover.step == step.id { add(cutover, &lines) }
            }
        }
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }

    private func add(_ step: Step, _ lines: inout [String]) {
        lines += ["### \(step.number). \(said(step.title))", ""]
        if let text = step.text { lines += [filled(text), ""] }
        hints(step.hints, &lines)
        for procedure in step.procedures {
            lines += ["#### \(said(procedure.title))\(condition(procedure.when))", ""]
            if let text = procedure.text { lines += [filled(text), ""] }
            hints(procedure.hints, &lines)
            for (index, action) in procedure.actions.enumerated() {
                let text = said(PrintedRunbook.rest(of: action.text.shown(answers), behind: action.title))
                    .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n   ")
                // A draft's titles are sentences; what introduces a list ends with a colon of its own.
                let label = action.title.hasSuffix(":") ? String(action.title.dropLast()) : action.title
                let title = "\(index + 1). **\(said(label))**\(condition(action.when))"
                lines.append(text.isEmpty ? title : "\(title):\(text.hasPrefix("\n") ? "" : " ")\(text)")
                for hint in action.hints { lines.append("   *\(word(hint.style))* \(filled(hint.text))") }
            }
            lines.append("")
        }
        if step.checklist.isEmpty { return }
        lines += ["**Before you go on**", ""]
        for item in step.checklist {
            let word = item.attestation.map { " (your word: \(filled($0)))" } ?? ""
            let asked =
                switch item.asked {
                case .always: ""
                case .beforeSwitch: " (asked before the switch only)"
                case .whileSwitched: " (asked while the switch stands)"
                }
            lines.append("* [ ] \(filled(item.text))\(condition(item.when))\(asked)\(word)")
            if let hint = item.hint {
                let text = filled(hint).split(separator: "\n", omittingEmptySubsequences: false)
                lines += ["", "  \(text.joined(separator: "\n  "))", ""]
            }
        }
        lines.append("")
    }

    private func add(_ cutover: CutoverPlan, _ lines: inout [String]) {
        lines += [
            "### The switch", "",
            "\(filled(cutover.domain)) becomes federated: issuer \(filled(cutover.issuerUri)), sign-in at "
                + "\(filled(cutover.passiveSignInUri)), sign-out at \(filled(cutover.signOutUri)). At most once every "
                + "\(DurationText.words(cutover.cooldown)).", "",
        ]
    }

    private func hints(_ hints: [Hint], _ lines: inout [String]) {
        for hint in hints {
            let text = filled(hint.text).split(separator: "\n", omittingEmptySubsequences: false)
                .joined(separator: "\n> ")
            lines += ["> **\(word(hint.style))** \(text)", ""]
        }
    }

    private func word(_ style: Hint.Style) -> String {
        switch style {
        case .info: "Note:"
        case .success: "Tip:"
        case .warning: "Warning:"
        case .danger: "Danger:"
        }
    }

    private func condition(_ when: When?) -> String {
        guard let when else { return "" }
        let words = when.clauses.map { clause in
            switch clause.test {
            case .oneOf(let values): "`\(clause.input)` is \(said(values.joined(separator: " or ")))"
            case .noneOf(let values): "`\(clause.input)` isn't \(said(values.joined(separator: " or ")))"
            case .answered(true): "there is a `\(clause.input)`"
            case .answered(false): "there is no `\(clause.input)`"
            }
        }
        return " (only if \(words.joined(separator: " and ")))"
    }

    /// A text without the label that it begins with, where its title says the same: `**Tenant ID:** copy it`.
    static func rest(of text: String, behind title: String) -> String {
        func plain(_ text: some StringProtocol) -> String {
            let letters = String(text.filter { !"*`:.".contains($0) }).lowercased()
            return letters.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        if plain(text) == plain(title) { return "" }
        if let end = text.firstIndex(of: "\n"), plain(text[..<end]) == plain(title) {
            return "\n" + text[end...].drop { $0 == "\n" }
        }
        let mark = text.hasPrefix("**") ? "**" : text.hasPrefix("`") ? "`" : ""
        guard !mark.isEmpty, let end = text.dropFirst(mark.count).firstRange(of: mark),
            plain(text[..<end.upperBound]) == plain(title)
        else { return text }
        // A sentence that goes on with its subject stays one.
        let label = text[..<end.upperBound], rest = text[end.upperBound...]
        guard rest.hasPrefix(":") || label.contains(":") else { return text }
        return String(rest.drop { ": ".contains($0) })
    }

    private func filled(_ template: Template) -> String { said(template.shown(answers)) }

    /// The runbook's own words, line by line.
    private func said(_ text: String) -> String {
        switch form {
        case .screen:
            text.replacing(PrintedRunbook.link) { "\($0.1) (\($0.2))" }
        case .markdown:
            text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(PrintedRunbook.marked)
                .joined(separator: "\n")
        }
    }

    /// `[the page](https://…)`: what a page links stays reachable on paper.
    private static var link: Regex<(Substring, Substring, Substring)> {
        /!?\[([^\[\]\n]+)\]\((https:\/\/[A-Za-z0-9._~:\/?#@!$&'*+,;=%-]+)\)/
    }

    private static func marked(_ line: Substring) -> String {
        var (result, rest) = ("", line)
        while let found = rest.firstMatch(of: link) {
            let before = String(rest[..<found.range.lowerBound])
            // Spaces beside it belong to the sentence.
            let said = MarkdownText.marked(before)
            result += said + (before.hasSuffix(" ") && !said.hasSuffix(" ") ? " " : "")
            result += "[\(MarkdownText.marked(String(found.1)))](<\(found.2)>)"
            rest = rest[found.range.upperBound...]
            if rest.hasPrefix(" ") { result += " " }
        }
        return result + MarkdownText.marked(String(rest))
    }
}
