import Foundation
import Journal
import Runbook

/// The runbook with a lock, and what is written of its switch.
extension GateKeeperTests {
    static let source = RunbookSource(
        id: "lock",
        files: [
            "runbook.yaml": """
            id: lock
            title: Lock
            summary: A runbook with a lock.
            inputs:
              - { id: domain, type: domain, ask: Which domain? }
              - { id: server, type: text, ask: Which server? }
              - { id: opens, type: date-time, optional: true, ask: From when? }
              - { id: closes, type: date-time, optional: true, ask: Until when? }
            phases:
              - { id: only, title: Only, text: All of it., may-break: Nothing. }
            steps: [one.yaml, two.yaml, three.yaml]
            cutover:
              step: two
              domain: "{{domain}}"
              cooldown: 10m
              window: { opens: "{{opens}}", closes: "{{closes}}" }
              approvals: 2
              fresh-for: 2m
              federation:
                display-name: x
                issuer: "{{server}}"
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
              - { id: checked, text: c, check: { thing: x, expect: { good: true } } }
              - { id: both, text: b, waivable: never, check: { thing: x, expect: { good: true } }, attest: so }
            """,
            "two.yaml": """
            id: two
            title: Two
            phase: only
            checklist:
              - { id: attested, text: a, attest: so, waivable: one-person }
              - { id: optional, text: o, required: false, check: { thing: x, expect: { good: true } } }
              - { id: last, text: l, check: { thing: x, expect: { good: true } } }
            """,
            "three.yaml": """
            id: three
            title: After
            phase: only
            checklist:
              - { id: later, text: l, check: { thing: x, expect: { good: true } } }
            """,
        ])

    static let vocabulary = Vocabulary(
        resources: [
            .init(name: "thing", selector: "a name", properties: [.init(name: "good", type: .boolean)])
        ], matchers: [.init(name: "equals", arguments: [.boolean: [.boolean]])])

    /// What would be sent, and whom it would lock out; nil while an answer is missing.
    static func seal(_ answers: [String: String], lockedOut: [String] = []) -> PlanSeal? {
        guard let domain = answers["domain"], let server = answers["server"] else { return nil }
        return PlanSeal(
            tenantID: "t", domain: domain, displayName: "x", issuer: server, signInURL: "x", signOutURL: "x",
            protocolName: "saml", mfaBehaviour: "x", certificate: "x", subdomains: [], lockedOut: lockedOut)
    }

    static func answered(_ kind: SwitchAnswer.Kind, _ attempt: String, _ domain: String) -> any EventPayload {
        let answer = SwitchAnswer(kind: kind, words: "w", status: nil, requestID: nil)
        return SwitchAnswered(attempt: attempt, domain: domain, answer: answer)
    }

    /// - Parameter configuration: nil for a managed domain.
    static func seen(_ domain: String, _ configuration: String?, at time: Date) -> any EventPayload {
        let federation = configuration.map {
            DomainSighting.Federation(configurationID: $0, issuer: "i", differences: [], isOurIssuer: true)
        }
        return DomainSeen(
            domain: domain,
            sighting: DomainSighting(source: .directory, federation: federation, readAt: time, isTimed: true))
    }
}
