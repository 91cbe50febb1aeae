import Sameness

/// Graph's `domain`.
public struct Domain: Decodable, Hashable, Sendable {
    @Caseless public var id: String
    /// Who signs people in. Graph documents these two.
    public enum Authentication: String, Sendable {
        case managed, federated
    }

    public let authenticationType: Field<String>
    public let isDefault: Field<Bool>
    public let isInitial: Field<Bool>
    public let isVerified: Field<Bool>
    /// False for a subdomain that is signed in as the domain above it is.
    public let isRoot: Field<Bool>
    public let supportedServices: Field<[String]>
    /// Null while nothing is being done with it. Microsoft Graph: domain, `state`.
    public let state: Field<DomainState>

    /// - Throws: for a word that Graph doesn't document: neither the one nor the other may follow from it.
    public func authentication() throws(TenantFault) -> Authentication {
        let word = try authenticationType.required(of: id)
        guard let known = Authentication(rawValue: word.lowercased()) else {
            throw .unexpected("the authentication type \"\(word)\" of \(id)", about: id)
        }
        return known
    }

    /// Whether it is surely managed.
    public var isKnownAsManaged: Bool { (try? authentication()) == .managed }

    /// What is being done with it; nil for nothing, and for what was tried and failed.
    public func pendingOperation() throws(TenantFault) -> String? {
        guard let state = try state.nullable(of: id) else { return nil }
        guard let operation = try state.operation.nullable(of: "\(id)'s state"), !operation.isEmpty else { return nil }
        switch try state.status.required(of: "\(id)'s state").lowercased() {
        case "failed": return nil
        case "scheduled", "inprogress": return operation
        case let word: throw .unexpected("the status \"\(word)\" of what is being done with \(id)", about: id)
        }
    }

    /// Whether it is switched together with another: Microsoft signs in the people of a subdomain as those of its root,
    /// unless it was promoted to a root of its own.
    public func follows(_ other: String) throws(TenantFault) -> Bool {
        guard isBelow(other) else { return false }
        return try !isRoot.required(of: id)
    }

    /// Whether its name lies below another's.
    public func isBelow(_ other: String) -> Bool { DomainName.isBelow(id, other) }
}

/// Graph's `domainState`: what is being done with a domain.
public struct DomainState: Decodable, Hashable, Sendable {
    /// `ForceDelete` or `Verification`.
    public let operation: Field<String>
    /// `Scheduled`, `InProgress` or `Failed`.
    public let status: Field<String>
}

/// Graph's `domainDnsRecord`, with what its kinds add.
public struct DomainDnsRecord: Decodable, Hashable, Sendable {
    private let recordType: Field<String>
    private let label: Field<String>
    private let text: Field<String>
    private let mailExchange: Field<String>
    private let canonicalName: Field<String>
    private let nameTarget: Field<String>

    /// "MX nordwind.example nordwind-example.mail.protection.outlook.com"
    public func words(of domain: String) throws(TenantFault) -> String {
        let thing = "a DNS record of \(domain)"
        let kind = try recordType.required(of: thing).uppercased()
        let value: String
        switch kind {
        case "TXT": value = try text.required(of: thing)
        case "MX": value = try mailExchange.required(of: thing)
        case "CNAME": value = try canonicalName.required(of: thing)
        case "SRV": value = try nameTarget.required(of: thing)
        default: throw .unexpected("a DNS record of the kind \(kind)", about: domain)
        }
        return "\(kind) \(try label.required(of: thing)) \(value)"
    }
}

/// Graph's `internalDomainFederation`, as checks read it.
public struct DomainFederation: Decodable, Hashable, Sendable {
    @Caseless public var id: String
    public let displayName: Field<String>
    public let issuerUri: Field<String>
    public let passiveSignInUri: Field<String>
    public let signOutUri: Field<String>
    public let signingCertificate: Field<String>
    public let preferredAuthenticationProtocol: Field<String>
    public let federatedIdpMfaBehavior: Field<String>

    /// What it tells, for screens and for what is removed by its ID. No comparison may rest on it.
    public var told: InternalDomainFederation {
        var federation = InternalDomainFederation()
        federation.id = id
        federation.displayName = displayName.shown
        federation.issuerUri = issuerUri.shown
        federation.passiveSignInUri = passiveSignInUri.shown
        federation.signOutUri = signOutUri.shown
        federation.signingCertificate = signingCertificate.shown
        federation.preferredAuthenticationProtocol = preferredAuthenticationProtocol.shown
        federation.federatedIdpMfaBehavior = federatedIdpMfaBehavior.shown
        return federation
    }
}

/// Graph's `internalDomainFederation`, as it is written and meant.
public struct InternalDomainFederation: Codable, Hashable, Sendable {
    public var id: String?
    public var displayName: String?
    public var issuerUri: String?
    public var passiveSignInUri: String?
    public var signOutUri: String?
    public var signingCertificate: String?
    public var preferredAuthenticationProtocol: String?
    public var federatedIdpMfaBehavior: String?

    init() {}

    public init(
        displayName: String, issuerUri: String, passiveSignInUri: String, signOutUri: String,
        signingCertificate: String,
        preferredAuthenticationProtocol: String, federatedIdpMfaBehavior: String
    ) {
        self.displayName = displayName
        self.issuerUri = issuerUri
        self.passiveSignInUri = passiveSignInUri
        self.signOutUri = signOutUri
        self.signingCertificate = signingCertificate
        self.preferredAuthenticationProtocol = preferredAuthenticationProtocol
        self.federatedIdpMfaBehavior = federatedIdpMfaBehavior
    }
}
