import Foundation

/// `/domains`
enum DomainRoutes {
    private static let read = [
        "Domain.Read.All", "Domain.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All",
    ]
    private static let write = ["Domain.ReadWrite.All"]
    private static let listing = Listing(type: GraphSchema.domain, isPaged: false)

    static let routes = [
        Route("GET", "domains", read) { (call, tenant) throws(ServiceError) in
            try listing.answer(tenant[.domains], call, context: "domains")
        },
        Route("GET", "domains/{id}", read) { (call, tenant) throws(ServiceError) in
            try listing.one(try domain(call.parameters[0], tenant), call, context: "domains")
        },
        Route("POST", "domains", write) { (call, tenant) throws(ServiceError) in
            try call.allow(["id"], of: "Domain")
            let name = try call.text("id").lowercased()
            guard name.contains("."), !name.hasSuffix(".onmicrosoft.com") else {
                throw .badRequest("The domain name is invalid.")
            }
            guard tenant[.domains][name] == nil else {
                throw ServiceError(
                    409, "Request_MultipleObjectsWithSameKeyValue", "A conflicting object with the same id exists.")
            }
            let root = root(of: name) { tenant[.domains][$0] }
            if root?["authenticationType"] == "Federated" {
                // The real service says no more than this.
                throw .badRequest("One or more properties contains invalid values.")
            }
            // A subdomain of a verified domain needs no proof of its own.
            let domain = object(
                name, isVerified: root != nil, isDefault: false, isInitial: false, isRoot: root == nil)
            tenant.put(domain, in: .domains)
            return .created(domain)
        },
        // Microsoft Graph: domain, "promote": a subdomain that is a root of its own follows nobody.
        Route("POST", "domains/{id}/promote", write) { (call, tenant) throws(ServiceError) in
            var domain = try domain(call.parameters[0], tenant)
            guard domain["isVerified"] == true, domain["isRoot"] == false else {
                throw .badRequest("Only a verified subdomain can be promoted.")
            }
            domain["isRoot"] = true
            tenant.put(domain, in: .domains)
            return .ok(["value": true])
        },
        Route("DELETE", "domains/{id}", write) { (call, tenant) throws(ServiceError) in
            let domain = try domain(call.parameters[0], tenant)
            let name = domain["id"].string ?? ""
            guard domain["isInitial"] != true, domain["isDefault"] != true else {
                throw .badRequest("The domain is the initial or the default one and can't be deleted.")
            }
            let suffix = "@\(name)"
            if tenant[.users].placed(from: 0).contains(where: {
                $0.row["userPrincipalName"].string?.lowercased().hasSuffix(suffix) == true
            }) {
                throw .badRequest("The domain is used by users and can't be deleted.")
            }
            tenant.remove(name, from: .domains)
            return .noContent
        },
        Route("PATCH", "domains/{id}", write) { (call, tenant) throws(ServiceError) in
            try call.allow(
                [
                    "isDefault", "supportedServices", "authenticationType", "passwordValidityPeriodInDays",
                    "passwordNotificationWindowInDays",
                ], of: "Domain")
            var domain = try domain(call.parameters[0], tenant)
            if let type = call.body["authenticationType"].string, type != domain["authenticationType"].string {
                guard type == "Managed" else {
                    throw .badRequest(
                        "Changing authenticationType from Managed to Federated is currently not supported.")
                }
                guard domain["isRoot"] == true else {
                    throw .badRequest("A subdomain has the authentication type of its root domain.")
                }
                try FederationRoutes.unfederate(&domain, call, &tenant)
            }
            guard domain["isVerified"] == true else { throw .badRequest("The domain is not verified.") }
            if call.body["isDefault"] == true {
                guard domain["authenticationType"] == "Managed" else {
                    throw .badRequest("The domain authentication type must be Managed to be set as the default.")
                }
                for var other in tenant[.domains].all where other["isDefault"] == true {
                    other["isDefault"] = false
                    tenant.put(other, in: .domains)
                }
                domain["isDefault"] = true
            } else if call.body["isDefault"] == false {
                throw .badRequest("Make another domain the default instead.")
            }
            if !call.body["supportedServices"].isNull { domain["supportedServices"] = call.body["supportedServices"] }
            for key in ["passwordValidityPeriodInDays", "passwordNotificationWindowInDays"]
            where call.body.members[key] != nil { domain[key] = call.body[key] }
            tenant.put(domain, in: .domains)
            return .noContent
        },
        Route("POST", "domains/{id}/verify", write) { (call, tenant) throws(ServiceError) in
            var domain = try domain(call.parameters[0], tenant)
            guard domain["isVerified"] != true else { throw .badRequest("The domain is verified already.") }
            domain["isVerified"] = true
            domain["availabilityStatus"] = "AvailableImmediately"
            tenant.put(domain, in: .domains)
            return .ok(domain)
        },
        Route("GET", "domains/{id}/verificationDnsRecords", ["Domain.Read.All"]) {
            (call, tenant) throws(ServiceError) in
            let domain = try domain(call.parameters[0], tenant)
            let name = domain["id"].string ?? ""
            let code = Identifiers(seed: 0).guid("dns:\(name)").filter(\.isNumber).prefix(8)
            let record: JSON = [
                "@odata.type": "#microsoft.graph.domainDnsTxtRecord",
                "id": .string(Identifiers(seed: 0).guid("txt:\(name)")), "isOptional": false, "label": domain["id"],
                "recordType": "Txt", "supportedService": "Email", "ttl": 3600, "text": .string("MS=ms\(code)"),
            ]
            return try Listing(isPaged: false).answer([record], call, context: "domains/verificationDnsRecords")
        },
        Route("GET", "domains/{id}/serviceConfigurationRecords", ["Domain.Read.All"]) {
            (call, tenant) throws(ServiceError) in
            let domain = try domain(call.parameters[0], tenant)
            guard domain["isVerified"] == true else {
                return try Listing(isPaged: false).answer(
                    [], call, context: "domains/serviceConfigurationRecords")
            }
            return try Listing(isPaged: false).answer(
                serviceRecords(of: domain["id"].string ?? ""), call, context: "domains/serviceConfigurationRecords")
        },
    ]

    /// What mail and sign-in want of the domain's zone.
    private static func serviceRecords(of name: String) -> [JSON] {
        func record(_ kind: String, _ type: JSON, _ label: String, _ key: String, _ value: String) -> JSON {
            [
                "@odata.type": .string("#microsoft.graph.domainDns\(kind)Record"),
                "id": .string(Identifiers(seed: 0).guid("\(kind):\(label)")), "isOptional": false,
                "label": .string(label), "recordType": type, "supportedService": "Email", "ttl": 3600,
                key: .string(value),
            ]
        }
        var mail = record(
            "Mx", "Mx", name, "mailExchange", "\(name.replacing(".", with: "-")).mail.protection.outlook.com")
        mail["preference"] = 0
        return [
            mail, record("Txt", "Txt", name, "text", "v=spf1 include:spf.protection.outlook.com -all"),
            record("Cname", "CName", "autodiscover.\(name)", "canonicalName", "autodiscover.outlook.com"),
        ]
    }

    static func domain(_ name: String, _ tenant: Transaction) throws(ServiceError) -> JSON {
        guard let domain = tenant[.domains][name.lowercased()] else { throw .notFound(name) }
        return domain
    }

    /// The verified root domain that a subdomain hangs from.
    /// - Parameter domain: finds a domain by its name.
    static func root(of name: String, _ domain: (String) -> JSON?) -> JSON? {
        var rest = name[...]
        while let dot = rest.firstIndex(of: ".") {
            rest = rest[rest.index(after: dot)...]
            if let found = domain(String(rest)), found["isRoot"] == true, found["isVerified"] == true { return found }
        }
        return nil
    }

    /// Subdomains have the authentication type of their root, always.
    static func follow(_ root: String, _ type: JSON, _ tenant: inout Transaction) {
        for var domain in tenant[.domains].all
        where domain["isRoot"] == false && domain["id"].string?.hasSuffix("." + root) == true {
            domain["authenticationType"] = type
            tenant.put(domain, in: .domains)
        }
    }

    static func object(_ name: String, isVerified: Bool, isDefault: Bool, isInitial: Bool, isRoot: Bool = true)
        -> JSON
    {
        [
            "id": .string(name), "authenticationType": "Managed", "availabilityStatus": nil, "isAdminManaged": true,
            "isDefault": .bool(isDefault), "isInitial": .bool(isInitial), "isRoot": .bool(isRoot),
            "isVerified": .bool(isVerified), "supportedServices": ["Email", "OfficeCommunicationsOnline"],
            "passwordValidityPeriodInDays": nil, "passwordNotificationWindowInDays": nil, "state": nil,
            "manufacturer": nil, "model": nil,
        ]
    }
}
