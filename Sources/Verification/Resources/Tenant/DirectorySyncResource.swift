import Foundation
import Runbook
import Tenant

/// Whether people come from an on-premises directory. Graph: `GET /organization`, `onPremisesSyncEnabled` and
/// `onPremisesLastSyncDateTime`.
enum DirectorySyncResource: Resource {
    static let name = "directory-sync"
    static let selector: String? = nil
    static let properties = [
        Property(
            "enabled", .boolean, label: "Synchronisation from an on-premises directory",
            needs: [.organizationReadAll],
            remedy: "Entra admin center → Entra Connect → Connect Sync shows it. What is synchronised is changed on "
                + "premises: talk to whoever runs it before you go on."
        ) { _, probe in
            // Null where it never was. Microsoft Graph: organization, `onPremisesSyncEnabled`.
            let isEnabled = try await OrganizationResource.one(probe).onPremisesSyncEnabled.nullable(
                of: "the organisation")
            return Observed(.boolean(isEnabled == true))
        },
        Property(
            "since", .duration, label: "Time since the last synchronisation", needs: [.organizationReadAll],
            remedy: "Entra admin center → Entra Connect → Connect Sync: see why it doesn't run."
        ) { _, probe in
            // Null where it never was. Microsoft Graph: organization, `onPremisesLastSyncDateTime`.
            let last = try await OrganizationResource.one(probe).onPremisesLastSyncDateTime.nullable(
                of: "the organisation")
            guard let last else {
                throw Impediment.missing(
                    message: "Nothing was ever synchronised into this tenant.",
                    remedy: "If it should be, set Entra Connect up first; if not, nothing is to be done.")
            }
            guard let time = GraphDecoding.date(last) else {
                throw TenantFault.unexpected("the last synchronisation's time \"\(last)\"", about: "the organisation")
            }
            // What a clock that runs ahead has written is of now.
            return Observed(.duration(max(0, Int(probe.now.timeIntervalSince(time)))))
        },
    ]
}
