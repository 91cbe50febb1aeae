import ArgumentParser
import Escaping
import Rehearsal
import Runbook
import YAMLDocument

/// A line that is written down to be typed later.
public enum ScriptLine {
    /// Commands that say how things stand: what is red for them isn't refused.
    private static let looking: Set = [
        "check", "status", "why", "next", "step", "identifiers", "blast", "verify", "debrief", "history", "who",
        "stuck",
    ]

    /// Commands that end the conversation, or go on until somebody ends them.
    private static let without: Set = ["quit", "handoff", "watch", "give", "keep"]

    static func onlyLooks(_ line: String) -> Bool {
        let words = line.split(whereSeparator: \.isWhitespace)
        guard let name = words.first.flatMap({ command(String($0))?.name }) else { return false }
        return looking.contains(name) || (name == "cutover" && words.contains("--dry-run"))
    }

    /// Why a line can't be typed in a rehearsal of this runbook, with what may be meant; nil if it can.
    public static func problem(_ line: String, in runbook: Runbook) -> String? {
        let line = line.trimmingBlanks
        guard !line.isEmpty, !line.hasPrefix("#"), !line.contains(where: \.isNewline) else {
            return "a line that is typed begins with a command, and is one line"
        }
        let name = String(line.prefix { !$0.isWhitespace })
        guard let command = command(name) else {
            let names = Conversation.commands.map(\.name).filter { !without.contains($0) }
            return "there is no command \"\(name)\"\(Suggestion.hintOrList(for: name, in: names))"
        }
        if without.contains(command.name) { return "\"\(command.name)\" can't be played" }
        do throws(UsageError) {
            let words =
                if let count = command.wordsBeforeText {
                    try CommandWords.split(line, textAfter: count + 1)
                } else {
                    try CommandWords.split(line)
                }
            return problem(of: command.name, Array(words.dropFirst()), runbook)
        } catch {
            return error.message
        }
    }

    private static func command(_ name: String) -> (any Command)? {
        let name = name.lowercased()
        return Conversation.commands.first { $0.name == name || $0.aliases.contains(name) }
    }

    private static func problem(of command: String, _ words: [String], _ runbook: Runbook) -> String? {
        guard let first = words.first else {
            return command == "attest" || command == "waive" ? "\"\(command)\" names an item" : nil
        }
        switch command {
        case "portal": return PortalLine.problem(ofWords: words)
        case "set" where first != "--metadata" && runbook.input(first) == nil:
            return "there is no question \"\(first)\"\(Suggestion.hintOrList(for: first, in: runbook.inputs.map(\.id)))"
        case "attest" where runbook.item(first).map({ $0.attestation == nil }) ?? false:
            return "nobody's word is asked on \"\(first)\", so none can be given"
        case "attest", "waive": return problem(ofItem: first, runbook)
        case "check", "why": return first == "all" ? nil : words.lazy.compactMap { problem(ofItem: $0, runbook) }.first
        case "goto", "step":
            if runbook.step(first) != nil || runbook.steps.contains(where: { String($0.number) == first }) {
                return nil
            }
            return "there is no step \"\(first)\"\(Suggestion.hintOrList(for: first, in: runbook.steps.map(\.id)))"
        default: return nil
        }
    }

    private static func problem(ofItem id: String, _ runbook: Runbook) -> String? {
        runbook.item(id) == nil
            ? "there is no item \"\(id)\"\(Suggestion.hint(for: id, in: runbook.items.map(\.id)))" : nil
    }
}
