import Authoring
import Foundation
import Runbook
import SimulatedTenant
import Verification
import YAMLDocument

/// A runbook's own files, as they are written: its steps, its scenarios, and of what runbooks share the part that it includes.
struct RunbookCopy {
    /// By their paths in the folder.
    let files: [String: String]

    init(of folder: URL) throws {
        let source = try RunbookFolder(folder).source()
        var files = source.files.filter { !$0.key.hasPrefix(RunbookFolder.shared + "/") }
        var open = files.values.sorted()
        while let text = open.popLast() {
            for path in RunbookCopy.includes(in: text) where files[path] == nil {
                guard let included = source.files[path] else { continue }
                files[path] = included
                open.append(included)
            }
        }
        for (path, text) in try RunbookFolder(folder).rehearsals() { files[path] = text }
        self.files = files
    }

    /// Files that stand in a folder of their own, whatever it is called, and that editors check there.
    func standing(as id: String, own: String) -> [String: String] {
        var files = Dictionary(uniqueKeysWithValues: files.map { ($0.key, RunbookCopy.nearer($0.value, at: $0.key)) })
        if id != own, let main = files[RunbookFolder.mainFile] {
            files[RunbookFolder.mainFile] = main.replacing(
                /(?m)^id:[ ]*["']?([\w-]+)["']?[ ]*$/, maxReplacements: 1
            ) { _ in "id: \(id)" }
        }
        for (name, text) in SchemaFiles.all { files[name] = text }
        return files
    }

    /// A schema that lay beside the folder lies in it then.
    private static func nearer(_ text: String, at path: String) -> String {
        if path.hasPrefix(RunbookFolder.shared + "/") { return text }
        return text.replacing(
            "# yaml-language-server: $schema=../", with: "# yaml-language-server: $schema=", maxReplacements: 1)
    }

    /// As they are read: the runbook, its steps, what is shared, and then what rehearsals need.
    static func isBefore(_ one: String, _ other: String) -> Bool {
        func rank(_ path: String) -> Int {
            let first = path.split(separator: "/").first.map(String.init) ?? path
            return [RunbookFolder.mainFile: 0, "steps": 1, RunbookFolder.shared: 3, "scenarios": 4, "truths.yaml": 5][
                first] ?? 2
        }
        return (rank(one), one) < (rank(other), other)
    }

    private static func includes(in text: String) -> Set<String> {
        guard let node = try? YAMLDocument.parse(text, file: "") else { return [] }
        return includes(in: node)
    }

    private static func includes(in node: YAMLNode) -> Set<String> {
        switch node.content {
        case .null, .scalar: return []
        case .list(let items): return items.reduce(into: []) { $0.formUnion(includes(in: $1)) }
        case .mapping(let entries):
            return entries.reduce(into: []) { found, entry in
                if entry.key == "include", case .scalar(let path, _) = entry.value.content { found.insert(path) }
                found.formUnion(includes(in: entry.value))
            }
        }
    }
}
