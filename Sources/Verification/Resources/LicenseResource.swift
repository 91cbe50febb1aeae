import Runbook
import Tenant

/// A licence by its SKU part number or GUID, or another of its family, and whether a user has it. Graph:
/// `GET /subscribedSkus`, `GET /users/{id}/licenseDetails`.
enum LicenseResource: Resource {
    static let name = "license"
    static let selector: String? = "a SKU part number"
    private static let permission = "LicenseAssignment.Read.All"
    static let properties = [
        Property(
            "present", .boolean, label: "The subscription", permission: permission,
            remedy: "Microsoft 365 admin center → Billing → Purchase services."
        ) { selection, probe in
            let isThere = try await !find(selection, probe).isEmpty
            let name = WantedLicence(selection.selector).name
            return Observed(.boolean(isThere), explanation: isThere ? nil : "The tenant has no \(name).")
        },
        Property(
            "free-seats", .number, label: "Free seats", permission: permission,
            remedy: "Microsoft 365 admin center → Billing → Your products: buy seats, or take one back."
        ) { selection, probe in
            let found = try await find(selection, probe)
            guard !found.isEmpty else {
                let name = WantedLicence(selection.selector).name
                throw Impediment.missing(
                    message: "The tenant has no \(name).",
                    remedy: "Microsoft 365 admin center → Billing → Purchase services → \(name).")
            }
            var free = 0
            for sku in found {
                let (enabled, consumed) = (sku.prepaidUnits.enabled, sku.consumedUnits)
                // Graph's numbers have 32 bits, and nobody has fewer than no seats.
                let range = 0...Int(Int32.max)
                guard range.contains(enabled), range.contains(consumed) else {
                    throw TenantFault.unexpected("\(enabled) seats, of which \(consumed) are taken")
                }
                free += enabled - consumed
            }
            return Observed(.number(free))
        },
        Property(
            "assigned", .boolean, parameters: ["user"], label: "Assigned", permission: permission,
            remedy: "Microsoft 365 admin center → Users → Active users → the user → Licenses and apps."
        ) { selection, probe in
            let user = selection.parameter("user")
            let licenses = try await probe.allIfThere(
                GraphPath(["users", user, "licenseDetails"]), of: LicenseDetails.self)
            guard let licenses else { throw await Neighbours.missingUser(user, parameter: "user", probe) }
            let wanted = WantedLicence(selection.selector)
            if wanted.found(in: licenses) != nil {
                return Observed(.boolean(true), explanation: "\(user) has a \(wanted.name) licence.")
            }
            // Of a name that was typed wrong nobody has a licence.
            if wanted.product == nil { _ = try await find(selection, probe) }
            return try wanted.missing(in: licenses, of: user)
        },
    ]

    /// The tenant's subscriptions of that family.
    private static func find(_ selection: Selection, _ probe: Probe) async throws -> [SubscribedSku] {
        let wanted = WantedLicence(selection.selector)
        let all = try await probe.all(GraphPath(["subscribedSkus"]), of: SubscribedSku.self)
        let found = all.filter { wanted.isMet(bySKU: $0.skuId, partNumber: $0.skuPartNumber) }
        guard !found.isEmpty || wanted.product != nil else { throw wanted.unknown(there: all.map(\.skuPartNumber)) }
        return found
    }
}
