import Foundation
import TestSupport
import Testing

/// What a file says doesn't depend on the process that reads it.
@Suite struct SameResultTests {
    /// The same files give the same page and the same mistakes in every process, whatever order its dictionaries have.
    @Test func everyProcessReadsTheSame() async throws {
        let broken = Repository.root.appending(path: "Tests/Broken")
        try await blocking {
            let folder = try TemporaryFolder()
            let runbook = folder.url.appending(path: "filled-once")
            try FileManager.default.createDirectory(at: runbook, withIntermediateDirectories: true)
            for (name, text) in [
                (
                    "runbook.yaml",
                    """
                    id: filled-once
                    title: T
                    summary: S.
                    inputs: [{ id: c, type: domain, ask: c? }, { id: b, type: text, ask: b? }]
                    phases: [{ id: p, title: P, text: A., may-break: B. }]
                    steps: [one.yaml]
                    """
                ),
                (
                    "one.yaml",
                    """
                    id: one
                    title: One
                    phase: p
                    checklist: [{ include: part.yaml, with: { a: "{{b}}", b: "{{c}}", c: fixed.example } }]
                    """
                ),
                (
                    "part.yaml",
                    """
                    parameters: [a, b, c]
                    checklist:
                      - { id: i, text: "A is {{a}}, {{b}}, {{c}}", check: { domain: "{{a}}", expect: { verified: true } } }
                    """
                ),
            ] { try Data(text.utf8).write(to: runbook.appending(path: name)) }
            var (pages, mistakes): (Set<String>, Set<String>) = ([], [])
            for _ in 0..<12 {
                let shown = try Program.run(
                    ["show", "filled-once", "--runbooks", folder.url.path], store: folder.url)
                #expect(shown.code == 0, "\(shown.errors)")
                pages.insert(shown.output)
                mistakes.insert(
                    try Program.run(
                        ["lint", broken.appending(path: "literals").path, broken.appending(path: "wrong-type").path],
                        store: folder.url
                    ).errors)
            }
            #expect(pages.count == 1 && pages.allSatisfy { $0.contains("A is <b>, <c>, fixed.example") })
            #expect(mistakes.count == 1)
        }
    }
}
