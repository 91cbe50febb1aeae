import Foundation
import Runbook
import TestSupport
import Testing

/// What a rehearsal prints to be typed, typed to the letter, turns every item of the connection green: for each combination
/// of answers that may be given together.
@Suite struct CombinationTests {
    private static let asked = [
        "remove_licenses", "create_users", "update_users", "disable_users", "deprovision_users",
        "deprovision_with_rule",
        "remove_action",
    ]

    /// Every combination of choices, those that aren't asked left out, and those that exclude each other with them.
    private static func combinations(_ runbook: Runbook) -> [[String: String]] {
        var all: [[String: String]] = [[:]]
        for id in asked {
            guard let input = runbook.input(id) else { continue }
            all = all.flatMap { answers in
                input.when.applies(answers) ? input.choices.map { answers.merging([id: $0]) { $1 } } : [answers]
            }
        }
        return all.filter { runbook.contradiction(in: $0) == nil }
    }

    @Test(.computing) func thereAreSoMany() throws {
        let all = Self.combinations(try CheckableRunbook.load(try Repository.runbook("pingone-microsoft-365")))
        // Creating and licences: 4. Updating off: 1 + 2; on, without disabling: 1 + 2; with it: 1 + 4.
        #expect(all.count == 4 * (3 + 3 + 5))
        #expect(!all.contains { $0["update_users"] == "no" && $0["disable_users"] != nil })
    }

    @Test func whatIsPrintedLeadsToGreen() async throws {
        let runbook = try CheckableRunbook.load(try Repository.runbook("pingone-microsoft-365"))
        let steps = runbook.steps.filter { ["connection", "rule"].contains($0.id) }
        let items = steps.flatMap(\.checklist).filter { $0.check != nil && $0.id != "synchronisation" }
        let chosen = Effort.some(11, of: Self.combinations(runbook))
        let sittings = try await blocking {
            let folder = try TemporaryFolder()
            let first = try Program.run(
                ["rehearse", runbook.id, "--scenario", "new-connection"], store: folder.url,
                input: """
                    portal register-app --name PingOneProvisioning
                    portal add-permissions --app PingOneProvisioning --delegated "" --application \
                    Application.ReadWrite.All,Group.ReadWrite.All,Organization.Read.All,User.ReadWrite.All
                    portal grant-consent --app PingOneProvisioning
                    portal add-secret --app PingOneProvisioning
                    portal app --app PingOneProvisioning

                    """)
            func last(_ expression: Regex<(Substring, Substring)>) -> String {
                first.output.matches(of: expression).last.map { String($0.1) } ?? ""
            }
            let client = last(/\(client\) ID +([0-9a-f-]{36})/)
            return try chosen.enumerated().map { number, answers in
                var lines = ["set client_id \(client)", "set client_secret", last(/shown only this once:\s+(\S+)/)]
                // Each in a connection and a rule of its own, as a person begins.
                let own = ["connection_name": "C\(number)", "rule_name": "R\(number)"]
                // First away with what would exclude the next answer.
                lines += ["set update_users yes", "set disable_users no"]
                lines += Self.asked.compactMap { id in answers[id].map { "set \(id) \($0)" } }
                lines += own.map { "set \($0.key) \($0.value)" }.sorted()
                let all = answers.merging(own) { $1 }.merging([
                    "client_id": client, "tenant_id": last(/\(tenant\) ID +([0-9a-f-]{36})/),
                ]) { $1 }
                lines += steps.flatMap(\.procedures).filter { $0.when.applies(all) }.flatMap(\.actions)
                    .filter { $0.when.applies(all) }.compactMap { $0.rehearse?.filled(all) }
                lines.append("check " + items.map(\.id).joined(separator: " "))
                return try Program.run(["resume"], store: folder.url, input: lines.joined(separator: "\n") + "\n")
            }
        }
        for (sitting, answers) in zip(sittings, chosen) {
            #expect(!sitting.errors.contains("refused"), "\(answers): \(sitting.errors)")
            let check = sitting.output.matches(of: /(\d+) of (\d+) passed(.*)/).last
            let told = check.map { String($0.3) } ?? "failed"
            #expect(!told.contains("failed") && !told.contains("unknown"), "\(answers): \(sitting.output)")
        }
    }
}
