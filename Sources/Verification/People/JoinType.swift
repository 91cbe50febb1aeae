import Tenant

/// How a device belongs to a tenant.
enum JoinType: String, CaseIterable {
    case joined, registered, hybrid

    /// By Graph's own words for it. Microsoft Graph: device, `trustType`.
    init(_ field: Field<String>, of device: String) throws(TenantFault) {
        switch try field.required(of: "the device \(device)") {
        case "AzureAd": self = .joined
        case "Workplace": self = .registered
        case "ServerAd": self = .hybrid
        case let word:
            throw .unexpected("the trust type \"\(word)\" of the device \(device)", about: "the device \(device)")
        }
    }
}
