import TestSupport

/// Changes a document's values and not its letters: what it says is wrong, how it is written isn't.
struct TreeMutator {
    /// Values to put elsewhere: of the same kind of document.
    var others: [Tree] = []

    func mutated(_ tree: Tree, _ chance: inout SeededGenerator) -> Tree {
        var tree = tree
        repeat {
            var left = Int.random(in: 0..<max(1, tree.count), using: &chance)
            tree = visit(tree, &left, &chance).first ?? .raw("null")
        } while Int.random(in: 0..<3, using: &chance) > 0
        return tree
    }

    /// - Parameter left: values to pass by before the one that is changed; negative behind it.
    /// - Returns: what stands in the value's place.
    private func visit(_ tree: Tree, _ left: inout Int, _ chance: inout SeededGenerator) -> [Tree] {
        left -= 1
        if left == -1 { return changed(tree, &chance) }
        if left < -1 { return [tree] }
        switch tree {
        case .raw, .text: return [tree]
        case .list(let items):
            var result: [Tree] = []
            for item in items { result += left < 0 ? [item] : visit(item, &left, &chance) }
            return [.list(result)]
        case .object(let entries):
            var result: [(key: String, value: Tree)] = []
            for entry in entries {
                guard left >= 0 else {
                    result.append(entry)
                    continue
                }
                let isHere = left == 0
                let values = visit(entry.value, &left, &chance)
                let renamed = isHere && Int.random(in: 0..<12, using: &chance) == 0
                let key = renamed ? name(instead: entry.key, in: entries.map(\.key), &chance) : entry.key
                // Two values are the same key twice.
                result += values.map { (key, $0) }
            }
            return [.object(result)]
        }
    }

    private func name(instead key: String, in keys: [String], _ chance: inout SeededGenerator) -> String {
        [key.uppercased(), key + "\0", keys.randomElement(using: &chance) ?? "", word(&chance)]
            .randomElement(using: &chance) ?? key
    }

    private func changed(_ tree: Tree, _ chance: inout SeededGenerator) -> [Tree] {
        switch Int.random(in: 0..<16, using: &chance) {
        case 0: return [.raw("null")]
        case 1: return []
        case 2: return [tree, tree]
        case 3:
            let times = Int.random(in: 0..<30, using: &chance) == 0 ? 400 : 5
            return Array(repeating: tree, count: Int.random(in: 2...times, using: &chance))
        case 4: return [tree, other(&chance)]
        case 5: return [other(&chance)]
        case 6: return [.list([tree])]
        case 7: return [.object([("value", tree)])]
        case 8: return [deep(tree, &chance)]
        case 9:
            return [.raw(FuzzTokens.numbers.filter { $0.allSatisfy(\.isASCII) }.randomElement(using: &chance) ?? "0")]
        case 10: return [.text(FuzzTokens.dates.randomElement(using: &chance) ?? "")]
        case 11:
            return [.raw(["true", "false", "\"\\ud800\"", "{}", "[]", "\"\""].randomElement(using: &chance) ?? "")]
        case 12: return [.text(word(&chance))]
        default: return [edited(tree, &chance)]
        }
    }

    /// A little of the value itself changed.
    private func edited(_ tree: Tree, _ chance: inout SeededGenerator) -> Tree {
        switch tree {
        case .raw(let word): return Bool.random(using: &chance) ? .text(word) : .raw("-" + word)
        case .text(let text):
            var scalars = Array(text.unicodeScalars)
            let place = Int.random(in: 0...scalars.count, using: &chance)
            switch Int.random(in: 0..<5, using: &chance) {
            case 0: scalars.removeSubrange(place...)
            case 1: return .text(text.uppercased())
            case 2: return .text(String(repeating: text, count: Int.random(in: 2...50, using: &chance)))
            default: scalars.insert(contentsOf: Array(word(&chance).unicodeScalars), at: place)
            }
            return .text(String(String.UnicodeScalarView(scalars)))
        case .list(let items): return Bool.random(using: &chance) ? .list(items.reversed()) : .list([])
        case .object(let entries):
            return Bool.random(using: &chance) ? .object([]) : .object(entries.shuffled(using: &chance))
        }
    }

    private func deep(_ tree: Tree, _ chance: inout SeededGenerator) -> Tree {
        let levels = [3, 30, 33, 200, 505, 511, 513, 2_000].randomElement(using: &chance) ?? 3
        let isList = Bool.random(using: &chance)
        return (0..<levels).reduce(tree) { inner, _ in isList ? .list([inner]) : .object([("a", inner)]) }
    }

    private func other(_ chance: inout SeededGenerator) -> Tree {
        others.randomElement(using: &chance) ?? .text(word(&chance))
    }

    private func word(_ chance: inout SeededGenerator) -> String {
        FuzzTokens.words.randomElement(using: &chance) ?? ""
    }
}
