import Foundation
import Runbook
import TestSupport
import Testing
import Verification

@testable import SimulatedTenant
@testable import class lockstep.PlayedSession

/// What a runbook prints to be typed in a rehearsal can be typed: one line after the other, from the scenario that a newcomer
/// begins with, the portal refuses none.
@Suite struct PrintedLinesTests {
    struct Walk: Sendable, CustomTestStringConvertible {
        let runbook: String
        let scenario: String
        /// Lines that name somebody in capitals, and whom a person takes there; nil where there is nobody.
        var people: [String: String?] = [:]
        var testDescription: String { runbook }
    }

    /// In a tenant in which nobody has an account by mistake yet, and whose administrator is one.
    private static let nobody: [String: String?] = [
        "portal assign-role ida.holm@nordwind.example": nil,
        "portal create-peig-account USER": nil, "portal create-microsoft-account ACCOUNT": nil,
        "portal link-accounts ACCOUNT USER": nil, "portal merge-request EMAIL USER": nil, "portal onboard USER": nil,
    ]

    private static let walks = [
        Walk(runbook: "license-management-microsoft-365", scenario: "first-setup"),
        Walk(runbook: "peig-entra-device-enrollment", scenario: "first-device"),
        Walk(
            runbook: "peig-managing-identifiers", scenario: "mismatched-identifiers",
            people: [
                "portal create-peig-account USER": "portal create-peig-account nikos.kruger@nordwind.example",
                "portal create-microsoft-account ACCOUNT":
                    "portal create-microsoft-account malgorzata.jansen@nordwind.example",
                "portal link-accounts ACCOUNT USER":
                    "portal link-accounts j.nguyen1@nordwind.example jose.nguyen@nordwind.example",
                "portal merge-request EMAIL USER":
                    "portal merge-request valdimir.djordjevic@nordwind.example vladimir.djordjevic@nordwind.example",
                "portal onboard USER": "portal onboard nikos.kruger@nordwind.example",
            ]),
        Walk(runbook: "staging-domain", scenario: "nobody-there"),
        Walk(runbook: "peig-microsoft-365", scenario: "fresh-tenant", people: nobody),
        Walk(runbook: "pingone-microsoft-365", scenario: "new-connection"),
    ]

    @Test(arguments: walks) func nonePrintedIsRefused(_ walk: Walk) async throws {
        let source = try Repository.runbook(walk.runbook)
        let runbook = try RunbookLoader.load(source, vocabulary: Registry.vocabulary)
        let folder = "Runbooks/\(walk.runbook)"
        let scenario = try Scenario.load(
            try Repository.text("\(folder)/scenarios/\(walk.scenario).yaml"), file: "s.yaml",
            truths: try? Repository.text("\(folder)/truths.yaml"))
        // What a rehearsal offers, and what nobody is offered who has not seen it yet.
        var answers = ["client_id": "<client-id>", "tenant_id": "<tenant-id>"]
        for input in runbook.inputs {
            let fallback = input.fallback.map { input.offered($0, now: Date()) }
            answers[input.id] = answers[input.id] ?? scenario.answers[input.id] ?? fallback
        }
        let lines = runbook.steps.flatMap(\.procedures).filter { $0.when.applies(answers) }.flatMap(\.actions)
            .filter { $0.when.applies(answers) }.compactMap { $0.rehearse?.filled(answers) }
        try #require(lines.count > 1 || walk.runbook == "peig-entra-device-enrollment")
        try await inTurn {
            let place = try TemporaryFolder()
            let session = try await PlayedSession(source, runbook, scenario, in: place.url.appending(path: "store"))
            for line in lines {
                guard let text = walk.people[line] ?? line else { continue }
                #expect(!text.contains("{{"), "\(text)")
                // Where the line has the portal ask for the secret.
                let asked = ["pingone-connection", "pingone-test", "set-provisioning"].contains { text.contains($0) }
                do throws(PlayedSession.Objection) {
                    try await session.type(
                        .init(
                            text: text, answers: asked ? ["<secret>"] : [], isRefused: false,
                            location: .init(file: "s", line: 1, column: 1))
                    )
                } catch {
                    Issue.record("\(text): \(error.words)")
                }
            }
            await session.end()
        }
    }
}
