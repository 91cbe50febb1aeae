import Runbook
import Sameness
import Tenant
import YAMLDocument

/// A domain of the tenant. Graph: `GET /domains`.
enum DomainResource: Resource {
    static let name = "domain"
    static let selector: String? = "a domain's name"
    static let form = LiteralForm.domain
    private static let needs: [Permission] = [.domainReadAll]
    private static let place = "Microsoft 365 admin center → Settings → Domains"

    /// A property of a domain that is there.
    private static func property(
        _ name: String, _ type: ValueType, same: Sameness = .text, choices: [String] = [], _ label: String,
        remedy: String,
        _ read: @escaping @Sendable (Domain, Probe) async throws -> Observed
    ) -> Property {
        Property(name, type, same: same, choices: choices, label: label, needs: needs, remedy: remedy) {
            selection, probe in try await read(one(selection.selector, probe), probe)
        }
    }

    /// A truth about a domain that is there.
    /// - Parameters:
    ///   - yes: what is said of the domain where it is so.
    ///   - no: what is said where it isn't.
    private static func flag(
        _ name: String, _ label: String, _ field: KeyPath<Domain, Field<Bool>> & Sendable, remedy: String, yes: String,
        no: String
    ) -> Property {
        property(name, .boolean, label, remedy: remedy) { domain, _ in
            let isSo = try domain[keyPath: field].required(of: domain.id)
            return Observed(.boolean(isSo), explanation: "\(domain.id) \(isSo ? yes : no).")
        }
    }

    static let properties = [
        Property(
            "exists", .boolean, label: "The domain", needs: needs,
            remedy: "\(place) → Add domain → {selector}."
        ) { selection, probe in
            let domains = try await domains(probe)
            let isThere = find(selection.selector, in: domains) != nil
            return Observed(
                .boolean(isThere),
                explanation: isThere
                    ? "\(selection.selector) is a domain of this tenant."
                    : missing(selection.selector, in: domains),
                remedy: isThere
                    ? "\(place) → \(selection.selector) → Remove domain." : addition(selection.selector, in: domains))
        },
        flag(
            "verified", "Verified", \.isVerified, remedy: "\(place) → {selector}: add the DNS record, then Verify.",
            yes: "is verified", no: "is added, but not verified"),
        flag(
            "initial", "Initial domain (.onmicrosoft.com)", \.isInitial,
            remedy: "Add a corporate domain that the company owns; the initial domain can't be federated.",
            yes: "is the tenant's initial domain", no: "isn't the tenant's initial domain"),
        property(
            "corporate", .boolean, "A domain of the company's own",
            remedy:
                "Add a domain that the company owns; what ends in .onmicrosoft.com can't be federated: \(place) → Add domain."
        ) { domain, _ in
            let isInitial = try domain.isInitial.required(of: domain.id)
            let isMicrosofts = DomainName.isOfMicrosoft(domain.id)
            return Observed(
                .boolean(!isInitial && !isMicrosofts),
                explanation: isInitial
                    ? "\(domain.id) is the tenant's initial domain."
                    : isMicrosofts
                        ? "\(domain.id) is Microsoft's, not the company's own." : "\(domain.id) is the company's own.")
        },
        flag(
            "root", "A domain by itself", \.isRoot,
            remedy: "Take a domain of the company that lies below no other of the tenant.",
            yes: "lies below no other domain of the tenant", no: "lies below another domain, and is switched with it"),
        flag(
            "default", "Default domain", \.isDefault, remedy: "\(place): make another verified domain the default.",
            yes: "is the tenant's default domain, which Microsoft doesn't let federate",
            no: "isn't the tenant's default domain"),
        property(
            "authentication", .text, choices: ["managed", "federated"], "Authentication",
            remedy: "Look at {selector} in Entra admin center → Domain names."
        ) { domain, probe in
            let word = try domain.authenticationType.required(of: domain.id).lowercased()
            // A word that isn't known is told as it is.
            guard word == "federated" else { return Observed(.text(word)) }
            let owner = await FederationOwner.of(domain, probe)
            return Observed(.text("federated"), detail: owner.words, remedy: owner.remedy)
        },
        property(
            "pending-operation", .text, choices: ["none", "ForceDelete", "Verification"], "What is being done with it",
            remedy: "\(place) → {selector}: wait until it is done, then check again."
        ) { domain, _ in
            let pending = try domain.pendingOperation()
            return Observed(
                .text(pending ?? "none"),
                explanation: pending == "ForceDelete" ? "\(domain.id) is being deleted from this tenant." : nil,
                remedy: pending == "ForceDelete"
                    ? "Find out who began it (Entra admin center → Monitoring → Audit logs): it goes away, and would have "
                        + "to be added and verified again: \(place) → Add domain." : nil)
        },
        property(
            "supported-services", .list, same: .caseless, "Services of the domain",
            remedy: "\(place) → {selector} → Manage DNS."
        ) { domain, _ in Observed(.list(try domain.supportedServices.required(of: domain.id))) },
        property(
            "dns-records", .list, same: .caseless, "DNS records that Microsoft expects",
            remedy: "\(place) → {selector} → DNS records."
        ) { domain, probe in Observed(.list(try await records(of: domain.id, probe))) },
        property(
            "subdomains", .list, same: .domain, "Subdomains, which switch with it",
            remedy: "\(place): look at each, for they follow {selector}."
        ) { domain, probe in
            Observed(.list(try await domains(probe).filter { try $0.follows(domain.id) }.map(\.id)))
        },
    ]

    /// What proves that the domain is ours, and what its services need: `TXT nordwind.example MS=ms1234`.
    /// Graph: `GET /domains/{id}/verificationDnsRecords`, `GET /domains/{id}/serviceConfigurationRecords`.
    private static func records(of domain: String, _ probe: Probe) async throws -> [String] {
        var words: [String] = []
        for list in ["verificationDnsRecords", "serviceConfigurationRecords"] {
            for record in try await probe.all(GraphPath(["domains", domain, list]), of: DomainDnsRecord.self) {
                words.append(try record.words(of: domain))
            }
        }
        return words
    }

    static func domains(_ probe: Probe) async throws(TenantFault) -> [Domain] {
        try await probe.all(GraphPath(["domains"]), of: Domain.self)
    }

    private static func find(_ name: String, in domains: [Domain]) -> Domain? {
        domains.first { DomainName.isSame($0.id, name) }
    }

    static func one(_ name: String, _ probe: Probe) async throws -> Domain {
        try one(name, in: await domains(probe))
    }

    /// The domain of that name. What is counted or judged over a domain that isn't the tenant's would be empty, and pass.
    static func one(_ name: String, in domains: [Domain]) throws(Impediment) -> Domain {
        guard let domain = find(name, in: domains) else {
            throw .missing(message: missing(name, in: domains), remedy: addition(name, in: domains))
        }
        return domain
    }

    /// Domains below another that don't follow it. What lies elsewhere is no matter, however odd it is.
    static func roots(below domain: String, in domains: [Domain]) throws(TenantFault) -> [String] {
        var roots: [String] = []
        for one in domains where one.isBelow(domain) {
            if try one.isRoot.required(of: one.id) { roots.append(one.id.lowercased()) }
        }
        return roots
    }

    /// Domains that the tenant has proved to be its own.
    static func verified(_ probe: Probe) async throws(TenantFault) -> [String] {
        var verified: [String] = []
        for one in try await domains(probe) where try one.isVerified.required(of: one.id) { verified.append(one.id) }
        return verified
    }

    private static func addition(_ name: String, in domains: [Domain]) -> String {
        let near = Suggestion.nearest(to: name, in: domains.map(\.id)).map {
            "If \($0) is meant, name that ({answer}). "
        }
        return "\(near ?? "Look at how it is spelt. ")If it is to be one, \(place) → Add domain → \(name)."
    }

    private static func missing(_ name: String, in domains: [Domain]) -> String {
        let near = Suggestion.nearest(
            to: name, in: domains.sorted { $0.isInitial.shown != true && $1.isInitial.shown == true }.map(\.id))
        return "\(name) isn't a domain of this tenant"
            + (near.map { "; did you mean \($0)?" }
                ?? ". It has \(Sample.words(domains.prefix(Sample.size).map(\.id), of: domains.count)).")
    }
}
