/// Graph's `federatedTokenValidationPolicy`: whose user principal names Entra compares with the domain that a token was
/// issued for.
public struct FederatedTokenValidationPolicy: Decodable, Sendable {
    /// Graph's `allDomains` and `enumeratedDomains`.
    public struct ValidatingDomains: Decodable, Sendable {
        public let rootDomains: Field<String>
        /// Of the enumerated kind alone.
        public let domainNames: Field<[String]>
    }

    public static let path = GraphPath(["policies", "federatedTokenValidationPolicy"])

    public let validatingDomains: Field<ValidatingDomains>
}
