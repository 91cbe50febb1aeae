/// What is wrong with somebody's accounts, on purpose.
enum Discrepancy: UInt8, Sendable, CaseIterable {
    case none
    /// In Microsoft 365; Peig has no account.
    case missingInPeig
    /// In Peig; Microsoft 365 has no account.
    case missingInMicrosoft
    /// Both exist, under slightly different addresses, and nobody has linked them.
    case unlinked
    /// Linked, but Microsoft 365 holds another identifier than Peig sends.
    case wrongIdentifier
    /// Asked to be onboarded under a mistyped address: the request waits.
    case faultyRequest

    /// As a scenario writes it.
    var key: String {
        switch self {
        case .none: "none"
        case .missingInPeig: "missing-in-peig"
        case .missingInMicrosoft: "missing-in-microsoft"
        case .unlinked: "unlinked"
        case .wrongIdentifier: "wrong-identifier"
        case .faultyRequest: "faulty-request"
        }
    }
}
