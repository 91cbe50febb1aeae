import Escaping
import Foundation
import Journal
import Runbook
import Sameness
import Tenant
import Verification

/// The federation that stands at a domain: whose it is and since when, for whoever would switch the domain or remove it.
struct StandingFederation: Sendable {
    let federation: InternalDomainFederation?
    /// Why its configuration can't be read, if it can't.
    let unreadable: TenantFault?
    /// The session that set it, as far as this store knows; nil for somebody else's.
    let session: String?
    /// Whether that is the session that asks.
    let isOurs: Bool
    /// Since when it stands, in words; nil where nobody here knows.
    let since: String?

    /// - Parameters:
    ///   - own: what the session knows of the domain by itself.
    ///   - history: what the whole store knows of it.
    init(_ reading: DomainReading, own: SwitchHistory?, history: SwitchHistory) {
        let federation = reading.federation
        self.federation = federation
        unreadable = if case .unreadable(let fault) = reading.configuration { fault } else { nil }
        // Ours is what this session was seen to have set; where no configuration can be read, what it has sent and nobody
        // knows the outcome of.
        let isSet = own?.federation?.attempt != nil && own?.federation?.seen.configurationID == federation?.id
        isOurs = isSet || (federation == nil && own?.openSwitches.isEmpty == false)
        if let standing = history.federation, standing.seen.configurationID == federation?.id, standing.attempt != nil {
            let sent = history.sendings.last { $0.attempt == standing.attempt }
            session = sent?.session
            since =
                "\(Value.time(sent?.at ?? standing.since).words), by "
                + (isOurs ? "this session" : "session \(sent?.session ?? "?")")
        } else {
            session = nil
            since = history.foreign.map {
                "last changed \(Value.time($0.at).words) by \($0.by), says the audit log"
            }
        }
    }

    /// What people are shown of it, as its own configuration tells it.
    var name: String? { federation?.displayName.flatMap { $0.isEmpty ? nil : $0 } }

    /// Who is to be asked about it.
    var whom: String {
        name ?? federation?.passiveSignInUri.flatMap { URL(string: $0)?.host() } ?? federation?.issuerUri
            ?? "whoever runs that provider"
    }

    /// Why a domain where it stands isn't switched, whatever a runbook says, and what comes first.
    /// - Parameter issuer: what the switch would set.
    func reason(_ domain: String, issuer: String?) -> Reason {
        let told = [
            name.map { "as “\($0)”" }, federation?.issuerUri.map { "with the issuer \($0)" },
            unreadable.map { "and its configuration can't be read: \($0.reason)" }
                ?? (federation == nil ? "and nothing tells with whom" : nil),
        ].compactMap(\.self).joined(separator: ", ")
        let whose =
            isOurs
            ? "This session set it"
            : session.map { "Session \($0) of this store set it" } ?? "This session didn't set it"
        return Reason(
            kind: .switched, subject: nil,
            message: "\(domain) reads as federated now, \(told). \(whose): \(since ?? "since when, isn't known here").",
            remedy: remedy(domain, issuer: issuer))
    }

    private func remedy(_ domain: String, issuer: String?) -> String {
        if isOurs {
            return
                "Type \"verify\": it says how the switch stands. Only a managed domain is switched: \"rollback\" takes "
                + "back what this session set."
        }
        if let session {
            return
                "Only a managed domain is switched. Take it back where it was set, with \"rollback\" in that session: "
                + ProgramCommand.text("resume", session)
        }
        if let issuer, federation?.issuerUri == issuer {
            return
                "That is the issuer that this session would set: somebody has switched it already. Find out who, and why, "
                + "before anything is changed: Entra admin center → Monitoring → Audit logs → Set domain authentication."
        }
        return WayToManaged.words(domain, from: whom)
    }
}
