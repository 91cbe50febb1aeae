import YAMLDocument

/// Turns a runbook's files into a `Runbook`, or into all of their problems at once.
public enum RunbookLoader {
    /// - Parameters:
    ///   - source: the files, by path relative to the runbook's folder.
    ///   - vocabulary: the resources, properties and matchers that its checks may use.
    ///   - isKept: by a session, which must open whatever its runbook says. What its author may not ask for, and what
    ///     does no harm because it is never heeded, isn't reported then.
    /// - Throws: `Problems` with file, line and column for each.
    public static func load(
        _ source: RunbookSource, vocabulary: Vocabulary, isKept: Bool = false
    ) throws(Problems) -> Runbook {
        let problems = ProblemCollector(isLenient: isKept)
        let load = Load(source: source, vocabulary: vocabulary, problems: problems, isKept: isKept)
        let runbook = load.runbook()
        try problems.check()
        guard let runbook else { throw Problems([]) }
        return runbook
    }
}
