import Foundation
import Tenant

/// What somebody can sign in with. Graph: `GET /users/{id}/authentication/methods`.
///
/// Microsoft Graph: "List methods", authenticationMethod, temporaryAccessPassAuthenticationMethod. Microsoft Entra:
/// "Planning for mandatory multifactor authentication for Azure and other admin portals".
enum SignInMethods {
    static let permission = Permission.userAuthenticationMethodReadAll

    /// What they say by themselves, and what a policy may be held against.
    struct Reading: Sendable {
        let entry: EntryAnswer
        /// nil where it couldn't be asked.
        let ways: Set<SignInMode>?
    }

    /// Graph's types, without "#microsoft.graph." and "AuthenticationMethod".
    private static let kinds: [String: [SignInMode]] = [
        "password": [.password], "fido2": [.fido2], "windowsHelloForBusiness": [.windowsHelloForBusiness],
        "platformCredential": [.windowsHelloForBusiness], "microsoftAuthenticator": [.microsoftAuthenticatorPush],
        "passwordlessMicrosoftAuthenticator": [.deviceBasedPush], "phone": [.sms, .voice],
        "softwareOath": [.softwareOath], "hardwareOath": [.hardwareOath], "external": [.external],
        "qrCodePin": [.qrCodePin],
        // Resets a password, and signs nobody in.
        "email": [],
    ]

    /// The names that Graph has for them, as `names(of:)` gives them.
    static let known = kinds.keys.sorted() + [temporaryPass]
    private static let temporaryPass = "temporaryAccessPass"

    /// As Graph calls them, without what all of its names have in common; each once.
    static func names(of user: String, _ probe: Probe) async throws(TenantFault) -> [String] {
        var names: [String] = []
        for method in try await methods(of: user, probe) {
            let name = kind(try method.type.required(of: "a sign-in method"))
            if !names.contains(name) { names.append(name) }
        }
        return names
    }

    private static func methods(of user: String, _ probe: Probe) async throws(TenantFault) -> [AuthenticationMethod] {
        try await probe.all(
            GraphPath(["users", user, "authentication", "methods"]), of: AuthenticationMethod.self)
    }

    private static func kind(_ type: String) -> String {
        type.replacing("#microsoft.graph.", with: "").replacing("AuthenticationMethod", with: "")
    }

    static func ask(_ user: String, _ probe: Probe) async -> Reading {
        do throws(TenantFault) {
            return try judge(try await methods(of: user, probe), now: probe.now)
        } catch {
            return Reading(entry: .refused(error, "its sign-in methods", needs: permission.rawValue), ways: nil)
        }
    }

    private static func judge(_ methods: [AuthenticationMethod], now: Date) throws(TenantFault) -> Reading {
        if methods.isEmpty { return Reading(entry: .closes("has no sign-in method", remedy: nil), ways: []) }
        var (ways, strange, ended): (Set<SignInMode>, [String], [String]) = ([], [], [])
        var canBegin = false
        for method in methods {
            let type = try method.type.required(of: "a sign-in method")
            let kind = kind(type)
            if kind == temporaryPass {
                if let why = try passed(method, now) {
                    ended.append(why)
                } else if try method.isUsableOnce.required(of: "a temporary access pass") {
                    // Whoever tries it before the switch has none after it.
                    ended.append("its temporary access pass works once")
                } else {
                    ways.insert(.temporaryAccessPassMultiUse)
                }
            } else if let known = kinds[kind] {
                ways.formUnion(known)
                // A number signs in by itself where that was made ready. Microsoft Graph: phoneAuthenticationMethod.
                if method.smsSignInState.shown == "ready" { canBegin = true }
            } else {
                strange.append(type)
            }
        }
        let passes = ended.isEmpty ? "" : "; \(ended.joined(separator: "; "))"
        if !canBegin, ways.isDisjoint(with: SignInMode.first) {
            guard strange.isEmpty else {
                return Reading(
                    entry: .unknown(
                        "it signs in with \(strange.joined(separator: ", ")), which Lockstep doesn't know\(passes)",
                        remedy: "Give it a password or a passkey too, try it, and check again."), ways: ways)
            }
            return Reading(
                entry: .closes("has no method that a sign-in can begin with\(passes)", remedy: nil), ways: ways)
        }
        let isAlone = ways == [.password]
        return Reading(
            entry: .opens(
                (isAlone && strange.isEmpty
                    ? ["a password alone: Microsoft's admin portals ask for a second method"] : []) + ended), ways: ways
        )
    }

    /// Why a temporary access pass is no way in; nil where it is one for long enough.
    private static func passed(_ method: AuthenticationMethod, _ now: Date) throws(TenantFault) -> String? {
        let thing = "a temporary access pass"
        if try !method.isUsable.required(of: thing) {
            return "its temporary access pass can't be used (\(method.methodUsabilityReason.shown ?? "no reason told"))"
        }
        let (start, minutes) = (
            try method.startDateTime.required(of: thing), try method.lifetimeInMinutes.required(of: thing)
        )
        guard let begins = GraphDecoding.date(start) else {
            throw .unexpected("\(thing) that starts at \"\(start)\"", about: thing)
        }
        let end = begins.addingTimeInterval(Double(minutes) * 60)
        return end < now.addingTimeInterval(EmergencyAdministrators.longEnough)
            ? "its temporary access pass ends \(ScheduleEnds.words(end))" : nil
    }
}
