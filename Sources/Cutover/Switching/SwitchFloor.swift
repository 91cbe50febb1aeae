import Journal

/// What the domain itself must be, whatever a runbook asks: read for each attempt, and once more immediately before the
/// switch. That it is managed, `CutoverRunner.federated` says.
enum SwitchFloor {
    static func reasons(_ look: DomainLook, _ domain: String?) -> [Reason] {
        guard case .success(let reading) = look.reading, let domain else { return [] }
        var reasons: [Reason] = []
        func add(_ message: String, _ remedy: String) {
            reasons.append(Reason(kind: .floor, subject: nil, message: message, remedy: remedy))
        }
        if !reading.isVerified {
            add(
                "\(domain) isn't verified in this tenant.",
                "Microsoft 365 admin center → Settings → Domains → \(domain): add the DNS record, then Verify.")
        }
        if reading.isGoing {
            add(
                "\(domain) is being deleted from this tenant.",
                "Microsoft 365 admin center → Settings → Domains: find out who deletes it; add it again afterwards.")
        }
        if reading.isDefault {
            add(
                "\(domain) is the tenant's default domain, which Microsoft doesn't let federate.",
                "Microsoft 365 admin center → Settings → Domains: make another verified domain the default.")
        }
        return reasons
    }
}
