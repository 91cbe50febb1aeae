import Runbook
import Tenant

/// The tenant itself. Graph: `GET /organization`, `GET /domains`.
enum OrganizationResource: Resource {
    static let name = "organization"
    static let selector: String? = nil
    static let properties = [
        Property(
            "exists", .boolean, label: "An Entra tenant", permission: "Organization.Read.All",
            remedy: "Create the tenant in the Entra admin center."),
        Property(
            "display-name", .text, label: "The organisation's name", permission: "Organization.Read.All",
            remedy: "Entra admin center → Identity → Overview → Properties → Name."),
        Property(
            "country", .text, label: "Country", permission: "Organization.Read.All",
            remedy: "Entra admin center → Identity → Overview → Properties → Country or region."),
        Property(
            "verified-domains", .list, label: "Verified domains", permission: "Domain.Read.All",
            remedy: "Microsoft 365 admin center → Settings → Domains → Add domain."),
    ]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        if property == "verified-domains" {
            let domains = try await DomainResource.domains(probe)
            return Observed(.list(domains.filter(\.isVerified).map(\.id)))
        }
        let organizations = try await reading { () async throws(TenantFault) in
            try await probe.all(
                GraphPath(["organization"], [("$select", "id,displayName,countryLetterCode")]), of: Organization.self)
        }
        if property == "country" { return Observed(.text(organizations.first?.countryLetterCode ?? "")) }
        if property == "exists" { return Observed(.boolean(!organizations.isEmpty)) }
        return Observed(.text(organizations.first?.displayName ?? ""))
    }
}
