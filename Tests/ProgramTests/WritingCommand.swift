import TestSupport

/// A command that writes where a person says.
struct WritingCommand: Sendable {
    enum Kind: Sendable {
        /// Makes two files that go again: nothing may be there.
        case pair
        /// Makes a file, or writes into what takes it as it comes.
        case file
        /// The same, told that a file may be replaced.
        case forced
        case folder
    }

    let name: String
    let kind: Kind
    /// For what is typed in a conversation, the command in it.
    private let typed: String?
    private let arguments: [String]

    var isConversation: Bool { typed != nil }

    /// `PATH`, `ACCOUNTS` and `PAGE` stand for what they say.
    static let all: [WritingCommand] = [
        .init("simulate", .pair, ["simulate", "--env-file", "PATH"]),
        .init("rehearse", .pair, ["rehearse", "peig-microsoft-365", "--name", "monday", "--trainer-file", "PATH"]),
        .init("resume", .pair, ["resume", "friday", "--trainer-file", "PATH"]),
        .init("export", .file, ["export", "friday", "--to", "PATH"]),
        .init("export --force", .forced, ["export", "friday", "--to", "PATH", "--force"]),
        .init("anchor", .file, ["anchor", "PATH", "friday"]),
        .init("anchor --force", .forced, ["anchor", "PATH", "friday", "--force"]),
        .init("identifiers", .file, ["identifiers", "--with", "ACCOUNTS", "--export", "PATH"]),
        .init("identifiers --force", .forced, ["identifiers", "--with", "ACCOUNTS", "--export", "PATH", "--force"]),
        .init("test", .file, ["test", "staging-domain", "--scenario", "somebody-there", "--junit", "PATH"]),
        .init(
            "test --force", .forced,
            ["test", "staging-domain", "--scenario", "somebody-there", "--junit", "PATH", "--force"]),
        .init("import", .folder, ["import", "PAGE", "--to", "PATH"]),
        .init("show --yaml", .folder, ["show", "staging-domain", "--yaml", "--to", "PATH"]),
        .init("typed identifiers", .file, typed: "identifiers export PATH"),
        .init("typed identifiers --force", .forced, typed: "identifiers export PATH --force"),
        .init("typed blast", .file, typed: "blast export PATH"),
        .init("typed blast --force", .forced, typed: "blast export PATH --force"),
    ]

    private init(_ name: String, _ kind: Kind, _ arguments: [String] = [], typed: String? = nil) {
        (self.name, self.kind, self.arguments, self.typed) = (name, kind, arguments, typed)
    }

    func words(_ path: String, _ accounts: String, _ page: String) -> [String] {
        guard typed == nil else { return ["rehearse", "peig-microsoft-365", "--scenario", "mismatched-identifiers"] }
        return arguments.map { ["PATH": path, "ACCOUNTS": accounts, "PAGE": page][$0] ?? $0 }
    }

    func input(_ path: String) -> String {
        typed.map { "\($0.replacing("PATH", with: path.isEmpty ? "\"\"" : path))\nquit\n" } ?? ""
    }
}
