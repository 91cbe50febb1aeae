import Escaping
import Foundation
import Runbook
import SessionStore

/// Names of sessions. That no two are alike is seen to where they are written.
enum SessionName {
    /// What a tenant calls itself, if a session can be called so.
    static func offered(by identity: LiveLink.Identity) -> String {
        let name = String(identity.displayName.unicodeScalars.prefix(80)).trimmingBlanks
        return SessionStore.problem(ofName: name) == nil ? name : identity.tenantID
    }

    /// The name without the spaces around it, if it can be one and nobody has it yet: asked before anything else is done.
    /// - Parameter id: the session that may have it already.
    static func checked(_ name: String, for id: String? = nil, in store: SessionStore) throws -> String {
        let name = name.trimmingBlanks
        do throws(AnswerProblem) { try TypedText.refuseSecrets(in: name) } catch {
            throw InputProblem(error.description)
        }
        if let problem = SessionStore.problem(ofName: name) { throw InputProblem(problem) }
        if let other = try store.sessions().sessions.first(where: { $0.state.name == name && $0.state.id != id }) {
            throw StoreProblem.nameTaken(name, session: other.state.id)
        }
        return name
    }
}
