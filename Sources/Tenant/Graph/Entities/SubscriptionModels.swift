/// Graph's `companySubscription`: what was bought, and when it goes over into its next state.
public struct CompanySubscription: Decodable, Hashable, Sendable {
    public let skuId: Field<String>
    /// `Enabled`, `Warning`, `Suspended`, `Deleted` or `LockedOut`.
    public let status: Field<String>
    public let nextLifecycleDateTime: Field<String>
}
