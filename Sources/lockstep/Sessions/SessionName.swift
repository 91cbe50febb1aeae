import Foundation
import SessionStore

/// Names of sessions. That no two are alike is seen to where they are written.
enum SessionName {
    /// The name without the spaces around it, if it can be one and nobody has it yet: asked before anything else is done.
    /// - Parameter id: the session that may have it already.
    static func checked(_ name: String, for id: String? = nil, in store: SessionStore) throws -> String {
        let name = name.trimmingCharacters(in: .whitespaces)
        guard !name.isEmpty, name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw InputProblem("a name needs letters, and no control characters")
        }
        if let other = try store.sessions().sessions.first(where: { $0.state.name == name && $0.state.id != id }) {
            throw StoreProblem.nameTaken(name, session: other.state.id)
        }
        return name
    }
}
