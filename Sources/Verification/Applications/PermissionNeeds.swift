import Foundation
import Runbook

/// The least-privileged Graph permissions that a runbook's checks need, and which items need each.
public struct PermissionNeeds: Sendable {
    /// One permission, and what wants it.
    public struct Need: Sendable {
        public let permission: Permission
        /// Ids of the items whose checks read with it; empty for what only the switch needs.
        public let items: [String]
        /// Whether it changes the tenant: only the switch does.
        public let isForSwitch: Bool
    }

    /// What reading and switching a domain's federation needs.
    private static let switchPermission = Permission.domainInternalFederationReadWriteAll

    public let needs: [Need]
    /// Whether the runbook switches a domain.
    public var switches: Bool { needs.contains(where: \.isForSwitch) }
    /// The answers that its look at the tenant's own second person hangs on, if it has one.
    public let approvalInputs: [String]
    /// What helps and isn't demanded: what checks tell beside their verdicts, or need in some tenants only; and the
    /// directory's audit log, without any items, which is evidence of what became of a switch and tells who switched last.
    public let optional: [Need]

    public init(_ runbook: Runbook) {
        var (items, helpful): ([Permission: [String]], [Permission: [String]]) = ([:], [:])
        for item in runbook.items {
            guard let check = item.check,
                let resource = Registry.resources.first(where: { $0.name == check.resource })
            else { continue }
            let properties = Set(check.expectations.map(\.property))
            for property in resource.properties where properties.contains(property.name) {
                PermissionNeeds.note(property.needs.filter { $0.applicationID != nil }, for: item.id, in: &items)
                PermissionNeeds.note(property.helpful, for: item.id, in: &helpful)
            }
        }
        var needs = items.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            Need(permission: $0.key, items: $0.value, isForSwitch: false)
        }
        if runbook.cutover != nil {
            // The tenant's own name, which every live session is bound to.
            if items[.organizationReadAll] == nil {
                needs.append(Need(permission: .organizationReadAll, items: [], isForSwitch: false))
            }
            needs.append(Need(permission: PermissionNeeds.switchPermission, items: [], isForSwitch: true))
        }
        self.needs = needs
        approvalInputs = runbook.items.filter { $0.check?.resource == SwitchingRoleResource.name }
            .flatMap { $0.when?.inputs ?? [] }
        let log = Permission.auditLogReadAll
        if runbook.cutover != nil, helpful[log] == nil { helpful[log] = [] }
        optional = helpful.filter { items[$0.key] == nil }.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            Need(permission: $0.key, items: $0.value, isForSwitch: false)
        }
    }

    /// Each item once, in the runbook's order.
    private static func note(_ permissions: [Permission], for item: String, in items: inout [Permission: [String]]) {
        for permission in permissions where items[permission]?.contains(item) != true {
            items[permission, default: []].append(item)
        }
    }

    /// What a person who signs in with a code is asked to consent to. Without the optional ones: whoever may consent to
    /// what is needed and to no more must get in.
    public var asked: [String] { needs.map(\.permission.rawValue) }

    public var reads: [Need] { needs.filter { !$0.isForSwitch } }

    /// Those that a token lacks, where nothing broader that it holds serves as well.
    public func missing(from held: [String], withSwitch: Bool) -> [Need] {
        (withSwitch ? needs : reads).filter { need in
            !held.contains(need.permission.rawValue)
                && !need.permission.broader.contains(where: held.contains)
        }
    }
}
