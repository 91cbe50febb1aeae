import ArgumentParser
import Escaping
import Rehearsal
import YAMLDocument

/// A portal's work as it is typed: read by the verb's own parser, here and where a runbook or a scenario tells to type it.
public enum PortalLine {
    /// Reads the words behind `portal`.
    static func parse(_ words: [String]) throws(UsageError) -> any PortalVerb {
        let name = words.first ?? ""
        guard let verb = PortalVerbs.named(name) else { throw UsageError(unknown(name)) }
        return try parse(verb, Array(words.dropFirst()))
    }

    private static func unknown(_ name: String) -> String {
        let hint = Suggestion.hint(for: name, in: PortalVerbs.all.map { $0.verb })
        return "The portal has no \"\(name)\"\(hint.isEmpty ? ". Type portal for the list." : hint)"
    }

    /// Reads the words behind a verb. Which verb it is, a name alone doesn't say: Peig and other providers share one.
    static func parse<Verb: PortalVerb>(_ verb: Verb.Type, _ words: [String]) throws(UsageError) -> any PortalVerb {
        do {
            return try verb.parse(words)
        } catch {
            throw UsageError("\(verb.message(for: error)) Type: portal \(verb.verb) --help")
        }
    }

    // MARK: - What others tell to type

    /// Why the words behind `portal` can't be typed; nil if they can.
    static func problem(ofWords words: [String]) -> String? {
        do throws(UsageError) {
            _ = try parse(words)
            return nil
        } catch {
            guard let name = words.first, PortalVerbs.named(name) != nil else { return said(error) }
            return "portal \(name): " + error.message.replacing(/\ Type: portal .*$/, with: "")
        }
    }

    /// Why a line isn't one that can be typed in a rehearsal, from its first word to its last; nil if it is.
    public static func problem(ofCommand line: String) -> String? {
        do throws(UsageError) {
            let words = try CommandWords.split(line)
            guard let first = words.first, isPortal(first) else {
                let first = words.first ?? ""
                let near = Suggestion.nearest(to: first, in: PortalVerbs.all.map { $0.verb })
                return "it isn't a portal's work, which begins with portal; \"\(first)\" doesn't"
                    + (near.map { "; did you mean \"portal \($0)\"?" } ?? "")
            }
            _ = words.count == 1 ? nil : try parse(Array(words.dropFirst()))
            return nil
        } catch { return said(error) }
    }

    /// Why a text tells to type what can't be typed; nil where it doesn't. What isn't a portal's work is prose, and so is what
    /// stands behind it in a sentence.
    public static func problem(ofText text: String) -> String? {
        let mentions = mentions(in: text)
        // All of it is one line to type.
        if mentions.count == 1, mentions[0] == text.trimmingBlanks { return problem(ofCommand: mentions[0]) }
        for mention in mentions {
            if let words = problem(ofMention: mention) { return words }
        }
        return nil
    }

    private static func isPortal(_ word: String) -> Bool { word == "portal" || word == "p" }

    private static func said(_ error: UsageError) -> String {
        // In a file nobody types for a list.
        let message = error.message.replacing(/\ Type: portal .*$/, with: "")
            .replacing(". Type portal for the list.", with: "; \"portal\" alone lists what it has")
        return message.prefix(1).lowercased() + message.dropFirst()
    }

    /// From each `portal` to the end of its part of the sentence.
    private static func mentions(in text: String) -> [String] {
        var found: [String] = []
        var rest = text[...]
        while let match = rest.firstMatch(of: /(?:^|[\s(\[`])(portal\s+\S)/) {
            let start = match.1.startIndex
            let end = end(of: text[start...])
            found.append(String(text[start..<end]).trimmingBlanks)
            rest = text[max(end, text.index(after: start))...]
        }
        return found
    }

    private static func end(of text: Substring) -> Substring.Index {
        var isQuoted = false
        for index in text.indices.dropFirst() {
            let after = text.index(after: index)
            let isLast = after == text.endIndex || text[after].isWhitespace || ")]`".contains(text[after])
            switch text[index] {
            case "\"": isQuoted.toggle()
            case _ where isQuoted: continue
            case "`", ")": return index
            case ",", ";", ":", ".", "!", "?": if isLast { return index }
            case _ where text[index].isWhitespace && text[after...].hasPrefix("portal "): return index
            default: continue
            }
        }
        return text.endIndex
    }

    /// In a sentence words follow that belong to it, not to what is typed.
    private static func problem(ofMention mention: String) -> String? {
        let words: [String]
        do throws(UsageError) { words = Array(try CommandWords.split(mention).dropFirst()) } catch {
            return said(error)
        }
        guard let name = words.first else { return nil }
        guard PortalVerbs.named(name) != nil else {
            let isMeant = name.contains("-") || Suggestion.nearest(to: name, in: PortalVerbs.all.map { $0.verb }) != nil
            return isMeant ? said(UsageError(unknown(name))) : nil
        }
        let lastOption = words.lastIndex { $0.hasPrefix("--") }
        // A verb alone is spoken of.
        if words.count == 1 { return nil }
        for count in (1...words.count).reversed() where lastOption.map({ $0 < count }) ?? true {
            if (try? parse(Array(words.prefix(count)))) != nil { return nil }
        }
        return problem(ofCommand: mention)
    }
}
