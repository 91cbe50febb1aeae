import Foundation
import X509

/// `/domains/{id}/federationConfiguration`
enum FederationRoutes {
    private static let read = ["Domain-InternalFederation.Read.All", "Domain-InternalFederation.ReadWrite.All"]
    private static let write = ["Domain-InternalFederation.ReadWrite.All"]
    /// Federation can be enabled or disabled once in so many seconds (Peig's overview).
    private static let cooldown = 600
    private static let properties: Set<String> = [
        "displayName", "issuerUri", "passiveSignInUri", "activeSignInUri", "signOutUri", "metadataExchangeUri",
        "signingCertificate", "nextSigningCertificate", "preferredAuthenticationProtocol", "federatedIdpMfaBehavior",
        "promptLoginBehavior", "isSignedAuthenticationRequestRequired", "passwordResetUri",
    ]
    private static let listing = Listing(type: GraphSchema.internalDomainFederation, isPaged: false)
    /// Values of the enumerations, by property.
    private static let enumerations = [
        "preferredAuthenticationProtocol": ["wsFed", "saml"],
        "federatedIdpMfaBehavior": [
            "acceptIfMfaDoneByFederatedIdp", "enforceMfaByFederatedIdp", "rejectMfaByFederatedIdp",
        ], "promptLoginBehavior": ["translateToFreshPasswordAuthentication", "nativeSupport", "disabled"],
    ]

    static let routes = [
        Route("GET", "domains/{id}/federationConfiguration", read) { (call, tenant) throws(ServiceError) in
            let name = try DomainRoutes.domain(call.parameters[0], tenant)["id"].string ?? ""
            guard let configuration = tenant[.federationConfigurations][name] else {
                throw ServiceError(
                    404, "Request_ResourceNotFound", "Resource 'federationConfiguration' does not exist.")
            }
            return try listing.answer(
                [served(configuration)], call, context: "domains('\(name)')/federationConfiguration")
        },
        Route("POST", "domains/{id}/federationConfiguration", write) { (call, tenant) throws(ServiceError) in
            try federate(call, &tenant)
        },
        Route("GET", "domains/{id}/federationConfiguration/{configuration}", read + ["Domain.Read.All"]) {
            (call, tenant) throws(ServiceError) in
            let (name, configuration) = try configuration(call, tenant)
            return try listing.one(
                served(configuration), call, context: "domains('\(name)')/federationConfiguration")
        },
        Route("PATCH", "domains/{id}/federationConfiguration/{configuration}", write) {
            (call, tenant) throws(ServiceError) in
            try validate(call)
            var (name, configuration) = try configuration(call, tenant)
            if let text = call.body["signingCertificate"].string, !isCertificate(text) {
                throw .badRequest("Invalid value specified for property 'signingCertificate'.")
            }
            let before = configuration
            for (key, value) in call.body.members where properties.contains(key) { configuration[key] = value }
            tenant.put(configuration, in: .federationConfigurations, id: name)
            DirectoryAudit.federationSettings(of: name, from: before, to: configuration).record(call, &tenant)
            return .ok(served(configuration))
        },
        Route("DELETE", "domains/{id}/federationConfiguration/{configuration}", write) {
            (call, tenant) throws(ServiceError) in
            _ = try configuration(call, tenant)
            var domain = try DomainRoutes.domain(call.parameters[0], tenant)
            try unfederate(&domain, call, &tenant)
            tenant.put(domain, in: .domains)
            return .noContent
        },
    ]

    private static func configuration(_ call: Call, _ tenant: Transaction) throws(ServiceError) -> (String, JSON) {
        let name = try DomainRoutes.domain(call.parameters[0], tenant)["id"].string ?? ""
        guard let configuration = tenant[.federationConfigurations][name],
            configuration["id"].string == call.parameters[1]
        else { throw .notFound(call.parameters[1]) }
        return (name, configuration)
    }

    /// Sets a domain back to managed, whichever way it is asked for; the caller stores the domain.
    static func unfederate(_ domain: inout JSON, _ call: Call, _ tenant: inout Transaction) throws(ServiceError) {
        let name = domain["id"].string ?? ""
        try cool(name, call, tenant)
        DirectoryAudit.authentication(of: name, from: domain["authenticationType"], to: "Managed").record(call, &tenant)
        domain["authenticationType"] = "Managed"
        DomainRoutes.follow(name, "Managed", &tenant)
        note(name, call, &tenant)
        tenant.remove(name, from: .federationConfigurations)
    }

    private static func validate(_ call: Call) throws(ServiceError) {
        try call.allow(properties, of: "InternalDomainFederation")
        for (property, values) in enumerations {
            guard let value = call.body[property].string, !values.contains(value) else { continue }
            throw .badRequest("Invalid value specified for property '\(property)' of resource.")
        }
    }

    private static func federate(_ call: Call, _ tenant: inout Transaction) throws(ServiceError) -> Reply {
        try validate(call)
        var domain = try DomainRoutes.domain(call.parameters[0], tenant)
        let name = domain["id"].string ?? ""
        guard domain["isVerified"] == true else { throw .badRequest("The domain is not verified.") }
        guard domain["isInitial"] != true else { throw .badRequest("The initial domain cannot be federated.") }
        guard domain["isDefault"] != true else {
            throw .badRequest("The default domain cannot be federated. Make another domain the default first.")
        }
        guard domain["isRoot"] == true else {
            throw .badRequest("A subdomain has the authentication type of its root domain.")
        }
        guard domain["authenticationType"] == "Managed" else {
            throw .badRequest("A federation configuration already exists for this domain.")
        }
        try cool(name, call, tenant)
        let issuer = try call.text("issuerUri")
        for other in tenant[.federationConfigurations].all where other["issuerUri"].string == issuer {
            throw .badRequest("The specified issuerUri is already used by another domain.")
        }
        DirectoryAudit.authentication(of: name, from: domain["authenticationType"], to: "Federated").record(
            call, &tenant)
        domain["authenticationType"] = "Federated"
        tenant.put(domain, in: .domains)
        DomainRoutes.follow(name, "Federated", &tenant)
        note(name, call, &tenant)
        guard let certificate = call.body["signingCertificate"].string, isCertificate(certificate) else {
            // Seen at the real service: it answers 500, but the domain ends up federated, without a configuration
            // that anybody could read or delete.
            return Reply(
                status: 500,
                json: [
                    "error": ["code": "InternalServerError", "message": "An unexpected error occurred."]
                ])
        }
        var configuration: JSON = ["id": .string(Identifiers.new()), "domain": .string(name)]
        for property in properties { configuration[property] = call.body[property] }
        if configuration["federatedIdpMfaBehavior"].isNull {
            configuration["federatedIdpMfaBehavior"] = "acceptIfMfaDoneByFederatedIdp"
        }
        tenant.put(configuration, in: .federationConfigurations, id: name)
        DirectoryAudit.federationSettings(of: name, from: nil, to: configuration).record(call, &tenant)
        return .created(served(configuration))
    }

    /// What stands for a domain or, where it is a subdomain, for its root.
    static func configuration(for name: String, in tenant: TenantState) -> JSON? {
        let root =
            tenant[.domains][name]?["isRoot"] == true ? nil : DomainRoutes.root(of: name) { tenant[.domains][$0] }
        return tenant[.federationConfigurations][root?["id"].string ?? name]
    }

    private static func served(_ configuration: JSON) -> JSON {
        var members = configuration.members
        members["domain"] = nil
        for property in properties where members[property] == nil { members[property] = .null }
        members["@odata.type"] = "#microsoft.graph.internalDomainFederation"
        return .object(members)
    }

    /// The status and the words of this refusal are assumed; the limit is documented.
    private static func cool(_ domain: String, _ call: Call, _ tenant: Transaction) throws(ServiceError) {
        guard let last = tenant[.switches][domain]?["at"].int else { return }
        let left = cooldown - (Int(call.now.timeIntervalSince1970) - last)
        if left > 0 {
            throw .badRequest(
                "Federation of this domain was changed less than 10 minutes ago. Try again in \(left) seconds.")
        }
    }

    private static func note(_ domain: String, _ call: Call, _ tenant: inout Transaction) {
        tenant.put(["at": .int(Int(call.now.timeIntervalSince1970))], in: .switches, id: domain)
    }

    private static func isCertificate(_ base64: String) -> Bool {
        guard let der = Data(base64Encoded: base64) else { return false }
        return (try? Certificate(derEncoded: Array(der))) != nil
    }
}
