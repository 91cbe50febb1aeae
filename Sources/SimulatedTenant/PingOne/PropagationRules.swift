/// What the propagation API wants of stores and mappings, and what a connection test runs into.
enum PropagationRules {
    static let azure = "AzureActiveDirectorySAML2"
    private static let types: Set<String> = [
        "Aquera", azure, "directory", "GitHubEMU", "GoogleApps", "LdapGateway", "PingOne", "Salesforce",
        "SalesforceContacts", "scim", "ServiceNow", "Slack", "Workday", "Zoom",
    ]

    static func validate(store call: PingOneCall) throws(PingOneError) {
        _ = try call.text("name")
        let type = try call.text("type")
        guard types.contains(type) else { throw .invalid("type", "INVALID_VALUE", "\(type) is no type of store") }
        guard type == azure else { return }
        let configuration = call.body["configuration"]
        for key in ["ClientId", "ClientSecret", "TenantDomain"] where configuration[key].string?.isEmpty != false {
            throw .invalid("configuration.\(key)", "REQUIRED_VALUE", "\(key) must not be empty")
        }
        guard configuration["RemoveLicensesWhenSkuIdEmpty"].bool != nil else {
            throw .invalid(
                "configuration.RemoveLicensesWhenSkuIdEmpty", "REQUIRED_VALUE",
                "RemoveLicensesWhenSkuIdEmpty must be true or false")
        }
        if let action = configuration["REMOVE_ACTION"].string, !["Disable", "Delete"].contains(action) {
            throw .invalid("configuration.REMOVE_ACTION", "INVALID_VALUE", "must be Disable or Delete")
        }
        if configuration["PROVISION_DISABLED_USERS_PROV_OPT"] == false {
            throw .invalid("configuration.PROVISION_DISABLED_USERS_PROV_OPT", "INVALID_VALUE", "must be true")
        }
    }

    static func validate(mapping call: PingOneCall) throws(PingOneError) {
        _ = try call.text("targetAttribute")
        guard call.body["sourceAttribute"].isNull != call.body["expression"].isNull else {
            throw .invalid("sourceAttribute", "INVALID_VALUE", "either sourceAttribute or expression, not both")
        }
    }

    /// PingOne signs in at Microsoft with what it was given.
    static func testConnection(_ call: PingOneCall, _ tenant: Transaction) throws(PingOneError) {
        guard call.body["type"].string == azure else { return }
        let configuration = call.body["configuration"]
        let domain = configuration["TenantDomain"].string?.lowercased() ?? ""
        guard tenant[.organization].ids.contains(domain) || tenant[.domains][domain] != nil else {
            throw .invalid("configuration.TenantDomain", "INVALID_VALUE", "AADSTS90002: Tenant '\(domain)' not found.")
        }
        let appID = configuration["ClientId"].string ?? ""
        do throws(SignInRefusal) {
            _ = try ClientProof.secret(configuration["ClientSecret"].string ?? "", of: appID, tenant, call.now)
        } catch {
            throw .invalid("configuration.ClientSecret", "INVALID_VALUE", error.description)
        }
    }
}
