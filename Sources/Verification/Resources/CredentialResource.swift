import Foundation
import Runbook
import Tenant

/// A client id and secret as another tool will use them: whether they really sign in, and really read what they must.
/// Entra: OAuth 2.0 client credentials. Graph: `GET /users`, `GET /subscribedSkus`.
enum CredentialResource: Resource {
    static let name = "credential"
    static let selector: String? = "an application (client) ID"
    private static let parameters = ["tenant", "secret"]
    static let properties = [
        Property(
            "signs-in", .boolean, parameters: parameters, label: "The credentials sign in", permission: nil,
            remedy: "App registrations → the app → Certificates & secrets: copy the secret's Value, not its ID."),
        Property(
            "permissions", .list, parameters: parameters, label: "Application permissions in its token",
            permission: nil,
            remedy: "App registrations → the app → API permissions → Add a permission, then Grant admin consent."),
        Property(
            "reads", .list, parameters: parameters, label: "What the credentials read", permission: nil,
            remedy: "App registrations → the app → API permissions → Grant admin consent. signInActivity also needs "
                + "AuditLog.Read.All and a Microsoft Entra ID P1 licence."),
    ]

    /// Properties of users that are tried one by one, so that one that is refused is named.
    private static let fields = [
        "id", "userPrincipalName", "displayName", "assignedLicenses", "accountEnabled", "createdDateTime",
        "signInActivity",
    ]

    static func observe(_ property: String, of selection: Selection, _ probe: Probe) async throws(Impediment)
        -> Observed
    {
        let credential = ClientCredential(
            tenant: selection.parameter("tenant"), clientID: selection.selector, secret: selection.parameter("secret"))
        let seen = SeenExchanges()
        let client = probe.client(credential, seen)
        let claims: TokenClaims?
        do {
            claims = try await client.claims()
            for exchange in seen.all { await probe.note(exchange) }
        } catch {
            for exchange in seen.all { await probe.note(exchange) }
            guard case .signIn = error else { throw .fault(error) }
            // The sign-in service answered, and refused: that is what was asked.
            if property == "signs-in" {
                return Observed(.boolean(false), explanation: error.reason, remedy: error.remedy)
            }
            throw .absent(message: error.reason, remedy: error.remedy)
        }
        switch property {
        case "signs-in": return Observed(.boolean(true))
        case "permissions":
            guard let claims else { throw .fault(.unexpected("the token can't be read")) }
            return Observed(.list(claims.roles.sorted()))
        default: return try await readable(client, probe)
        }
    }

    private static func readable(_ client: GraphClient, _ probe: Probe) async throws(Impediment) -> Observed {
        var readable: [String] = []
        var refused: [String] = []
        let paths =
            fields.map { field in
                (
                    field,
                    GraphPath(["users"], [("$select", field == "id" ? "id" : "id,\(field)"), ("$top", "1")])
                )
            } + [("subscribedSkus", GraphPath(["subscribedSkus"]))]
        for (name, path) in paths {
            let reply = await client.get(path)
            await probe.note(reply.exchange)
            do throws(TenantFault) {
                _ = try GraphDecoding.decode(Page<Anything>.self, from: try reply.result.get()).get()
                readable.append(name)
            } catch {
                guard isRefusal(error) else { throw .fault(error) }
                refused.append("\(name) can't be read: \(error.reason)")
            }
        }
        return Observed(.list(readable), detail: refused.isEmpty ? nil : refused.joined(separator: " "))
    }

    /// Any object; what matters is that it came.
    private struct Anything: Decodable, Sendable {}

    /// A permission or a licence is missing: the service answered what was asked.
    private static func isRefusal(_ fault: TenantFault) -> Bool {
        switch fault {
        case .forbidden: true
        case .refused(_, let code, _): code.lowercased().contains("license") || code.contains("Authorization")
        default: false
        }
    }
}
