import TestSupport
import Testing

/// A tenant that differs from the healthy one in one thing, what is asked of it, and what is right.
struct FieldCase: Sendable, CustomTestStringConvertible {
    /// A run of the program by itself; ACCOUNTS stands for where the provider's accounts are.
    struct Run: Sendable {
        let arguments: [String]
        let right: FieldExpectation

        init(_ command: String, _ right: FieldExpectation) {
            arguments = command.split(separator: " ").map(String.init)
            self.right = right
        }

        static func identifiers(_ more: String = "", _ right: FieldExpectation) -> Run {
            Run("identifiers --with ACCOUNTS --domain \(FieldState.domain) \(more)", right)
        }
    }

    /// Checks everything, and rehearses the switch.
    static let everything = ["check all", "cutover --dry-run"]

    /// A label, and what is different.
    let name: String
    var runbook = FieldRunbook.peig
    var accounts = FieldAccounts.linked
    /// In place of the healthy ones; one that is empty isn't given.
    var answers: [String: String] = [:]
    /// Typed into a session after the answers and the words; no session without any.
    var commands: [String] = []
    var right = FieldExpectation(codes: [])
    var alone: [Run] = []
    /// What the program asks to have changed of domains.
    var writes: [String] = []
    var change: @Sendable (inout FieldState) -> Void = { _ in }

    var testDescription: String { name }

    /// The machine has few cores, and each case two programs.
    private static let turns = FieldTurns(2)

    func test(_ location: SourceLocation = #_sourceLocation) async throws {
        try await FieldCase.turns.take { try await judge(location) }
    }

    private func judge(_ location: SourceLocation) async throws {
        let tenant = try FieldTenant(change)
        let place =
            switch accounts {
            case .none: "none"
            case .scim: tenant.scim
            case .file(let name, let text): try tenant.file(name, text)
            }
        if !commands.isEmpty {
            var lines = runbook.answers.flatMap { name, value in
                // A secret is typed into its own question, and so is what a command's quotes would take apart.
                let answer = answers[name] ?? value
                return name == "client_secret" || answer.contains("\"")
                    ? ["set \(name)", answer] : ["set \(name) \(answer)"]
            }
            let usual = Set(runbook.answers.map(\.name))
            lines += answers.filter { !usual.contains($0.key) }.map { "set \($0.key) \($0.value)" }
            if case .peig = runbook { lines.append("set peig_accounts \(place)") }
            // Each word is on the disk before the next: only what is asked for needs its own.
            let words = runbook.words.filter { word in
                commands.contains { $0 == "check all" || $0.hasPrefix("cutover") || $0.hasSuffix(" \(word)") }
            }
            lines += words.map { "attest \($0) yes" } + commands
            var arguments = ["start", runbook.id, "--name", "field"]
            if case .probe = runbook {
                var folder = ""
                for (path, text) in FieldRunbook.probeFiles {
                    folder = try tenant.file("runbooks/field-probe/\(path)", text)
                }
                let root = folder.components(separatedBy: "/field-probe/")[0]
                arguments += ["--runbooks", root]
            }
            let result = try await tenant.run(arguments, input: lines.joined(separator: "\n") + "\n")
            right.judge(result, name, location)
        }
        for run in alone {
            let arguments = run.arguments.map { $0 == "ACCOUNTS" ? place : $0 }
            run.right.judge(
                try await tenant.run(arguments), "\(name): \(arguments.joined(separator: " "))", location)
        }
        #expect(tenant.written == writes, "\(name)", sourceLocation: location)
    }
}
