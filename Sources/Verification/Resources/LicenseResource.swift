import Runbook
import Tenant

/// A licence by its SKU part number, and whether a user has it. Graph: `GET /subscribedSkus`,
/// `GET /users/{id}/licenseDetails`.
enum LicenseResource: Resource {
    static let name = "license"
    static let selector: String? = "a SKU part number"
    private static let permission = "LicenseAssignment.Read.All"
    static let properties = [
        Property(
            "present", .boolean, label: "The subscription", permission: permission,
            remedy: "Microsoft 365 admin center → Billing → Purchase services."
        ) { selection, probe in
            let isThere = try await find(selection, probe) != nil
            let name = ProductNames.name(selection.selector)
            return Observed(.boolean(isThere), explanation: isThere ? nil : "The tenant has no \(name).")
        },
        Property(
            "free-seats", .number, label: "Free seats", permission: permission,
            remedy: "Microsoft 365 admin center → Billing → Your products: buy seats, or take one back."
        ) { selection, probe in
            guard let sku = try await find(selection, probe) else {
                let name = ProductNames.name(selection.selector)
                throw Impediment.missing(
                    message: "The tenant has no \(name).",
                    remedy: "Microsoft 365 admin center → Billing → Purchase services → \(name).")
            }
            let (enabled, consumed) = (sku.prepaidUnits.enabled, sku.consumedUnits)
            // Graph's numbers have 32 bits, and nobody has fewer than no seats.
            let range = 0...Int(Int32.max)
            guard range.contains(enabled), range.contains(consumed) else {
                throw TenantFault.unexpected("\(enabled) seats, of which \(consumed) are taken")
            }
            return Observed(.number(enabled - consumed))
        },
        Property(
            "assigned", .boolean, parameters: ["user"], label: "Assigned", permission: permission,
            remedy: "Microsoft 365 admin center → Users → Active users → the user → Licenses and apps."
        ) { selection, probe in
            let user = selection.parameter("user")
            let licenses = try await probe.allIfThere(
                GraphPath(["users", user, "licenseDetails"]), of: LicenseDetails.self)
            guard let licenses else { throw RoleHolderResource.missing(user) }
            let (name, names) = (
                ProductNames.name(selection.selector), licenses.map { ProductNames.name($0.skuPartNumber) }
            )
            let isAssigned = licenses.contains { $0.skuPartNumber == selection.selector }
            return Observed(
                .boolean(isAssigned),
                explanation: isAssigned
                    ? "\(user) has a \(name) licence."
                    : "\(user) has no \(name) licence; assigned: \(Value.list(names).words).")
        },
    ]

    private static func find(_ selection: Selection, _ probe: Probe) async throws -> SubscribedSku? {
        try await probe.all(GraphPath(["subscribedSkus"]), of: SubscribedSku.self)
            .first { $0.skuPartNumber == selection.selector }
    }
}
