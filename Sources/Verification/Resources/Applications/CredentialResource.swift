import Foundation
import Runbook
import Tenant

/// A client id and secret as another tool will use them: whether they really sign in, and really read what they must.
/// Entra: OAuth 2.0 client credentials. Graph: `GET /users`, `GET /subscribedSkus`.
enum CredentialResource: Resource {
    static let name = "credential"
    static let selector: String? = "an application (client) ID"
    static let form = LiteralForm.guid
    static let parameterForms: [String: LiteralForm] = ["tenant": .tenant]
    private static let parameters = ["tenant", "secret"]
    static let properties = [
        Property(
            "signs-in", .boolean, parameters: parameters, label: "The credentials sign in", needs: [],
            remedy: "App registrations → the app → Certificates & secrets: copy the secret's Value, not its ID."
        ) { selection, probe in
            do {
                _ = try await signedIn(selection, probe)
                return Observed(.boolean(true))
            } catch Impediment.missing(let message, let remedy) {
                return Observed(.boolean(false), explanation: message, remedy: remedy)
            }
        },
        Property(
            "permissions", .list, parameters: parameters, label: "Application permissions in its token",
            needs: [],
            remedy: "App registrations → the app → API permissions → Add a permission, then Grant admin consent."
        ) { selection, probe in
            guard let claims = try await signedIn(selection, probe).claims else {
                throw TenantFault.unexpected("the token can't be read")
            }
            return Observed(.list(claims.roles.sorted()))
        },
        Property(
            "reads", .list, parameters: parameters, label: "What the credentials read", needs: [],
            remedy: "App registrations → the app → API permissions → Grant admin consent. signInActivity also needs "
                + "AuditLog.Read.All and a Microsoft Entra ID P1 licence."
        ) { selection, probe in try await readable(signedIn(selection, probe).client, probe) },
    ]

    /// - Throws: `Impediment.missing` where the sign-in service answered, and refused.
    private static func signedIn(
        _ selection: Selection, _ probe: Probe
    ) async throws -> (client: GraphClient, claims: TokenClaims?) {
        let credential = ClientCredential(
            tenant: selection.parameter("tenant"), clientID: selection.selector, secret: selection.parameter("secret"))
        let seen = SeenExchanges()
        let client = probe.client(credential, seen)
        do throws(TenantFault) {
            let claims = try await client.claims()
            for exchange in seen.all { await probe.note(exchange) }
            return (client, claims)
        } catch {
            for exchange in seen.all { await probe.note(exchange) }
            guard case .signIn = error else { throw error }
            throw Impediment.missing(message: error.reason, remedy: error.remedy)
        }
    }

    /// Properties of users that are tried one by one, so that one that is refused is named.
    private static let fields: [(name: String, kind: Kind)] = [
        ("id", .text), ("userPrincipalName", .text), ("displayName", .text), ("assignedLicenses", .list),
        ("accountEnabled", .boolean), ("createdDateTime", .text), ("signInActivity", .object),
    ]

    private enum Kind {
        case text, boolean, list, object
    }
    /// How many users are looked at until one shows a value: with the sign-in activity a page holds no more than 120.
    private static let pageSize = "100"

    private static func readable(_ client: GraphClient, _ probe: Probe) async throws -> Observed {
        var (readable, refused): ([String], [String]) = ([], [])
        // Nothing was seen of these; and how many objects came without them.
        var unseen: [(name: String, count: Int)] = []
        for (field, kind) in fields {
            let path = GraphPath(
                ["users"], [("$select", field == "id" ? "id" : "id,\(field)"), ("$top", pageSize)])
            guard let users = try await answer(path, field, client, probe, &refused) else { continue }
            // Left out, null or empty of everybody, as Graph does with what may not be read: then nothing was seen. Not so
            // the sign-in activity: whoever has never signed in has none, and who may not read it is refused the whole list
            // (Microsoft Graph: signInActivity; "Authentication_RequestFromNonPremiumTenantOrB2CTenant").
            if users.contains(where: { kind == .object || $0.tells(kind, field) }) {
                readable.append(field)
            } else {
                unseen.append((field, users.count))
            }
        }
        if let skus = try await answer(GraphPath(["subscribedSkus"]), "subscribedSkus", client, probe, &refused) {
            if skus.isEmpty { refused.append("no subscription came") } else { readable.append("subscribedSkus") }
        }
        let nobody = unseen.filter { $0.count == 0 }.map(\.name)
        let blank = unseen.filter { $0.count > 0 }
        if !nobody.isEmpty {
            refused.append("no user came, so nothing shows that \(Value.list(nobody).words) can be read")
        }
        if let most = blank.map(\.count).max() {
            refused.append(
                "of \(most) users none came with \(Value.list(blank.map(\.name)).words), as it is where an app may not read "
                    + "it (User.Read.All, with admin consent)")
        }
        return Observed(.list(readable), detail: refused.isEmpty ? nil : refused.joined(separator: "; "))
    }

    /// - Returns: nil where it was refused, which is noted.
    private static func answer(
        _ path: GraphPath, _ name: String, _ client: GraphClient, _ probe: Probe, _ refused: inout [String]
    ) async throws -> [Sample]? {
        let reply = await client.get(path)
        await probe.note(reply.exchange)
        do throws(TenantFault) {
            return try GraphDecoding.decode(Page<Sample>.self, from: try reply.result.get()).get().value
        } catch {
            guard isRefusal(error) else { throw error }
            refused.append("\(name) can't be read: \(error.reason)")
            return nil
        }
    }

    /// An object, of which it only matters which properties came with a value.
    private struct Sample: Decodable, Hashable, Sendable {
        private let texts: Set<String>
        private let booleans: Set<String>
        private let lists: Set<String>

        private struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }

            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            func names(_ isOne: (Key) -> Bool) -> Set<String> {
                Set(container.allKeys.filter(isOne).map(\.stringValue))
            }
            texts = names { (try? container.decode(String.self, forKey: $0)) != nil }
            booleans = names { (try? container.decode(Field<Bool>.self, forKey: $0))?.shown != nil }
            // What may not be read comes as an empty list, too.
            lists = names { (try? container.nestedUnkeyedContainer(forKey: $0))?.isAtEnd == false }
        }

        func tells(_ kind: Kind, _ name: String) -> Bool {
            switch kind {
            case .text: texts.contains(name)
            case .boolean: booleans.contains(name)
            case .list: lists.contains(name)
            case .object: false
            }
        }
    }

    /// A permission or a licence is missing: the service answered what was asked.
    private static func isRefusal(_ fault: TenantFault) -> Bool {
        switch fault {
        case .forbidden: true
        case .refused(_, let code, _): code.lowercased().contains("license") || code.contains("Authorization")
        default: false
        }
    }
}
