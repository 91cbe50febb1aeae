import Foundation

/// `/devices`
enum DeviceRoutes {
    private static let read = ["Device.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"]
    private static let listing = Listing(type: GraphSchema.device)

    static let routes = [
        Route("GET", "devices", read) { (call, tenant) throws(ServiceError) in
            try listing.answer(tenant[.devices], call, context: "devices")
        },
        Route("GET", "devices/$count", read) { (call, tenant) throws(ServiceError) in
            try listing.count(tenant[.devices], call)
        },
        Route("GET", "devices/{id}", read) { (call, tenant) throws(ServiceError) in
            guard let device = tenant[.devices][call.parameters[0]] else { throw .notFound(call.parameters[0]) }
            return try listing.one(device, call, context: "devices")
        },
        Route("POST", "simulation/devices", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            let name = try call.text("name")
            let trustType = try call.text("trustType")
            let earlier = tenant[.devices].all.first { $0["displayName"].string == name }
            // One that is only registered is taken off and joined.
            guard earlier.map({ $0["trustType"] == "Workplace" && trustType != "Workplace" }) ?? true else {
                throw .badRequest("There is a device named \(name) already.")
            }
            let device = object(
                id: earlier?["id"].string ?? Identifiers.new(), deviceID: Identifiers.new(), name: name,
                trustType: trustType, now: call.now)
            tenant.put(device, in: .devices)
            return .created(device)
        },
    ]

    /// - Parameter trustType: `AzureAd`, `Workplace` or `ServerAd`.
    static func object(id: String, deviceID: String, name: String, trustType: String, now: Date) -> JSON {
        [
            "id": .string(id), "deletedDateTime": nil, "deviceId": .string(deviceID), "displayName": .string(name),
            "accountEnabled": true, "trustType": .string(trustType), "profileType": "RegisteredDevice",
            "operatingSystem": "Windows", "operatingSystemVersion": "10.0.26100.4349",
            "isCompliant": .bool(trustType == "AzureAd"), "isManaged": .bool(trustType == "AzureAd"),
            "approximateLastSignInDateTime": .string(now.addingTimeInterval(86_400).formatted(.iso8601)),
            "registrationDateTime": .string(now.formatted(.iso8601)),
            "onPremisesSyncEnabled": trustType == "ServerAd" ? true : nil, "alternativeSecurityIds": [],
            "physicalIds": [], "systemLabels": [], "deviceVersion": 2, "manufacturer": nil, "model": nil,
            "deviceOwnership": trustType == "Workplace" ? "Personal" : "Company",
        ]
    }
}
