import Foundation
import TestSupport

/// A small runbook with one scenario, in a folder of its own, for `lockstep test`.
struct TestedRunbook {
    let folder: TemporaryFolder

    static let runbook = """
        id: small
        title: Small
        summary: A runbook to test.
        source: small
        inputs:
          - { id: domain, type: domain, ask: Which domain? }
          - { id: note, type: text, ask: Which note? }
        phases:
          - { id: only, title: Only, text: All of it., may-break: Nothing. }
        steps: [steps/1-only.yaml]
        """
    static let step = """
        id: only
        title: Only
        phase: only
        checklist:
          - id: verified
            text: "{{domain}} is verified"
            check: { domain: "{{domain}}", expect: { verified: true } }
          - id: registered
            text: The app is there
            check: { application: PeigUserManagerApp, expect: { count: 1 } }
          - id: noted
            text: "{{note}} is there"
            check: { application: "{{note}}", expect: { count: 1 } }
          - id: closed
            text: The migration is closed
            attest: The migration is closed
          - id: said
            text: It was said
            attest: It was said
        """
    static let truths = "closed: { migration: false }\n"
    static let scenario = """
        id: first
        title: First
        briefing: The first.
        tenant: { name: Nordwind, initial-domain: nordwind.onmicrosoft.com }
        domains: [{ name: nordwind.example }]
        users: [{ upn: ida.holm@nordwind.example, name: Ida Holm, roles: [Global Administrator] }]
        peig: { server: login.nordwind-peig.example, provider-domain: nordwind.example, migration: true }
        answers: { domain: nordwind.example }

        """

    /// - Parameter stages: what the scenarios say of verdicts and stages, by the scenario's id.
    init(_ stages: [String: String]) throws {
        folder = try TemporaryFolder()
        try add("runbook.yaml", Self.runbook)
        try add("steps/1-only.yaml", Self.step)
        try add("truths.yaml", Self.truths)
        for (id, text) in stages {
            try add("scenarios/\(id).yaml", Self.scenario.replacing("id: first", with: "id: \(id)") + text + "\n")
        }
    }

    private func add(_ path: String, _ text: String) throws {
        let file = folder.url.appending(path: "small/\(path)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func run(_ arguments: String...) throws -> Program.Result {
        try Program.run(["test", "small", "--runbooks", folder.url.path] + arguments, store: folder.url)
    }
}
