import Foundation
import Sameness

/// Everything that a switch would send and touch, in canonical form: two plans that mean the same have one hash, and
/// nothing that changes by itself enters it. People approve the hash.
public struct PlanSeal: Hashable, Sendable, Codable {
    /// Of the canonical form; part of the hash.
    public static let version = 2

    public let tenantID: String
    public let domain: String
    public let displayName: String
    /// An identifier, not an address: compared letter by letter.
    public let issuer: String
    public let signInURL: String
    public let signOutURL: String
    public let protocolName: String
    public let mfaBehaviour: String
    /// SHA-256 of the DER, 64 hexadecimal digits; empty where it can't be read.
    public let certificate: String
    /// That switch along, sorted.
    public let subdomains: [String]
    /// What the checks say of who would be locked out, sorted; empty where they say nobody.
    public let lockedOut: [String]
    /// `RunbookSource.hash` of the runbook whose items stand before it.
    public let runbook: String
    /// What holds nothing up although it is red, and the hours agreed on: sorted lines that people read.
    public let conditions: [String]

    public init(
        tenantID: String, domain: String, displayName: String, issuer: String, signInURL: String, signOutURL: String,
        protocolName: String, mfaBehaviour: String, certificate: String, subdomains: [String], lockedOut: [String],
        runbook: String = "", conditions: [String] = []
    ) {
        self.tenantID = tenantID.lowercased()
        self.domain = DomainName.folded(domain)
        self.displayName = displayName.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping
        self.issuer = issuer.trimmingCharacters(in: .whitespaces)
        self.signInURL = WebAddress.canonical(signInURL)
        self.signOutURL = WebAddress.canonical(signOutURL)
        self.protocolName = protocolName
        self.mfaBehaviour = mfaBehaviour
        self.certificate = certificate.lowercased()
        self.subdomains = Set(subdomains.map(DomainName.folded)).sorted()
        self.lockedOut = Set(lockedOut.map { $0.precomposedStringWithCanonicalMapping }).sorted()
        self.runbook = runbook
        self.conditions = Set(conditions).sorted()
    }

    /// What is sent to Microsoft, and to which domain: what must be the same for a second sending to be the same one.
    public var content: String {
        // What is sent has the form that it always had: an older build's sending stays the same one.
        var digest = Digest("lockstep.plan.content/1")
        for field in [
            tenantID, domain, displayName, issuer, signInURL, signOutURL, protocolName, mfaBehaviour, certificate,
        ] { digest.add(field) }
        return digest.hexadecimal
    }

    /// What is sent, and whom and what it touches: what people approve.
    public var hash: String {
        var digest = Digest("lockstep.plan/\(PlanSeal.version)")
        digest.add(content)
        digest.add(subdomains)
        digest.add(lockedOut)
        digest.add(runbook)
        digest.add(conditions)
        return digest.hexadecimal
    }
}
