/// `/subscribedSkus`, `/users/{id}/licenseDetails`, `/users/{id}/assignLicense`
enum LicenseRoutes {
    private static let read = [
        "LicenseAssignment.Read.All", "LicenseAssignment.ReadWrite.All", "Directory.Read.All",
        "Directory.ReadWrite.All",
    ]
    private static let skus = Listing(type: GraphSchema.subscribedSku, isPaged: false)
    private static let details = Listing(type: GraphSchema.licenseDetails)

    static let routes = [
        Route("GET", "subscribedSkus", read + ["Organization.Read.All"]) { (call, tenant) throws(ServiceError) in
            guard call.query["$filter"] == nil else { throw .badRequest("$filter is not supported here.") }
            return try skus.answer(
                tenant[.subscribedSkus].all.map { counted($0, tenant) }, call, context: "subscribedSkus")
        },
        Route("GET", "subscribedSkus/{id}", read + ["Organization.Read.All"]) { (call, tenant) throws(ServiceError) in
            guard let sku = tenant[.subscribedSkus][call.parameters[0]] else { throw .notFound(call.parameters[0]) }
            return try skus.one(counted(sku, tenant), call, context: "subscribedSkus")
        },
        Route("GET", "users/{id}/licenseDetails", read + ["User.Read.All", "User.Read"]) {
            (call, tenant) throws(ServiceError) in
            let user = try UserRoutes.user(call.parameters[0], tenant)
            let assigned = user["assignedLicenses"].array.compactMap { $0["skuId"].string }
            let found = tenant[.subscribedSkus].all.filter { assigned.contains($0["skuId"].string ?? "") }.map {
                sku in
                JSON.object([
                    "id": sku["id"], "skuId": sku["skuId"], "skuPartNumber": sku["skuPartNumber"],
                    "servicePlans": sku["servicePlans"],
                ])
            }
            return try details.answer(found, call, context: "users/licenseDetails")
        },
        Route(
            "POST", "users/{id}/assignLicense",
            ["LicenseAssignment.ReadWrite.All", "User.ReadWrite.All", "Directory.ReadWrite.All"]
        ) { (call, tenant) throws(ServiceError) in try assign(call, &tenant) },
    ]

    private static func assign(_ call: Call, _ tenant: inout Transaction) throws(ServiceError) -> Reply {
        try call.allow(["addLicenses", "removeLicenses"], of: "assignLicense")
        for key in ["addLicenses", "removeLicenses"] {
            guard case .array = call.body[key] else {
                throw .badRequest("The parameter '\(key)' of the action is missing.")
            }
        }
        var user = try UserRoutes.user(call.parameters[0], tenant)
        guard user["usageLocation"].string != nil else {
            throw .badRequest("License assignment cannot be done for user with invalid usage location.")
        }
        let removed = call.body["removeLicenses"].array.compactMap(\.string)
        var licenses = user["assignedLicenses"].array
        for id in removed where !licenses.contains(where: { $0["skuId"].string == id }) {
            throw .badRequest("User does not have a corresponding license \(id).")
        }
        licenses.removeAll { removed.contains($0["skuId"].string ?? "") }
        for license in call.body["addLicenses"].array {
            let id = license["skuId"].string ?? ""
            guard let sku = tenant[.subscribedSkus].all.first(where: { $0["skuId"].string == id }) else {
                throw .badRequest("License \(id) does not correspond to a valid company License.")
            }
            if licenses.contains(where: { $0["skuId"].string == id }) { continue }
            let free = (sku["prepaidUnits"]["enabled"].int ?? 0) - (counted(sku, tenant)["consumedUnits"].int ?? 0)
            guard free > 0 else {
                throw .badRequest("Subscription with SKU \(id) does not have any available licenses.")
            }
            licenses.append(["skuId": .string(id), "disabledPlans": .array(license["disabledPlans"].array)])
        }
        user["assignedLicenses"] = .array(licenses)
        tenant.put(user, in: .users)
        return try UserRoutes.listing.one(user, call, context: "users")
    }

    private static func counted(_ sku: JSON, _ tenant: Transaction) -> JSON {
        var sku = sku
        sku["consumedUnits"] = .int(tenant.state.consumedUnits[sku["skuId"].string ?? ""] ?? 0)
        return sku
    }

    static func subscription(
        _ tenantID: String, _ partNumber: String, _ sku: String, _ plans: [String: String], seats: Int
    ) -> JSON {
        [
            "id": .string("\(tenantID)_\(sku)"), "skuId": .string(sku), "skuPartNumber": .string(partNumber),
            "accountId": .string(tenantID), "accountName": nil, "appliesTo": "User", "capabilityStatus": "Enabled",
            "consumedUnits": 0, "subscriptionIds": [],
            "prepaidUnits": ["enabled": .int(seats), "suspended": 0, "warning": 0, "lockedOut": 0],
            "servicePlans": .array(
                plans.sorted { $0.key < $1.key }.map { name, id in
                    [
                        "servicePlanId": .string(id), "servicePlanName": .string(name),
                        "provisioningStatus": "Success", "appliesTo": "User",
                    ]
                }),
        ]
    }
}
