import Assistant
import Console
import Journal
import Synchronization
import Tenant
import Text

/// Who people are to a live tenant, by its own sign-in service.
final class LivePeople: PeopleProver {
    private let graph: GraphClient
    private let tenantID: String
    /// Apps through which an approver may have signed in: Microsoft's own for command lines, and the session's.
    private let clients: Set<String>
    private let screen: Screen
    /// Of whoever works here, once they have signed in for it.
    private let known = Mutex<EntraIdentity?>(nil)

    init(_ graph: GraphClient, _ tenantID: String, profile: Profile, _ screen: Screen) {
        (self.graph, self.tenantID, self.screen) = (graph, tenantID, screen)
        let own = profile.method?.isPerson == true ? profile.clientID : nil
        clients = Set([TenantOptions.commandLineClient, own].compactMap(\.self))
    }

    func own() async -> Result<EntraIdentity, ApprovalRule.Objection> {
        if let known = known.withLock({ $0 }) { return .success(known) }
        do throws(TenantFault) {
            let claims = if let own = try await graph.person() { own } else { try await signIn() }
            let identity = EntraIdentity(claims)
            known.withLock { $0 = identity }
            return .success(identity)
        } catch {
            return .failure(.init("You aren't signed in as yourself: \(error.reason) \(error.remedy)"))
        }
    }

    /// An app works for whoever has its secret: who that is, only they can say.
    private func signIn() async throws(TenantFault) -> IdentityClaims {
        guard Attendance.isWatched else {
            throw .elsewhere(
                "an app signs in to this session, and nobody sits at a terminal here to say who works with it.",
                remedy: "Run it at a terminal.")
        }
        screen.clearProgress()
        screen.text(
            "In a live session two people are two accounts of the tenant, and an app signs in to this one: sign in as yourself, "
                + "once. It only says who you are.")
        let answer = try await graph.identityToken(of: tenantID).ask(
            clientID: TenantOptions.commandLineClient, challenge: nil, desk: BrowserSignIn([], screen))
        screen.line("Signed in as \(SafeText.clean(answer.claims.userName ?? answer.claims.objectID)).")
        return answer.claims
    }

    func account(of token: String?, for challenge: String) async -> Result<EntraIdentity, ApprovalRule.Objection> {
        guard let token else {
            return .failure(
                .init(
                    "The approval comes with no sign-in to the tenant, and in a live session an account proves who approves. "
                        + "They approve anew: \"lockstep approve\" lets them sign in."))
        }
        do throws(TenantFault) {
            let claims = try await graph.identityToken(of: tenantID).claims(of: token, for: challenge, clients: clients)
            return .success(EntraIdentity(claims))
        } catch {
            if case .signIn("identity_token", let why) = error {
                return .failure(.init("The sign-in that came with the approval counts for nothing: \(why)."))
            }
            return .failure(
                .init("Whose sign-in came with the approval can't be proven now: \(error.reason) \(error.remedy)"))
        }
    }
}

extension EntraIdentity {
    fileprivate init(_ claims: IdentityClaims) {
        self.init(tenantID: claims.tenantID, objectID: claims.objectID, userName: claims.userName)
    }
}
