/// `/policies/federatedTokenValidationPolicy`, and what it refuses.
///
/// Microsoft Graph: federatedTokenValidationPolicy, allDomains, enumeratedDomains.
enum TokenValidationRoutes {
    /// Its place in its table.
    static let only = "policy"
    static let modes = ["none", "all", "allFederated", "allManaged", "enumerated", "allManagedAndEnumeratedFederated"]
    private static let place = "policies/federatedTokenValidationPolicy"

    static let routes = [
        Route("GET", place, ["Policy.Read.All", "Policy.ReadWrite.FedTokenValidation"]) {
            (call, tenant) throws(ServiceError) in
            try Listing().one(policy(tenant), call, context: place)
        },
        Route("PUT", place, ["Policy.ReadWrite.FedTokenValidation"]) { (call, tenant) throws(ServiceError) in
            try call.allow(["validatingDomains"], of: "FederatedTokenValidationPolicy")
            let wanted = call.body["validatingDomains"]
            let mode = wanted["rootDomains"].string ?? ""
            guard modes.contains(mode) else {
                throw .badRequest("Invalid value specified for property 'rootDomains' of resource 'validatingDomains'.")
            }
            let names = wanted["domainNames"].array.compactMap(\.string)
            let changed = object(id: policy(tenant)["id"].string ?? "", mode: mode, names: names)
            tenant.put(changed, in: .tokenValidation, id: only)
            return .ok(changed)
        },
    ]

    static func object(id: String, mode: String, names: [String] = []) -> JSON {
        let isListed = mode.lowercased().contains("enumerated")
        var domains: JSON = [
            "@odata.type": .string("#microsoft.graph.\(isListed ? "enumeratedDomains" : "allDomains")"),
            "rootDomains": .string(mode),
        ]
        if isListed { domains["domainNames"] = .array(names.map(JSON.string)) }
        return ["id": .string(id), "deletedDateTime": nil, "validatingDomains": domains]
    }

    private static func policy(_ tenant: Transaction) -> JSON {
        tenant[.tokenValidation][only]
            ?? object(id: Identifiers(seed: 0).guid("federatedTokenValidationPolicy"), mode: "all")
    }

    /// Whether a token of one domain's federation is refused for somebody of another.
    static func refuses(_ issuing: String, for upn: String, _ tenant: Transaction) -> Bool {
        func root(_ name: String) -> String {
            if tenant[.domains][name]?["isRoot"] == true { return name }
            return DomainRoutes.root(of: name, { tenant[.domains][$0] })?["id"].string ?? name
        }
        let own = root(upn.split(separator: "@").last.map { $0.lowercased() } ?? "")
        guard own != root(issuing) else { return false }
        let domains = policy(tenant)["validatingDomains"]
        let isFederated = tenant[.domains][own]?["authenticationType"] == "Federated"
        let isNamed = domains["domainNames"].array.contains { $0.string?.lowercased() == own }
        return switch domains["rootDomains"].string {
        case "none": false
        case "allFederated": isFederated
        case "allManaged": !isFederated
        case "enumerated": isNamed
        case "allManagedAndEnumeratedFederated": !isFederated || isNamed
        default: true
        }
    }
}
