import Outputs
import YAMLDocument

/// What `lockstep lint` found.
struct LintOutput: OutputDocument {
    static let outputName = "lint"
    static let command = "lockstep lint PATHS --json"
    static let about = "What is wrong with runbooks and scenarios. The exit code is 2 if something is."
    static let members: [OutputMember<LintOutput>] = [
        .init("looked", "How many files and folders were looked at.", \.looked),
        .init("mistakes", "All of them.", \.mistakes),
    ]

    let looked: Int
    let mistakes: [Problem]
}

extension Problem: OutputShape {
    public static let outputName = "mistake"
    public static let about = "One mistake in a file."
    public static let members: [OutputMember<Problem>] = [
        .init("file", "Its path.", \.location.file),
        .init("line", "From 1.", \.location.line),
        .init("column", "From 1.", \.location.column),
        .init("message", "What is wrong, and what may be meant.", \.message),
    ]
}
