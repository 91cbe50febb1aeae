import Tenant

/// What somebody can sign in with. Graph: `GET /users/{id}/authentication/methods`.
///
/// Microsoft Graph: "List methods", authenticationMethod. Microsoft Entra: "Planning for mandatory multifactor
/// authentication for Azure and other admin portals".
enum SignInMethods {
    static let permission = "UserAuthenticationMethod.Read.All"
    private static let password = "#microsoft.graph.passwordAuthenticationMethod"

    static func ask(_ user: String, _ probe: Probe) async -> EntryAnswer {
        do throws(TenantFault) {
            let methods = try await probe.all(
                GraphPath(["users", user, "authentication", "methods"]), of: AuthenticationMethod.self)
            if methods.isEmpty { return .closes("has no sign-in method") }
            var types: Set<String> = []
            for method in methods { types.insert(try method.type.required(of: "a sign-in method")) }
            return .opens(
                types == [password] ? ["a password alone: Microsoft's admin portals ask for a second method"] : [])
        } catch {
            return .refused(error, "its sign-in methods", needs: permission)
        }
    }
}
