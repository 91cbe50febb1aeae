import Runbook
import Tenant

/// The tenant's devices, counted by how they belong to it. Graph: `GET /devices`.
enum DeviceResource: Resource {
    static let name = "device"
    static let selector: String? = nil

    private static func count(_ name: String, _ trust: JoinType, _ label: String) -> Property {
        Property(
            name, .number, label: label, needs: [.deviceReadAll],
            remedy: "Entra admin center → Devices → All devices: the column Join type."
        ) { _, probe in Observed(.number(try await counts(probe)[trust, default: 0])) }
    }

    static let properties = [
        count("joined", .joined, "Entra joined devices"),
        count("registered", .registered, "Entra registered (BYOD) devices"),
        count("hybrid", .hybrid, "Hybrid joined devices"),
    ]

    private struct Device: Decodable, Hashable, Sendable {
        @Caseless var id: String
        let trustType: Field<String>
    }

    private static func counts(_ probe: Probe) async throws -> [JoinType: Int] {
        try await probe.fold(
            GraphPath(["devices"], [("$select", "id,trustType"), ("$top", "999")]), as: "devices by trust type",
            into: [JoinType: Int]()
        ) { (counts: inout [JoinType: Int], page: [Device]) throws(TenantFault) in
            for device in page {
                counts[try JoinType(device.trustType, of: device.id), default: 0] += 1
            }
        }
    }
}
