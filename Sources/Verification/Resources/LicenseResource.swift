import Runbook
import Tenant

/// A licence by its SKU part number, and whether a user has it. Graph: `GET /subscribedSkus`,
/// `GET /users/{id}/licenseDetails`.
enum LicenseResource: Resource {
    static let name = "license"
    static let selector: String? = "a SKU part number"
    static let properties = [
        Property(
            "present", .boolean, label: "The subscription", permission: "LicenseAssignment.Read.All",
            remedy: "Microsoft 365 admin center → Billing → Purchase services."),
        Property(
            "free-seats", .number, label: "Free seats", permission: "LicenseAssignment.Read.All",
            remedy: "Microsoft 365 admin center → Billing → Your products: buy seats, or take one back."),
        Property(
            "assigned", .boolean, parameters: ["user"], label: "Assigned", permission: "LicenseAssignment.Read.All",
            remedy: "Microsoft 365 admin center → Users → Active users → the user → Licenses and apps."),
    ]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        if property == "assigned" { return try await assigned(selection, probe) }
        let skus = try await reading { () async throws(TenantFault) in
            try await probe.all(GraphPath(["subscribedSkus"]), of: SubscribedSku.self)
        }
        let sku = skus.first { $0.skuPartNumber == selection.selector }
        let name = ProductNames.name(selection.selector)
        if property == "present" {
            return Observed(.boolean(sku != nil), explanation: sku == nil ? "The tenant has no \(name)." : nil)
        }
        guard let sku else {
            throw .absent(
                message: "The tenant has no \(name).",
                remedy: "Microsoft 365 admin center → Billing → Purchase services → \(name).")
        }
        return Observed(.number(sku.prepaidUnits.enabled - sku.consumedUnits))
    }

    private static func assigned(_ selection: Selection, _ probe: Probe) async throws(Impediment) -> Observed {
        let user = selection.parameter("user")
        let licenses = try await reading { () async throws(TenantFault) in
            try await probe.allIfThere(GraphPath(["users", user, "licenseDetails"]), of: LicenseDetails.self)
        }
        guard let licenses else {
            throw .absent(
                message: "There is no user \(user).",
                remedy: "Type the admin's user principal name again: set admin_upn.")
        }
        let names = licenses.map { ProductNames.name($0.skuPartNumber) }
        return Observed(
            .boolean(licenses.contains { $0.skuPartNumber == selection.selector }),
            explanation:
                "\(user) has no \(ProductNames.name(selection.selector)) licence; assigned: \(Value.list(names).words)."
        )
    }
}
