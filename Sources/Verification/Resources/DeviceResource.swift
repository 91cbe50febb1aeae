import Runbook
import Tenant

/// The tenant's devices, counted by how they belong to it. Graph: `GET /devices`.
enum DeviceResource: Resource {
    static let name = "device"
    static let selector: String? = nil
    private static let permission = "Device.Read.All"
    private static let remedy = "Entra admin center → Devices → All devices: the column Join type."
    static let properties = [
        Property("joined", .number, label: "Entra joined devices", permission: permission, remedy: remedy),
        Property(
            "registered", .number, label: "Entra registered (BYOD) devices", permission: permission, remedy: remedy),
        Property("hybrid", .number, label: "Hybrid joined devices", permission: permission, remedy: remedy),
    ]

    private struct Device: Decodable, Sendable {
        let trustType: String?
    }

    /// By Graph's own words for it.
    private static let trustTypes = ["joined": "AzureAd", "registered": "Workplace", "hybrid": "ServerAd"]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let counts = try await reading { () async throws(TenantFault) in
            try await probe.fold(
                GraphPath(["devices"], [("$select", "id,trustType"), ("$top", "999")]), as: "devices by trust type",
                into: [String: Int]()
            ) { (counts: inout [String: Int], page: [Device]) throws(TenantFault) in
                for device in page { counts[device.trustType ?? "", default: 0] += 1 }
            }
        }
        return Observed(.number(counts[trustTypes[property] ?? ""] ?? 0))
    }
}
