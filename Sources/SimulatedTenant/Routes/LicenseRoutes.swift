/// `/subscribedSkus`, `/users/{id}/licenseDetails`, `/users/{id}/assignLicense`
enum LicenseRoutes {
    private static let read = ["LicenseAssignment.Read.All", "LicenseAssignment.ReadWrite.All", "Directory.Read.All"]

    static let routes = [
        Route("GET", "subscribedSkus", read + ["Organization.Read.All"]) { (call, tenant) throws(ServiceError) in
            guard call.query["$filter"] == nil else { throw .badRequest("$filter is not supported here.") }
            return try Listing(isPaged: false).answer(
                tenant[.subscribedSkus].all.map { counted($0, tenant) }, call, context: "subscribedSkus")
        },
        Route("GET", "users/{id}/licenseDetails", read + ["User.Read.All"]) { (call, tenant) throws(ServiceError) in
            let user = try UserRoutes.user(call.parameters[0], tenant)
            let assigned = user["assignedLicenses"].array.compactMap { $0["skuId"].string }
            let details = tenant[.subscribedSkus].all.filter { assigned.contains($0["skuId"].string ?? "") }.map {
                sku in
                JSON.object([
                    "id": sku["id"], "skuId": sku["skuId"], "skuPartNumber": sku["skuPartNumber"],
                    "servicePlans": sku["servicePlans"],
                ])
            }
            return try Listing().answer(details, call, context: "users/licenseDetails")
        },
        Route("POST", "users/{id}/assignLicense", ["LicenseAssignment.ReadWrite.All", "User.ReadWrite.All"]) {
            (call, tenant) throws(ServiceError) in try assign(call, &tenant)
        },
    ]

    private static func assign(_ call: Call, _ tenant: inout Transaction) throws(ServiceError) -> Reply {
        try call.allow(["addLicenses", "removeLicenses"], of: "assignLicense")
        var user = try UserRoutes.user(call.parameters[0], tenant)
        guard user["usageLocation"].string != nil else {
            throw .badRequest("License assignment cannot be done for user with invalid usage location.")
        }
        let removed = call.body["removeLicenses"].array.compactMap(\.string)
        var licenses = user["assignedLicenses"].array.filter { !removed.contains($0["skuId"].string ?? "") }
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
            licenses.append(["skuId": .string(id), "disabledPlans": []])
        }
        user["assignedLicenses"] = .array(licenses)
        tenant.put(user, in: .users)
        return UserRoutes.listing.one(user, call, context: "users")
    }

    private static func counted(_ sku: JSON, _ tenant: Transaction) -> JSON {
        var sku = sku
        let id = sku["skuId"]
        sku["consumedUnits"] = .int(
            tenant[.users].all.count { $0["assignedLicenses"].array.contains { $0["skuId"] == id } })
        return sku
    }
}
