import Runbook
import Tenant

/// A licence by its SKU part number or GUID, or another of its family, whether its subscription works, and whether a user
/// has it. Graph: `GET /subscribedSkus`, `GET /users/{id}/licenseDetails`.
enum LicenseResource: Resource {
    static let name = "license"
    static let selector: String? = "a SKU part number"
    static let parameterForms: [String: LiteralForm] = ["user": .upn]
    private static let needs: [Permission] = [.licenseAssignmentReadAll]
    static let properties = [
        Property(
            "present", .boolean, label: "The subscription", needs: needs,
            remedy: "Microsoft 365 admin center → Billing → Purchase services."
        ) { selection, probe in
            let name = WantedLicence(selection.selector).name
            guard let (sku, state) = try best(try await find(selection, probe)) else {
                return Observed(.boolean(false), explanation: "The tenant has no \(name).")
            }
            let words = "The subscription \(name) \(state.words)"
            switch state {
            case .enabled: return Observed(.boolean(true))
            case .warning:
                return Observed(.boolean(true), evidence: words + (await SubscriptionState.graceEnd(sku, probe)))
            case .deleted: return Observed(.boolean(false), explanation: "\(words).")
            // It is neither there as it should be, nor gone.
            case .suspended, .lockedOut:
                throw Impediment.missing(message: "\(words).", remedy: SubscriptionState.remedy)
            }
        },
        Property(
            "free-seats", .number, label: "Free seats", needs: needs,
            remedy: "Microsoft 365 admin center → Billing → Your products: buy seats, or take one back."
        ) { selection, probe in
            let found = try await find(selection, probe)
            guard !found.isEmpty else { throw missing(selection) }
            var free = 0
            var words: [String] = []
            for sku in found {
                let (state, seats) = (try SubscriptionState(of: sku), try SubscriptionState.seats(of: sku))
                free += seats - (try SubscriptionState.taken(of: sku))
                guard state != .enabled else { continue }
                let end = state == .warning ? await SubscriptionState.graceEnd(sku, probe) : ""
                words.append("The subscription \(Product.name(sku.skuPartNumber)) \(state.words)\(end).")
            }
            // More may be taken than there are, once a subscription ends.
            free = max(0, free)
            guard !words.isEmpty else { return Observed(.number(free)) }
            let told = words.joined(separator: " ")
            return Observed(
                .number(free), explanation: "\(told) Free seats: \(free).", remedy: SubscriptionState.remedy,
                evidence: told)
        },
        Property(
            "status", .text, choices: SubscriptionState.allCases.map(\.rawValue), label: "The subscription's state",
            needs: needs, remedy: SubscriptionState.remedy
        ) { selection, probe in
            guard let (sku, state) = try best(try await find(selection, probe)) else { throw missing(selection) }
            let end = state == .warning ? await SubscriptionState.graceEnd(sku, probe) : ""
            let words = "The subscription \(WantedLicence(selection.selector).name) \(state.words)\(end)."
            return Observed(.text(state.rawValue), explanation: words, evidence: state == .enabled ? nil : words)
        },
        Property(
            "plans", .list, same: .caseless, parameters: ["user"], label: "Services that are on for the user",
            needs: needs,
            remedy:
                "Microsoft 365 admin center → Users → Active users → the user → Licenses and apps: switch the app on."
        ) { selection, probe in
            let user = selection.parameter("user")
            let (wanted, licenses) = (WantedLicence(selection.selector), try await licenses(of: user, probe))
            guard licenses.contains(where: wanted.isMet(by:)) else {
                throw try await missing(wanted, in: licenses, of: user, selection, probe).impediment(place)
            }
            return try services(of: wanted, among: licenses, user)
        },
        Property(
            "assigned", .boolean, parameters: ["user"], label: "Assigned", needs: needs,
            remedy: place
        ) { selection, probe in
            let user = selection.parameter("user")
            let licenses = try await licenses(of: user, probe)
            let wanted = WantedLicence(selection.selector)
            let own = licenses.filter(wanted.isMet(by:))
            guard !own.isEmpty else { return try await missing(wanted, in: licenses, of: user, selection, probe) }
            // A licence stays assigned when its subscription ends.
            let ids = Set(own.map { $0.skuId.lowercased() })
            let family = try await find(selection, probe)
            let skus = family.filter { ids.contains($0.skuId.lowercased()) }
            // The list may have it under another part number of the family.
            guard let (sku, state) = try best(skus.isEmpty ? family : skus) else {
                throw TenantFault.elsewhere(
                    "\(user) has a \(wanted.name) licence, and the tenant's list of subscriptions doesn't have it.",
                    remedy: "Microsoft 365 admin center → Billing → Your products: look at it. Then check again.")
            }
            guard state.works else {
                return Observed(
                    .boolean(false),
                    explanation: "\(user) has a \(wanted.name) licence, but the subscription \(state.words).",
                    remedy: SubscriptionState.remedy)
            }
            let end = state == .warning ? await SubscriptionState.graceEnd(sku, probe) : ""
            return Observed(
                .boolean(true), explanation: "\(user) has a \(wanted.name) licence.",
                evidence: state == .warning ? "the subscription \(state.words)\(end)" : nil)
        },
    ]

    static let place = "Microsoft 365 admin center → Users → Active users → the user → Licenses and apps."

    /// What somebody has instead.
    private static func missing(
        _ wanted: WantedLicence, in licenses: [LicenseDetails], of user: String, _ selection: Selection, _ probe: Probe
    ) async throws -> Observed {
        // Of a name that was typed wrong nobody has a licence.
        if wanted.product == nil { _ = try await find(selection, probe) }
        return try wanted.missing(in: licenses, of: user)
    }

    /// Of the services that somebody's licence of that family holds those that are on: by it, or by another of theirs.
    private static func services(
        of wanted: WantedLicence, among licenses: [LicenseDetails], _ user: String
    ) throws -> Observed {
        var (held, on): (Set<String>, Set<String>) = ([], [])
        var states: [String: String] = [:]
        for license in licenses {
            let isWanted = wanted.isMet(by: license)
            for plan in try license.servicePlans.required(of: "a licence of \(user)") {
                let name = try plan.servicePlanName.required(of: "a service of \(user)")
                // What waits for something isn't there yet. Microsoft Graph: servicePlanInfo.
                let status = try plan.provisioningStatus.required(of: "\(name) of \(user)")
                if isWanted { held.insert(name) }
                if status.lowercased() == "success" { on.insert(name) } else { states[name] = status }
            }
        }
        let off = held.subtracting(on).sorted()
        let told = off.prefix(Sample.size).map { "\($0) (\(states[$0] ?? ""))" }
        let isComing = !off.isEmpty && off.allSatisfy { states[$0]?.lowercased().hasPrefix("pending") == true }
        return Observed(
            .list(held.intersection(on).sorted()),
            detail: off.isEmpty ? nil : "not on: \(Sample.words(told, of: off.count))",
            remedy: isComing
                ? "Microsoft is still at it: check again in some minutes. If it stays, look at \(user)'s Licenses and apps in "
                    + "the Microsoft 365 admin center." : nil)
    }

    private static func licenses(of user: String, _ probe: Probe) async throws -> [LicenseDetails] {
        let licenses = try await probe.allIfThere(
            GraphPath(["users", user, "licenseDetails"]), of: LicenseDetails.self)
        guard let licenses else { throw await Neighbours.missingUser(user, parameter: "user", probe) }
        return licenses
    }

    private static func missing(_ selection: Selection) -> Impediment {
        let name = WantedLicence(selection.selector).name
        return .missing(
            message: "The tenant has no \(name).",
            remedy: "Microsoft 365 admin center → Billing → Purchase services → \(name).")
    }

    /// Of several subscriptions of a family the one that works best; nil where there is none.
    private static func best(_ found: [SubscribedSku]) throws(TenantFault) -> (SubscribedSku, SubscriptionState)? {
        var (best, fault): ((SubscribedSku, SubscriptionState)?, TenantFault?)
        for sku in found {
            do throws(TenantFault) {
                let state = try SubscriptionState(of: sku)
                if let seen = best, seen.1.rank <= state.rank { continue }
                best = (sku, state)
            } catch {
                fault = fault ?? error
            }
        }
        // One that works is enough, whatever another is said to be.
        if let fault, best?.1.works != true { throw fault }
        return best
    }

    /// The tenant's subscriptions of that family.
    private static func find(_ selection: Selection, _ probe: Probe) async throws -> [SubscribedSku] {
        let wanted = WantedLicence(selection.selector)
        let all = try await probe.all(GraphPath(["subscribedSkus"]), of: SubscribedSku.self)
        let found = all.filter { wanted.isMet(bySKU: $0.skuId, partNumber: $0.skuPartNumber) }
        guard !found.isEmpty || wanted.product != nil else { throw wanted.unknown(there: all.map(\.skuPartNumber)) }
        return found
    }
}
