import Runbook
import Tenant

/// One Windows device by the name that its owner sees. Graph: `GET /devices`.
enum NamedDeviceResource: Resource {
    static let name = "named-device"
    static let selector: String? = "a device's name"
    private static let place = "Entra admin center → Devices → All devices → {selector}"

    static let properties = [
        Property(
            "exists", .boolean, label: "The device", needs: [.deviceReadAll],
            remedy: "Join it: on the device, Settings → Accounts → Access work or school → Connect."
        ) { selection, probe in
            let isThere = try await !devices(selection, probe).isEmpty
            return Observed(
                .boolean(isThere), explanation: isThere ? nil : "Entra knows no device named \(selection.selector).")
        },
        Property(
            "join-types", .list, label: "Join type", needs: [.deviceReadAll],
            remedy:
                "On the device: Settings → Accounts → Access work or school → Connect → Join this device to Microsoft Entra "
                + "ID. Registering it there is another thing."
        ) { selection, probe in
            let found = try await devices(selection, probe)
            guard !found.isEmpty else {
                throw Impediment.missing(
                    message: "Entra knows no device named \(selection.selector).",
                    remedy: "Look at its name (on the device: Settings → System → About): {answer}")
            }
            var types: [String] = []
            for device in found {
                let type = try JoinType(device.trustType, of: device.id).rawValue
                if !types.contains(type) { types.append(type) }
            }
            // One that was set up anew stands there twice under its name; which of two kinds is at hand, nothing tells.
            if types.count > 1 {
                throw Impediment.missing(
                    message: "\(found.count) devices are named \(selection.selector), and they are not alike: "
                        + "\(types.joined(separator: ", ")).",
                    remedy: "\(place): remove those that are no longer there, or give the one at hand another name.")
            }
            return Observed(
                .list(types), evidence: found.count > 1 ? "\(found.count) devices have this name" : nil)
        },
        Property(
            "managed", .boolean, label: "Managed (by Intune)", needs: [.deviceReadAll],
            remedy: "\(place) → MDM: enrol it in Intune (Microsoft Intune admin center → Devices → Enrollment)."
        ) { selection, probe in
            let found = try await devices(selection, probe)
            guard !found.isEmpty else {
                throw Impediment.missing(
                    message: "Entra knows no device named \(selection.selector).",
                    remedy: "Look at its name (on the device: Settings → System → About): {answer}")
            }
            var isManaged = false
            // Null until it is enrolled anywhere. Microsoft Graph: device, `isManaged`.
            for device in found { isManaged = try device.isManaged.nullable(of: device.id) ?? false || isManaged }
            return Observed(.boolean(isManaged))
        },
    ]

    private struct Device: Decodable, Hashable, Sendable {
        @Caseless var id: String
        let displayName: Field<String>
        let trustType: Field<String>
        let isManaged: Field<Bool>
    }

    private static func devices(_ selection: Selection, _ probe: Probe) async throws -> [Device] {
        let found = try await probe.all(
            GraphPath(
                ["devices"],
                [
                    ("$filter", "displayName eq \(GraphPath.literal(selection.selector))"),
                    ("$select", "id,displayName,trustType,isManaged"),
                ]), of: Device.self)
        for device in found {
            try GraphDecoding.isAbout(selection.selector, try device.displayName.required(of: device.id))
        }
        return found
    }
}
