/// `/organization`
enum OrganizationRoutes {
    static let routes = [
        Route("GET", "organization", ["Organization.Read.All", "Directory.Read.All"]) {
            (call, tenant) throws(ServiceError) in
            try Listing().answer(
                tenant[.organization].all.map { organization in
                    var organization = organization
                    organization["verifiedDomains"] = .array(verifiedDomains(tenant))
                    return organization
                }, call, context: "organization")
        }
    ]

    private static func verifiedDomains(_ tenant: Transaction) -> [JSON] {
        tenant[.domains].all.filter { $0["isVerified"] == true }.map { domain in
            [
                "name": domain["id"], "type": domain["authenticationType"], "isDefault": domain["isDefault"],
                "isInitial": domain["isInitial"], "capabilities": "Email, OfficeCommunicationsOnline",
            ]
        }
    }
}
