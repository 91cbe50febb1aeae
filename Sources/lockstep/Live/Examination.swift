import Console
import Escaping
import Foundation
import Tenant
import Verification

/// The doctor's look at a tenant: one line per thing that a live session needs.
struct Examination: Sendable {
    struct Finding: Sendable {
        enum Mark: String, CaseIterable, Sendable {
            case well, wrong, unknown
        }
        let what: String
        let standing: Mark
        let detail: String
        var remedy: String?
    }

    let link: LiveLink
    let needs: [PermissionNeeds]
    let screen: Screen
    /// Sees that a person has named every host that isn't the cloud's, before anything secret goes there.
    let confirm: @Sendable () async throws -> Void

    private struct Discovery: Decodable {
        let issuer: String
    }

    func run() async throws -> [Finding] {
        let reachability = Reachability(endpoints: link.endpoints)
        let tenant = PercentText.encoded(link.credential.tenant, keeping: "-._")
        var lines: [Finding] = []
        // Sign-in's address, the tenant behind it, and the clock.
        let signIn = await reachability.ask(
            "\(link.endpoints.authority)/\(tenant)/v2.0/.well-known/openid-configuration")
        lines.append(reached("Sign-in", link.endpoints.authority, signIn))
        if case .success(let answer) = signIn {
            lines.append(known(answer))
            lines.append(clock(answer))
        }
        let graph = await reachability.ask("\(link.endpoints.graph)/v1.0/organization")
        lines.append(reached("Graph", link.endpoints.graph, graph))
        guard case .success = signIn, case .success = graph else { return lines }
        try await confirm()
        return lines + (await signedIn())
    }

    private func reached(_ what: String, _ address: String, _ answer: Result<Reachability.Response, TenantFault>)
        -> Finding
    {
        switch answer {
        case .success(let answer) where answer.status < 500:
            Finding(what: what, standing: .well, detail: "\(address) answers, and its certificate is trusted")
        case .success(let answer):
            Finding(
                what: what, standing: .unknown, detail: "\(address) answers \(answer.status)",
                remedy: "Wait a minute; if it stays, look at Microsoft's service health page.")
        case .failure(let fault):
            Finding(what: what, standing: .wrong, detail: "\(address): \(fault.reason)", remedy: fault.remedy)
        }
    }

    private func known(_ answer: Reachability.Response) -> Finding {
        let tenant = link.credential.tenant
        if answer.status == 200, let found = try? JSONDecoder().decode(Discovery.self, from: answer.body) {
            return Finding(what: "Tenant", standing: .well, detail: "\(tenant) is known: \(found.issuer)")
        }
        if answer.status == 400 {
            return Finding(
                what: "Tenant", standing: .wrong, detail: "\(tenant) isn't known there",
                remedy: Explanation.of(.signIn, "90002")?.remedy)
        }
        return Finding(
            what: "Tenant", standing: .unknown, detail: "the answer (\(answer.status)) isn't what sign-in documents",
            remedy: "A proxy or a captive portal may have answered instead. Check the network.")
    }

    private func clock(_ answer: Reachability.Response) -> Finding {
        guard let difference = answer.clockDifference else {
            return Finding(
                what: "Clock", standing: .unknown, detail: "the server doesn't tell its time",
                remedy: "Compare this machine's clock by hand: timedatectl status.")
        }
        let seconds = Int(abs(difference).rounded())
        if abs(difference) <= ClockDifference.tolerance {
            return Finding(what: "Clock", standing: .well, detail: "\(seconds) s from Microsoft's")
        }
        return Finding(
            what: "Clock", standing: .wrong,
            detail: "this machine's is \(seconds) s \(difference > 0 ? "behind" : "ahead of") Microsoft's",
            remedy: "Set it: timedatectl set-ntp true. Certificates sign in only within minutes of the right time.")
    }

    // MARK: - After signing in

    private func signedIn() async -> [Finding] {
        if let obstacle = Attendance.obstacle(link) {
            return [Finding(what: "Signing in", standing: .unknown, detail: obstacle.reason, remedy: obstacle.remedy)]
        }
        let client = link.client()
        let claims: TokenClaims?
        do throws(TenantFault) {
            claims = try await client.claims()
        } catch {
            return [Finding(what: "Signing in", standing: .wrong, detail: error.reason, remedy: error.remedy)]
        }
        let who = claims.map { $0.account ?? $0.appName ?? $0.clientID ?? "somebody" } ?? "somebody"
        var lines = [Finding(what: "Signing in", standing: .well, detail: "as \(who)")]
        lines += permissions(claims)
        lines.append(await organization(client))
        lines.append(await licences(client))
        if needs.contains(where: \.switches) { lines.append(await secondPerson(claims, client)) }
        return lines
    }

    private func permissions(_ claims: TokenClaims?) -> [Finding] {
        guard let claims else {
            return [
                Finding(
                    what: "Permissions", standing: .unknown, detail: "the token can't be read",
                    remedy: "Check items one by one: each says what it lacks.")
            ]
        }
        var missing: [PermissionNeeds.Need] = []
        for need in needs.flatMap({ $0.missing(from: claims.permissions, withSwitch: true) })
        where !missing.contains(where: { $0.permission == need.permission }) { missing.append(need) }
        if missing.isEmpty {
            return [Finding(what: "Permissions", standing: .well, detail: "all that are needed are there")]
        }
        return missing.map { need in
            let why =
                need.isForSwitch
                ? "the cutover" : need.items.isEmpty ? "the tenant's name" : need.items.joined(separator: ", ")
            return Finding(
                what: "Permission \(need.permission)", standing: .wrong, detail: "is missing, for \(why)",
                remedy: "Grant it with admin consent; \"lockstep permissions RUNBOOK\" prints how.")
        }
    }

    /// The one rule that nobody on this machine can get round: that the tenant asks somebody else before the role works.
    private func secondPerson(_ claims: TokenClaims?, _ client: GraphClient) async -> Finding {
        func line(_ detail: String, _ standing: Finding.Mark = .well, remedy: String? = nil) -> Finding {
            Finding(what: "Second person in the tenant", standing: standing, detail: detail, remedy: remedy)
        }
        if client.isApp {
            return line(
                "not asked for: an app is signed in, and its permissions work without anybody's approval",
                remedy: needs.flatMap(\.approvalInputs).first.map {
                    "A session that sets \($0) can't be switched by an app: there, that account signs in."
                })
        }
        guard let account = try? await client.person()?.objectID ?? claims?.objectID else {
            return line(
                "who is signed in can't be read from the sign-in", .unknown,
                remedy: "Sign in with a browser or a code.")
        }
        switch await TenantApproval.ask(account, TenantAccess(client)) {
        case .asked(let roles):
            return line(
                "can be had: somebody else has to approve \(roles.joined(separator: ", ")) before it works",
                remedy: needs.flatMap(\.approvalInputs).first.map {
                    "In the session: set \($0) \(claims?.account ?? "ACCOUNT"), and the switch is locked until it was approved."
                })
        case .notAsked(let roles):
            return line(
                "not asked for: \(roles.joined(separator: ", ")) works without anybody's approval",
                remedy:
                    "To have it: Entra admin center → Identity Governance → Privileged Identity Management → Microsoft Entra "
                    + "roles: make the role eligible, and require an approval in its settings.")
        case .noRole: return line("not asked for: this account neither holds nor may activate a role that may switch")
        case .unlicensed:
            return line("can't be had: Privileged Identity Management needs Microsoft Entra ID P2, which isn't there")
        case .unknown(let fault): return line(fault.reason, .unknown, remedy: fault.remedy)
        }
    }

    private func organization(_ client: GraphClient) async -> Finding {
        let reply = await client.get(GraphPath(["organization"], [("$select", "id,displayName")]))
        do throws(TenantFault) {
            let page = try GraphDecoding.decode(Page<Organization>.self, from: try reply.result.get()).get()
            let name = page.value.first?.displayName.shown ?? "a tenant without a name"
            return Finding(what: "Reading", standing: .well, detail: "Graph answers for \(name)")
        } catch {
            return Finding(what: "Reading", standing: .wrong, detail: error.reason, remedy: error.remedy)
        }
    }

    private struct Sku: Decodable, Hashable, Sendable {
        struct Plan: Decodable, Hashable, Sendable {
            let servicePlanName: String?
        }
        let servicePlans: [Plan]
        let capabilityStatus: String?

        /// What is suspended doesn't work. Microsoft Graph: subscribedSku, `capabilityStatus`.
        var works: Bool { ["enabled", "warning"].contains(capabilityStatus?.lowercased()) }
    }

    /// Sign-in logs, and what is read from them, need Entra ID P1, which other products contain.
    private func licences(_ client: GraphClient) async -> Finding {
        let reply = await client.get(GraphPath(["subscribedSkus"], [("$select", "servicePlans,capabilityStatus")]))
        do throws(TenantFault) {
            let page = try GraphDecoding.decode(Page<Sku>.self, from: try reply.result.get()).get()
            let holding = page.value.filter { sku in
                sku.servicePlans.contains { $0.servicePlanName?.hasPrefix("AAD_PREMIUM") == true }
            }
            if let first = holding.first, !holding.contains(where: \.works) {
                return Finding(
                    what: "Licences", standing: .wrong,
                    detail:
                        "Entra ID P1 is there, and its subscription is \(first.capabilityStatus?.lowercased() ?? "in no known state")",
                    remedy: "Microsoft 365 admin center → Billing → Your products: renew it or pay for it.")
            }
            if !holding.isEmpty {
                return Finding(
                    what: "Licences", standing: .well, detail: "Entra ID P1 is there: sign-in logs can be read")
            }
            return Finding(
                what: "Licences", standing: .wrong, detail: "Entra ID P1 is missing: sign-in logs can't be read",
                remedy: Explanation.of(.graph, "Authentication_RequestFromNonPremiumTenantOrB2CTenant")?.remedy)
        } catch {
            return Finding(what: "Licences", standing: .unknown, detail: error.reason, remedy: error.remedy)
        }
    }
}
