/// `/organization`
enum OrganizationRoutes {
    private static let read = ["Organization.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"]
    private static let listing = Listing(type: GraphSchema.organization)

    static let routes = [
        Route("GET", "organization", read) { (call, tenant) throws(ServiceError) in
            try listing.answer(tenant[.organization].all.map { served($0, tenant) }, call, context: "organization")
        },
        Route("GET", "organization/{id}", read) { (call, tenant) throws(ServiceError) in
            guard let organization = tenant[.organization][call.parameters[0]] else {
                throw .notFound(call.parameters[0])
            }
            return try listing.one(served(organization, tenant), call, context: "organization")
        },
    ]

    private static func served(_ organization: JSON, _ tenant: Transaction) -> JSON {
        var organization = organization
        organization["verifiedDomains"] = .array(
            tenant[.domains].all.filter { $0["isVerified"] == true }.map { domain in
                [
                    "name": domain["id"], "type": domain["authenticationType"], "isDefault": domain["isDefault"],
                    "isInitial": domain["isInitial"], "capabilities": "Email, OfficeCommunicationsOnline",
                ]
            })
        return organization
    }
}
