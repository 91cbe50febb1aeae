import Foundation

/// `/subscribedSkus`, `/directory/subscriptions`, `/users/{id}/licenseDetails`, `/users/{id}/assignLicense`
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
        Route("GET", "directory/subscriptions", read + ["Organization.Read.All"]) {
            (call, tenant) throws(ServiceError) in
            try Listing().answer(
                tenant[.subscribedSkus].all.map { bought($0, call.now) }, call, context: "directory/subscriptions")
        },
        Route("GET", "users/{id}/licenseDetails", read + ["User.Read.All", "User.Read"]) {
            (call, tenant) throws(ServiceError) in
            let user = try UserRoutes.user(call.parameters[0], tenant)
            let assigned = user["assignedLicenses"].array.compactMap { $0["skuId"].string }
            let found = tenant[.subscribedSkus].all.filter { assigned.contains($0["skuId"].string ?? "") }.map {
                sku in
                // A plan may be off for one user.
                let off = user["assignedLicenses"].array.filter { $0["skuId"] == sku["skuId"] }
                    .flatMap { $0["disabledPlans"].array }
                let plans = sku["servicePlans"].array.map { plan in
                    var plan = plan
                    if off.contains(plan["servicePlanId"]) { plan["provisioningStatus"] = "Disabled" }
                    return plan
                }
                return JSON.object([
                    "id": sku["id"], "skuId": sku["skuId"], "skuPartNumber": sku["skuPartNumber"],
                    "servicePlans": .array(plans),
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

    /// What was bought of a product; where it isn't as it should be, its state changes in a month.
    private static func bought(_ sku: JSON, _ now: Date) -> JSON {
        let units = sku["prepaidUnits"]
        let seats = ["enabled", "warning", "suspended", "lockedOut"].reduce(0) { $0 + (units[$1].int ?? 0) }
        return [
            "id": .string("\(sku["skuId"].string ?? "")-s"), "commerceSubscriptionId": nil, "skuId": sku["skuId"],
            "skuPartNumber": sku["skuPartNumber"], "status": sku["capabilityStatus"], "totalLicenses": .int(seats),
            "isTrial": false, "ownerId": nil, "ownerTenantId": nil, "ownerType": nil, "createdDateTime": nil,
            "nextLifecycleDateTime": .string(now.addingTimeInterval(30 * 86_400).formatted(.iso8601)),
            "serviceStatus": [],
        ]
    }

    private static func counted(_ sku: JSON, _ tenant: Transaction) -> JSON {
        var sku = sku
        sku["consumedUnits"] = .int(tenant.state.consumedUnits[sku["skuId"].string ?? ""] ?? 0)
        return sku
    }

    static func subscription(
        _ tenantID: String, _ partNumber: String, _ sku: String, _ plans: [String: String], seats: Int,
        status: String
    ) -> JSON {
        // Seats are counted under their state.
        func units(_ state: String) -> JSON { .int(state == status ? seats : 0) }
        return [
            "id": .string("\(tenantID)_\(sku)"), "skuId": .string(sku), "skuPartNumber": .string(partNumber),
            "accountId": .string(tenantID), "accountName": nil, "appliesTo": "User",
            "capabilityStatus": .string(status),
            "consumedUnits": 0, "subscriptionIds": [],
            "prepaidUnits": [
                "enabled": units("Enabled"), "suspended": units("Suspended"), "warning": units("Warning"),
                "lockedOut": units("LockedOut"),
            ],
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
