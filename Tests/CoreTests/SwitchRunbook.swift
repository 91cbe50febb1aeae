import Foundation
import Journal
import Runbook

/// A runbook with nothing but a switch and the one check that none can do without, so that nothing but what became of the
/// last one can stand in its way.
enum SwitchRunbook {
    static let source = RunbookSource(
        id: "switch",
        files: [
            "runbook.yaml": """
            id: switch
            title: Switch
            summary: Nothing but a switch.
            inputs:
              - { id: domain, type: domain, ask: Which domain? }
            phases:
              - { id: only, title: Only, text: All of it., may-break: Nothing. }
            steps: [one.yaml]
            cutover:
              step: one
              domain: "{{domain}}"
              cooldown: 10m
              approvals: 1
              fresh-for: 2m
              federation:
                display-name: x
                issuer: x
                sign-in-url: https://x.example/in
                sign-out-url: https://x.example/out
                certificate: x
                protocol: saml
                mfa-behaviour: rejectMfaByFederatedIdp
            """,
            "one.yaml": """
            id: one
            title: One
            phase: only
            checklist:
              - { id: said, text: s, required: false, attest: so }
              - { id: checked, text: c, check: { thing: x, expect: { good: true } } }
            """,
        ])

    static let hash = source.hash
    static let loaded = Result { try RunbookLoader.load(source, vocabulary: GateKeeperTests.vocabulary) }

    static let sessions = Result { try [("A", 0, "ida"), ("B", 0, "kai"), ("C", 1, "eve")].map(session) }

    private static func session(_ id: String, _ store: Int, _ name: String) throws -> SwitchPeople.Session {
        let who = Person(name: name, host: "test")
        let start = try Event(
            session: id, after: nil, time: SwitchWorld.beginning, who: who,
            payload: SessionStarted(
                name: "n", runbook: source,
                tenant: TenantBinding(kind: .rehearsal, tenantID: "t", displayName: "T", scenario: nil)))
        let answer = try Event(
            session: id, after: start, time: SwitchWorld.beginning, who: who,
            payload: InputAnswered(input: "domain", answer: SwitchPeople.domain))
        return SwitchPeople.Session(store: store, who: who, state: try SessionState([start, answer]), last: answer)
    }
}
