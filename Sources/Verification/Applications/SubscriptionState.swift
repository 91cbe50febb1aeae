import Foundation
import Runbook
import Tenant

/// Whether a subscription works, and for how many. Graph: `GET /subscribedSkus`, and `GET /directory/subscriptions` for
/// the end of a grace period.
///
/// Microsoft Graph: subscribedSku, `capabilityStatus`; licenseUnitsDetail; companySubscription. Microsoft 365 admin
/// center: "What happens to my data and access when my subscription ends?".
enum SubscriptionState: String, Sendable, CaseIterable {
    case enabled
    /// Over, and in its grace period: everything works, for a while.
    case warning
    case suspended, deleted
    case lockedOut = "locked-out"

    /// How well it works, the best first.
    var rank: Int {
        switch self {
        case .enabled: 0
        case .warning: 1
        case .suspended: 2
        case .lockedOut: 3
        case .deleted: 4
        }
    }

    var works: Bool { self == .enabled || self == .warning }

    init(of sku: SubscribedSku) throws(TenantFault) {
        let word = try sku.capabilityStatus.required(of: sku.skuPartNumber)
        let folded = word.lowercased()
        guard let state = SubscriptionState.allCases.first(where: { $0.rawValue.replacing("-", with: "") == folded })
        else {
            throw .unexpected(
                "the state \"\(word)\" of the subscription \(sku.skuPartNumber)", about: sku.skuPartNumber)
        }
        // A word that its numbers contradict is neither the one nor the other.
        let units = try sku.prepaidUnits.required(of: sku.skuPartNumber)
        let enabled = try units.enabled.required(of: sku.skuPartNumber)
        guard state != .enabled || enabled > 0 else {
            throw .unexpected(
                "\(sku.skuPartNumber) is said to be enabled, and none of its units is", about: sku.skuPartNumber)
        }
        self = state
    }

    /// What follows "The subscription Microsoft 365 Business Premium …".
    var words: String {
        switch self {
        case .enabled: "is active"
        case .warning: "is over and in its grace period"
        case .suspended: "is suspended: nobody can use what it holds"
        case .deleted: "is deleted"
        case .lockedOut: "is locked out: nobody can use what it holds"
        }
    }

    static let remedy = "Microsoft 365 admin center → Billing → Your products: renew it or pay for it."

    /// Seats that are bought and work: those in their grace period do.
    static func seats(of sku: SubscribedSku) throws(TenantFault) -> Int {
        // Graph's numbers have 32 bits, and nobody has fewer than no seats.
        let range = 0...Int(Int32.max)
        let state = try SubscriptionState(of: sku)
        let units = try sku.prepaidUnits.required(of: sku.skuPartNumber)
        let warning = state == .warning ? try units.warning.required(of: sku.skuPartNumber) : 0
        let enabled = try units.enabled.required(of: sku.skuPartNumber)
        guard range.contains(enabled), range.contains(warning) else {
            throw .unexpected(
                "\(enabled) seats of \(sku.skuPartNumber), and \(warning) in their grace period",
                about: sku.skuPartNumber)
        }
        return state.works ? enabled + warning : 0
    }

    /// Seats of it that are taken.
    static func taken(of sku: SubscribedSku) throws(TenantFault) -> Int {
        let taken = try sku.consumedUnits.required(of: sku.skuPartNumber)
        guard (0...Int(Int32.max)).contains(taken) else {
            throw .unexpected("\(taken) taken seats of \(sku.skuPartNumber)", about: sku.skuPartNumber)
        }
        return taken
    }

    /// " until 2026-12-24 00:00 UTC": when the grace period ends; what follows where nobody says.
    static func graceEnd(_ sku: SubscribedSku, _ probe: Probe) async -> String {
        let unknown = ", which ends soon"
        guard
            let all = try? await probe.all(GraphPath(["directory", "subscriptions"]), of: CompanySubscription.self)
        else { return unknown }
        let ends = all.filter {
            $0.skuId.shown?.lowercased() == sku.skuId.lowercased() && $0.status.shown?.lowercased() == "warning"
        }.compactMap { $0.nextLifecycleDateTime.shown.flatMap(GraphDecoding.date) }
        return ends.min().map { " until \(Value.time($0).words)" } ?? unknown
    }
}
