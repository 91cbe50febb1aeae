import Foundation
import Runbook
import Sameness
import Tenant

/// One person of the tenant. Graph: `GET /users/{user principal name}`, `GET /users/{id}/authentication/methods`, `GET
/// /auditLogs/signIns`.
enum PersonResource: Resource {
    static let name = "person"
    static let selector: String? = "a user principal name"
    static let form = LiteralForm.upn
    private static let needs: [Permission] = [.userReadAll]
    private static let place = "Entra admin center → Users"
    static let signIns = "sign-ins-since-switch"

    static let properties = [
        Property("enabled", .boolean, label: "Enabled", needs: needs, remedy: "\(place): enable {selector}.") {
            selection, probe in
            let user = try await user(selection, probe)
            return Observed(.boolean(try user.accountEnabled.required(of: user.userPrincipalName)))
        },
        Property(
            "domain", .text, same: .domain, label: "Domain of the user principal name", needs: needs,
            remedy: "\(place) → {selector} → Edit → User principal name: choose the domain."
        ) { selection, probe in
            let name = try await user(selection, probe).userPrincipalName
            guard let at = name.lastIndex(of: "@") else {
                throw TenantFault.unexpected("the user principal name \(name)", about: name)
            }
            return Observed(.text(name[name.index(after: at)...].lowercased()))
        },
        Property(
            "immutable-id", .text, label: "Immutable ID", needs: needs,
            remedy: "Let {selector} onboard: without an immutable ID nobody signs in through the provider."
        ) { selection, probe in
            let user = try await user(selection, probe)
            // Null until somebody sets it. Microsoft Graph: user, `onPremisesImmutableId`.
            return Observed(.text(try user.onPremisesImmutableId.nullable(of: user.userPrincipalName) ?? ""))
        },
        Property(
            "sign-in-methods", .list, same: .caseless, choices: SignInMethods.known, label: "Sign-in methods",
            needs: needs + [SignInMethods.permission],
            remedy: "\(place) → {selector} → Authentication methods."
        ) { selection, probe in
            let user = try await user(selection, probe)
            return Observed(.list(try await SignInMethods.names(of: user.id, probe)))
        },
        Property(
            signIns, .number, label: "Sign-ins since this session's switch",
            needs: [.auditLogReadAll, .directoryReadAll],
            remedy: "Sign in as {selector} in a private browser window; the log shows it after some minutes."
        ) { selection, probe in
            guard let since = probe.ours?.since else {
                throw Impediment.missing(
                    message: "This session has switched nothing that stands now, so no sign-in can have come after it.",
                    remedy: "Switch first: cutover.")
            }
            return Observed(.number(try await count(selection.selector, since, probe)))
        },
    ]

    private struct Account: Decodable, Hashable, Sendable {
        @Caseless var id: String
        let userPrincipalName: String
        let accountEnabled: Field<Bool>
        let onPremisesImmutableId: Field<String>
    }

    private static func user(_ selection: Selection, _ probe: Probe) async throws -> Account {
        let name = selection.selector
        let user = try await probe.readIfThere(
            GraphPath(["users", name], [("$select", "id,userPrincipalName,accountEnabled,onPremisesImmutableId")]),
            as: Account.self)
        guard let user else {
            throw Impediment.missing(
                message: "There is no user \(name).",
                remedy: "\(place) → New user, or look at the name for typing errors.")
        }
        try GraphDecoding.isAbout(name, user.id, user.userPrincipalName)
        return user
    }

    private struct SignIn: Decodable, Hashable, Sendable {
        struct Status: Decodable, Hashable, Sendable {
            let errorCode: Field<Int>
        }
        let userPrincipalName: Field<String>
        let status: Field<Status>
    }

    /// Sign-ins that succeeded. Microsoft Graph: signIn, `status`: "0 indicates success".
    private static func count(_ name: String, _ since: Date, _ probe: Probe) async throws(TenantFault) -> Int {
        let from = Date(timeIntervalSince1970: since.timeIntervalSince1970.rounded(.up)).formatted(.iso8601)
        let filter = "userPrincipalName eq \(GraphPath.literal(name.lowercased())) and createdDateTime ge \(from)"
        return try await probe.fold(
            GraphPath(["auditLogs", "signIns"], [("$filter", filter)]), as: "sign-ins of one", into: 0
        ) { (count: inout Int, page: [SignIn]) throws(TenantFault) in
            for signIn in page {
                let own = try signIn.userPrincipalName.required(of: "a sign-in")
                try GraphDecoding.isAbout(name, own)
                let status = try signIn.status.required(of: "a sign-in of \(name)")
                if try status.errorCode.required(of: "a sign-in's status") == 0 { count += 1 }
            }
        }
    }
}
