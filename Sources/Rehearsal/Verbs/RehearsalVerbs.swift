import ArgumentParser
import Console
import SimulatedTenant
import Tenant
import Text

struct SignInAs: PortalVerb {
    static let verb = "sign-in"
    static let summary = "have a user sign in at Microsoft 365, and see what they meet"
    @Argument(help: "The user principal name.") var user: String?
    @Flag(help: "A Global Administrator on the .onmicrosoft.com domain.") var emergency = false

    func validate() throws {
        if (user == nil) != emergency { throw ValidationError("Name a user, or say --emergency.") }
    }

    private struct SignInReply: Decodable, Sendable {
        let errorCode: Int
        let reason: String
    }

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        let user = if let user { user } else { try await SignInAs.outside(portal) }
        let outcome = try await portal.send(
            .post, ["simulation", "sign-ins"], ["user": .text(user)], as: SignInReply.self)
        guard outcome.errorCode == 0 else {
            throw PortalRefusal(message: "\(user) can't sign in: AADSTS\(outcome.errorCode): \(outcome.reason)")
        }
        stage.screen.line("\(Style.green("✓")) \(user): \(outcome.reason)")
    }

    /// Who is kept for an emergency: the first who is enabled, outside and a Global Administrator.
    private static func outside(_ portal: PortalClient) async throws(PortalRefusal) -> String {
        let domains = try await portal.read(["domains"], as: Page<Domain>.self).value
        let initial = domains.initial?.id ?? ""
        for user in try await portal.users()
        where user.accountEnabled.shown == true && user.userPrincipalName.lowercased().hasSuffix("@\(initial)") {
            let roles = try await portal.pages(["users", user.id, "transitiveMemberOf"], of: DirectoryObject.self)
            if roles.contains(where: { $0.roleTemplateId.shown == AssignRole.template }) {
                return user.userPrincipalName
            }
        }
        throw PortalRefusal(
            message: "No Global Administrator is on \(initial). Do it first: portal add-emergency-admin")
    }
}

struct Wait: PortalVerb {
    static let verb = "wait"
    static let summary = "let simulated time pass: portal wait 10m"
    @Argument(help: "How long: 90s, 10m, 2h.") var time: String

    func validate() throws {
        guard let seconds = Span.parse(time), seconds <= 7 * 86_400 else {
            throw ValidationError("Write a time of at most 7 days, such as 90s, 10m or 2h.")
        }
    }

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        await stage.desk.tenant.pass(Span.parse(time) ?? 0)
        stage.screen.line("\(time) later.")
    }
}
