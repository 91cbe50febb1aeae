import Foundation

/// An app registration for somebody else's tools: consented to everything that is served, with one secret that works
/// and one that has expired.
public struct ToolRegistration: Sendable {
    public let clientID: String
    public let secret: String
    public let expiredSecret: String
}

extension SimulatedTenant {
    /// Registers an app as an administrator would, and tells its secrets this once.
    public func registerTool(named name: String, now: Date = Date()) async throws -> ToolRegistration {
        let tool = ToolRegistration(clientID: Identifiers.new(), secret: Secrets.new(), expiredSecret: Secrets.new())
        _ = try await directory.perform { (tenant) throws(ServiceError) in
            var application = ApplicationRoutes.object(
                id: Identifiers.new(), appID: tool.clientID, name: name, now: now)
            let day = 86_400.0
            var credentials: [JSON] = []
            for (secret, end) in [(tool.secret, now + 365 * day), (tool.expiredSecret, now - day)] {
                let key = Identifiers.new()
                credentials.append([
                    "keyId": .string(key), "displayName": .string(name), "hint": .string(String(secret.prefix(3))),
                    "startDateTime": .string((now - 90 * day).formatted(.iso8601)),
                    "endDateTime": .string(end.formatted(.iso8601)), "customKeyIdentifier": nil, "secretText": nil,
                ])
                tenant.put(["hash": .string(Secrets.hash(secret, keyID: key))], in: .secrets, id: key)
            }
            application["passwordCredentials"] = .array(credentials)
            application["requiredResourceAccess"] = [
                [
                    "resourceAppId": .string(GraphPermissions.appID),
                    "resourceAccess": .array(
                        GraphPermissions.roles.values.sorted().map { ["id": .string($0), "type": "Role"] }),
                ]
            ]
            let principal = ServicePrincipalRoutes.object(id: Identifiers.new(), appID: tool.clientID, name: name)
            tenant.put(application, in: .applications)
            tenant.put(principal, in: .servicePrincipals)
            guard let graph = tenant[.servicePrincipals].first("appId", GraphPermissions.appID) else {
                throw .notFound(GraphPermissions.appID)
            }
            for role in GraphPermissions.roles.values.sorted() {
                tenant.put(
                    ServicePrincipalRoutes.assignment(
                        of: role, to: principal, at: graph, today: now.formatted(.iso8601)),
                    in: .appRoleAssignments)
            }
            return .noContent
        }
        return tool
    }
}
