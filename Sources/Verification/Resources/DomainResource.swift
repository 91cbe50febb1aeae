import Runbook
import Tenant

/// A domain of the tenant. Graph: `GET /domains`.
enum DomainResource: Resource {
    static let name = "domain"
    static let selector: String? = "a domain's name"
    private static let permission = "Domain.Read.All"
    static let properties = [
        Property(
            "exists", .boolean, label: "The domain", permission: permission,
            remedy: "Microsoft 365 admin center → Settings → Domains → Add domain → {selector}."),
        Property(
            "verified", .boolean, label: "Verified", permission: permission,
            remedy: "Microsoft 365 admin center → Settings → Domains → {selector}: add the DNS record, then Verify."),
        Property(
            "initial", .boolean, label: "Initial domain (.onmicrosoft.com)", permission: permission,
            remedy: "Add a corporate domain that the company owns; the initial domain can't be federated."),
        Property(
            "default", .boolean, label: "Default domain", permission: permission,
            remedy: "Microsoft 365 admin center → Settings → Domains: make another verified domain the default."),
        Property(
            "authentication", .text, choices: ["managed", "federated"], label: "Authentication",
            permission: permission,
            remedy: "Find out who switched {selector}; look at Entra admin center → Custom domain names."),
        Property(
            "supported-services", .list, label: "Services of the domain", permission: permission,
            remedy: "Microsoft 365 admin center → Settings → Domains → {selector} → Manage DNS."),
        Property(
            "dns-records", .list, label: "DNS records that Microsoft expects", permission: permission,
            remedy: "Microsoft 365 admin center → Settings → Domains → {selector} → DNS records."),
        Property(
            "subdomains", .list, label: "Subdomains, which switch with it", permission: permission,
            remedy: "Microsoft 365 admin center → Settings → Domains: look at each, for they follow {selector}."),
    ]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let all = try await domains(probe)
        let domain = all.first { $0.id.lowercased() == selection.selector.lowercased() }
        if property == "exists" {
            return Observed(
                .boolean(domain != nil), explanation: "\(selection.selector) isn't a domain of this tenant.")
        }
        guard let domain else {
            throw .absent(
                message: "\(selection.selector) isn't a domain of this tenant.",
                remedy: "Microsoft 365 admin center → Settings → Domains → Add domain → \(selection.selector).")
        }
        switch property {
        case "verified":
            return Observed(.boolean(domain.isVerified), explanation: "\(domain.id) is added, but not verified.")
        case "initial":
            return Observed(
                .boolean(domain.isInitial), explanation: "\(domain.id) is the tenant's initial domain.")
        case "default":
            return Observed(
                .boolean(domain.isDefault),
                explanation: domain.isDefault
                    ? "\(domain.id) is the tenant's default domain, which Microsoft doesn't let federate."
                    : "\(domain.id) isn't the tenant's default domain.")
        case "supported-services": return Observed(.list(domain.supportedServices ?? []))
        case "dns-records": return try await records(of: domain.id, probe)
        case "subdomains":
            return Observed(.list(all.filter { $0.follows(domain.id) }.map(\.id)))
        default:
            return Observed(.text(domain.authenticationType.lowercased()))
        }
    }

    /// What proves that the domain is ours, and what its services need: `TXT nordwind.example MS=ms1234`.
    /// Graph: `GET /domains/{id}/verificationDnsRecords`, `GET /domains/{id}/serviceConfigurationRecords`.
    private static func records(of domain: String, _ probe: Probe) async throws(Impediment) -> Observed {
        var records: [DomainDnsRecord] = []
        for list in ["verificationDnsRecords", "serviceConfigurationRecords"] {
            records += try await reading { () async throws(TenantFault) in
                try await probe.all(GraphPath(["domains", domain, list]), of: DomainDnsRecord.self)
            }
        }
        return Observed(.list(records.map(\.words)))
    }

    static func domains(_ probe: Probe) async throws(Impediment) -> [Domain] {
        try await reading { () async throws(TenantFault) in
            try await probe.all(GraphPath(["domains"]), of: Domain.self)
        }
    }
}
