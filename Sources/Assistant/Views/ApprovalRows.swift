import Foundation
import Journal
import Runbook

/// What everybody who is asked for an approval reads first: where, and in which session.
public enum ApprovalRows {
    /// Tenant, session and runbook.
    public static func of(_ state: SessionState, _ origin: RunbookOrigin) -> [ApprovalRequest.Row] {
        let tenant = state.tenant
        let kind = tenant.kind == .live ? "live" : "a rehearsal"
        return [
            .init("Tenant", "\(tenant.displayName), \(kind) (\(tenant.tenantID))"),
            .init("Session", "\(state.name) (\(state.id))"), .init("Runbook", origin.words),
        ]
    }

    /// An item's standing, as whoever lets it be red must see it.
    static func of(_ card: ItemCard, text: String) -> [ApprovalRequest.Row] {
        var rows = [ApprovalRequest.Row("Item", "\(card.item.id): \(text)")]
        if let recorded = card.verdict {
            let at = "checked \(Value.time(recorded.stamp.time).words) by \(recorded.stamp.by)"
            switch recorded.verdict {
            case .passed: rows.append(.init("Check", "passed, \(at)"))
            case .failed(let findings):
                rows.append(.init("Check", "failed, \(at): \(findings.map(\.message).joined(separator: " "))"))
            case .unknown(let obstacle): rows.append(.init("Check", "unknown, \(at): \(obstacle.reason)"))
            }
            if !recorded.evidence.observations.isEmpty {
                rows.append(
                    .init(
                        "Seen",
                        recorded.evidence.observations.map { "\($0.property): \($0.seen)" }.joined(separator: "; ")))
            }
        } else if card.item.check != nil {
            rows.append(.init("Check", "not checked"))
        }
        if card.item.attestation != nil {
            rows.append(.init("Confirmed", card.attestation.map { "by \($0.stamp.by)" } ?? "by nobody"))
        }
        return rows
    }
}
