import Escaping
import Foundation
import Hummingbird

/// The page on which a person signs in for an app, and is sent back to it with a code. Simulated people have no passwords:
/// the account's name is enough.
struct AuthorizeDesk: Sendable {
    let directory: Directory
    let codes: AuthorizationCodes
    let clock: SimulatedClock

    /// What an app asked for, once it is known where to send the browser back to.
    private struct Asked {
        let clientID: String
        let redirect: String
        let scopes: [String]
        let state: String?
        let challenge: String?
        let nonce: String?
        /// `response_mode=form_post`: the browser brings the answer as a form.
        let byForm: Bool
    }

    func form(_ query: [String: String], path: String) async -> Response {
        do throws(SignInRefusal) {
            _ = try await asked(query)
        } catch {
            return DevicePage.outcome(.refused(error.description))
        }
        return DevicePage.signIn(query, action: path, hint: query["login_hint"] ?? "")
    }

    func answer(_ form: [String: String]) async -> Response {
        let asked: Asked
        do throws(SignInRefusal) {
            asked = try await self.asked(form)
        } catch {
            // Never sent anywhere: whoever asks may have named any address.
            return DevicePage.outcome(.refused(error.description))
        }
        guard form["answer"] != "decline" else {
            return back(
                asked,
                [
                    ("error", "access_denied"), ("error_subcode", "cancel"),
                    ("error_description", "AADSTS65004: User declined to consent to access the app."),
                ])
        }
        let upn = form["account"] ?? ""
        let state = await directory.state
        let trial = SignInTrial.outcome(of: upn, Transaction(state), clock.now)
        guard trial.isSuccess, let user = SignInTrial.user(upn, Transaction(state)) else {
            return DevicePage.outcome(.refused("AADSTS\(trial.code): \(trial.reason)"))
        }
        let code = codes.issue(
            .init(
                clientID: asked.clientID, redirect: asked.redirect, scopes: asked.scopes,
                upn: user["userPrincipalName"].string ?? upn, challenge: asked.challenge, nonce: asked.nonce,
                expires: clock.now.addingTimeInterval(AuthorizationCodes.lifetime)))
        return back(asked, [("code", code)])
    }

    private func asked(_ query: [String: String]) async throws(SignInRefusal) -> Asked {
        guard let clientID = query["client_id"], !clientID.isEmpty else { throw .missingParameter("client_id") }
        guard query["response_type"] == "code" else { throw .missingParameter("response_type") }
        guard let scope = query["scope"], !scope.isEmpty else { throw .missingParameter("scope") }
        guard let redirect = query["redirect_uri"], !redirect.isEmpty else { throw .missingParameter("redirect_uri") }
        var registered = ["http://localhost"]
        if PublicClients.all[clientID] == nil {
            let application = try ClientProof.application(clientID, Transaction(await directory.state))
            registered = ["web", "spa", "publicClient"].flatMap { kind in
                application[kind]["redirectUris"].array.compactMap(\.string)
            }
        }
        guard registered.contains(where: { AuthorizeDesk.isSame($0, redirect) }) else {
            throw .unknownRedirect(redirect, clientID)
        }
        if let method = query["code_challenge_method"], method != "S256" { throw .challengeMethod(method) }
        return Asked(
            clientID: clientID, redirect: redirect, scopes: scope.split(separator: " ").map(String.init),
            state: query["state"], challenge: query["code_challenge"], nonce: query["nonce"],
            byForm: query["response_mode"] == "form_post")
    }

    /// Of addresses on the machine itself the port doesn't count ("Redirect URI restrictions: localhost exceptions").
    private static func isSame(_ registered: String, _ redirect: String) -> Bool {
        if registered == redirect { return true }
        guard let one = URL(string: registered), let other = URL(string: redirect), one.host() == "localhost",
            other.host() == "localhost"
        else { return false }
        func path(_ url: URL) -> String { url.path() == "/" ? "" : url.path() }
        return one.scheme == other.scheme && path(one) == path(other)
    }

    private func back(_ asked: Asked, _ fields: [(String, String)]) -> Response {
        var fields = fields
        if let state = asked.state { fields.append(("state", state)) }
        if asked.byForm { return DevicePage.sentOn(fields, to: asked.redirect) }
        let query = fields.map { "\($0.0)=\(PercentText.encoded($0.1, keeping: "-._"))" }.joined(separator: "&")
        let mark = asked.redirect.contains("?") ? "&" : "?"
        return Response(status: .found, headers: [.location: "\(asked.redirect)\(mark)\(query)"])
    }
}
