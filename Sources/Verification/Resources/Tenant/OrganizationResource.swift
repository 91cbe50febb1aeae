import Runbook
import Tenant

/// The tenant itself. Graph: `GET /organization`, `GET /domains`.
enum OrganizationResource: Resource {
    static let name = "organization"
    static let selector: String? = nil
    static let properties = [
        Property(
            "exists", .boolean, label: "An Entra tenant", needs: [.organizationReadAll],
            remedy: "Create the tenant in the Entra admin center."
        ) { _, probe in Observed(.boolean(try await !organizations(probe).isEmpty)) },
        Property(
            "id", .text, same: .guid, label: "Directory (tenant) ID", needs: [.organizationReadAll, .domainReadAll],
            remedy: "Copy it from Entra admin center → Overview → Tenant ID, or sign in to the tenant that is meant."
        ) { _, probe in
            Observed(.text(try await one(probe).id), names: try await DomainResource.verified(probe))
        },
        Property(
            "display-name", .text, label: "The organisation's name", needs: [.organizationReadAll],
            remedy: "Entra admin center → Overview → Properties → Name."
        ) { _, probe in Observed(.text(try await one(probe).displayName.required(of: "the organisation"))) },
        Property(
            "country", .text, same: .caseless, label: "Country", needs: [.organizationReadAll],
            remedy: "Entra admin center → Overview → Properties → Country or region."
        ) { _, probe in Observed(.text(try await one(probe).countryLetterCode.required(of: "the organisation"))) },
        Property(
            "verified-domains", .list, same: .domain, label: "Verified domains", needs: [.domainReadAll],
            remedy: "Microsoft 365 admin center → Settings → Domains → Add domain."
        ) { _, probe in
            Observed(.list(try await DomainResource.verified(probe)))
        },
    ]

    /// What is read of it, by whoever reads it: one request for all.
    static let path = GraphPath(
        ["organization"],
        [("$select", "id,displayName,countryLetterCode,onPremisesSyncEnabled,onPremisesLastSyncDateTime")])

    private static func organizations(_ probe: Probe) async throws -> [Organization] {
        try await probe.all(
            path, of: Organization.self)
    }

    static func one(_ probe: Probe) async throws -> Organization {
        let found = try await organizations(probe)
        guard let organization = found.first, found.count == 1 else {
            throw TenantFault.unexpected("\(found.count) organisations where a tenant has one")
        }
        return organization
    }
}
