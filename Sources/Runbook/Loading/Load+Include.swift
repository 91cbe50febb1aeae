import YAMLDocument

extension Load {
    /// Where files lie that several runbooks include: beside the runbooks' folders, under this name.
    static let sharedFolder = "shared/"
    /// Includes inside includes.
    private static let deepest = 8
    /// Includes of one runbook, each as often as it is followed: files that include others twice grow by powers.
    private static let mostIncludes = 2_000

    /// A list whose entries may be includes: each is replaced by the list of the same name in the file that it names.
    func spliced(_ reader: MappingReader, _ key: String) -> [YAMLNode] {
        let nodes = reader.list(key)
        // A key with nothing behind it is told of by the reader; a list with nothing in it is no other mistake.
        if nodes.isEmpty, !isKept, !reader.isNothing(key), case .list = reader.node(key)?.content {
            problems.report(
                "\"\(key)\" is an empty list: fill it in, or take the key away", at: reader.location(of: key))
        }
        return nodes.flatMap { expanded($0, key, []) }
    }

    private func expanded(_ node: YAMLNode, _ key: String, _ files: [String]) -> [YAMLNode] {
        guard case .mapping(let entries) = node.content, let include = entries.first(where: { $0.key == "include" })
        else { return [node] }
        let reader = MappingReader(node, "an include", problems: problems)
        let file = reader.text("include")
        let given = reader.mapping("with", "\"with\"")?.allEntries ?? []
        reader.finish()
        guard isInside(file) else {
            problems.report(
                "an include names a file of the runbook's folder, or one under \(Load.sharedFolder)",
                at: include.value.location)
            return []
        }
        for entry in given where !isKept {
            switch entry.value.content {
            case .null: problems.report(MappingReader.nothing(behind: entry.key), at: entry.keyLocation)
            case .scalar(let text, _)
            where text.replacing(/\{\{[^{}]*\}\}/, with: "").contains(/\{\{|\}\}/)
                || text.hasPrefix("}") || text.hasSuffix("{"):
                // With its neighbour it might become a place for an answer that nobody sees in either.
                problems.report("\"\(entry.key)\" has braces that aren't a pair", at: entry.value.location)
            case .scalar, .list, .mapping: continue
            }
        }
        let chain = (files + [file]).joined(separator: " → ")
        guard !files.contains(file) else {
            problems.report("the includes lead in a circle: \(chain)", at: include.value.location)
            return []
        }
        guard files.count < Load.deepest else {
            problems.report(
                "files are included more than \(Load.deepest) deep: \(chain)", at: include.value.location)
            return []
        }
        includeCount += 1
        guard includeCount <= Load.mostIncludes else {
            problems.report("more than \(Load.mostIncludes) includes are followed", at: include.value.location)
            return []
        }
        guard let found = document(file, "an included file", at: include.value.location) else { return [] }
        let declared = found.texts("parameters")
        for entry in given where !declared.contains(entry.key) {
            problems.report(
                "\(file) has no parameter \"\(entry.key)\"\(Suggestion.hintOrList(for: entry.key, in: declared))",
                at: entry.keyLocation)
        }
        for name in declared where !given.contains(where: { $0.key == name }) {
            problems.report("\(file) needs the parameter \"\(name)\" in \"with\"", at: include.keyLocation)
        }
        // Every list of the file is known, whichever is wanted here.
        let lists = ["procedures", "checklist"].map { (name: $0, nodes: found.list($0)) }
        found.finish()
        let values = Dictionary(given.map { ($0.key, $0.value) }) { first, _ in first }
        guard let wanted = lists.first(where: { $0.name == key }) else { return [] }
        return wanted.nodes.map { $0.filled(values) }.flatMap { expanded($0, key, files + [file]) }
    }

    private func isInside(_ file: String) -> Bool {
        let parts = file.split(separator: "/", omittingEmptySubsequences: false)
        return !file.hasPrefix("/") && !parts.contains("..") && !parts.contains("") && !parts.contains(".")
    }
}
