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
            let found = try await find(selection, probe)
            let isThere = found != nil
            let name = ProductNames.name(selection.selector)
            if let found {
                let state = try SubscriptionState(of: found)
                let words = "The subscription \(name) \(state.words)"
                // It is neither there as it should be, nor gone.
                guard state.works || state == .deleted else {
                    throw Impediment.missing(message: "\(words).", remedy: SubscriptionState.remedy)
                }
                if state == .deleted { return Observed(.boolean(false), explanation: "\(words).") }
                if state == .warning {
                    let end = await SubscriptionState.graceEnd(found, probe)
                    return Observed(.boolean(true), evidence: "\(words)\(end)")
                }
            }
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
            return try await SubscriptionState.free(sku, probe)
        },
        Property(
            "status", .text, choices: SubscriptionState.allCases.map(\.rawValue), label: "The subscription's state",
            permission: permission, remedy: SubscriptionState.remedy
        ) { selection, probe in
            let name = ProductNames.name(selection.selector)
            guard let sku = try await find(selection, probe) else {
                throw Impediment.missing(
                    message: "The tenant has no \(name).",
                    remedy: "Microsoft 365 admin center → Billing → Purchase services → \(name).")
            }
            let state = try SubscriptionState(of: sku)
            let end = state == .warning ? await SubscriptionState.graceEnd(sku, probe) : ""
            let words = "The subscription \(name) \(state.words)\(end)."
            return Observed(.text(state.rawValue), explanation: words, evidence: state == .enabled ? nil : words)
        },
        Property(
            "plans", .list, parameters: ["user"], label: "Services that are on for the user", permission: permission,
            remedy:
                "Microsoft 365 admin center → Users → Active users → the user → Licenses and apps: switch the app on."
        ) { selection, probe in
            let user = selection.parameter("user")
            let licenses = try await probe.allIfThere(
                GraphPath(["users", user, "licenseDetails"]), of: LicenseDetails.self)
            guard let licenses else { throw RoleHolderResource.missing(user) }
            var names: [String] = []
            for license in licenses where license.skuPartNumber == selection.selector {
                for plan in try license.servicePlans.required(of: "a licence of \(user)") {
                    // What waits for something is on, and isn't there yet. Microsoft Graph: servicePlanInfo.
                    let status = try plan.provisioningStatus.required(of: "a service of \(user)").lowercased()
                    guard status == "success" else { continue }
                    names.append(try plan.servicePlanName.required(of: "a service of \(user)"))
                }
            }
            return Observed(.list(names))
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
            // A licence stays assigned when its subscription ends.
            if isAssigned {
                guard let sku = try await find(selection, probe) else {
                    throw TenantFault.unexpected("\(user) has a \(name) licence, and the tenant no such subscription")
                }
                let state = try SubscriptionState(of: sku)
                guard state.works else {
                    return Observed(
                        .boolean(false),
                        explanation: "\(user) has a \(name) licence, but the subscription \(state.words).",
                        remedy: SubscriptionState.remedy)
                }
                if state == .warning {
                    let end = await SubscriptionState.graceEnd(sku, probe)
                    return Observed(
                        .boolean(true), explanation: "\(user) has a \(name) licence.",
                        evidence: "the subscription \(state.words)\(end)")
                }
            }
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
