import Foundation
import Journal
import Runbook
import Verification

/// What `lockstep check` found, as its JSON says it. Field names stay; new ones may come.
struct CheckReport: Encodable {
    struct Session: Encodable {
        let id: String
        let name: String
        let runbook: String
        let tenant: String
        let kind: String
    }

    struct Attestation: Encodable {
        let statement: String
        let confirmed: Bool
        let by: String?
        let at: String?
    }

    /// What keeps a red item from blocking; the verdict stays what it is.
    struct Waiver: Encodable {
        let until: String
        let reason: String
        let by: String
    }

    struct Line: Encodable {
        let id: String
        let step: String
        let text: String
        let required: Bool
        /// `passed`, `failed` or `unknown`: both parts together. `skipped` for what doesn't apply here, and for what
        /// comes after the switch, before it.
        let verdict: String
        let findings: [Finding]
        /// Why it is unknown, if it is.
        let obstacle: Obstacle?
        let attestation: Attestation?
        let waiver: Waiver?
        let evidence: Evidence?
    }

    let session: Session
    let takenAt: String
    /// False when somebody else is at work in the session: then nothing was written to its journal.
    let recorded: Bool
    let items: [Line]
    let passed: Int
    let failed: Int
    let unknown: Int

    init(_ state: SessionState, _ runbook: Runbook, _ results: [String: CheckResult], recorded: Bool, at time: Date) {
        session = Session(
            id: state.id, name: state.name, runbook: runbook.id, tenant: state.tenant.displayName,
            kind: state.tenant.kind.rawValue)
        takenAt = Event.text(time)
        self.recorded = recorded
        items = runbook.steps.flatMap { step in
            let isOpen = state.isOpen(step, in: runbook)
            return step.checklist.map { CheckReport.line($0, step, state, results[$0.id], isOpen: isOpen, at: time) }
        }
        passed = items.count { $0.verdict == "passed" }
        failed = items.count { $0.verdict == "failed" }
        unknown = items.count { $0.verdict == "unknown" }
    }

    /// 0 all pass, 1 some fail, 3 some are unknown and none fails.
    var exitCode: Int32 { failed > 0 ? 1 : unknown > 0 ? 3 : 0 }

    private static func line(
        _ item: Item, _ step: Step, _ state: SessionState, _ result: CheckResult?, isOpen: Bool, at time: Date
    ) -> Line {
        if !isOpen || !item.when.applies(state.answers) {
            return Line(
                id: item.id, step: step.id, text: item.text.shown(state.answers), required: item.isRequired,
                verdict: "skipped", findings: [], obstacle: nil, attestation: nil, waiver: nil, evidence: nil)
        }
        var verdict = result?.verdict ?? .passed
        var findings: [Finding] = []
        var obstacle: Obstacle?
        switch verdict {
        case .passed: break
        case .failed(let list): findings = list
        case .unknown(let reason): obstacle = reason
        }
        var attestation: Attestation?
        if let template = item.attestation {
            let given = state.attestation(of: item)
            attestation = Attestation(
                statement: template.shown(state.answers), confirmed: given != nil, by: given?.stamp.who.description,
                at: given.map { Event.text($0.stamp.time) })
            if given == nil {
                findings.append(
                    Finding(
                        property: "attestation", message: "Nobody has confirmed it.",
                        remedy: "In \"lockstep resume \(state.id)\" type: attest \(item.id)"))
                // What could not be checked stays unknown: that is the graver doubt.
                if verdict.isPassed { verdict = .failed(findings) }
            }
        }
        return Line(
            id: item.id, step: step.id, text: item.text.shown(state.answers), required: item.isRequired,
            verdict: verdict.word, findings: findings, obstacle: obstacle, attestation: attestation,
            waiver: state.waiver(of: item, now: time).map {
                Waiver(until: Event.text($0.expires), reason: $0.reason, by: $0.by)
            }, evidence: result?.evidence)
    }
}
