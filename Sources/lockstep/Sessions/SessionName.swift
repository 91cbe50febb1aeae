import Foundation
import SessionStore

/// Names of sessions: people say them, so no two are alike.
enum SessionName {
    /// The name that the person chose, or the first of `fallback`, `fallback-2`, `fallback-3` … that no session has.
    static func chosen(_ name: String?, or fallback: String, in store: SessionStore) throws -> String {
        if let name { return try checked(name, in: store) }
        let taken = Set(try store.sessions().sessions.map(\.state.name))
        guard taken.contains(fallback) else { return fallback }
        var number = 2
        while taken.contains("\(fallback)-\(number)") { number += 1 }
        return "\(fallback)-\(number)"
    }

    /// The name without the spaces around it, if it can be one.
    /// - Parameter id: the session that may have it already.
    static func checked(_ name: String, for id: String? = nil, in store: SessionStore) throws -> String {
        let name = name.trimmingCharacters(in: .whitespaces)
        guard !name.isEmpty, name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw InputProblem("a name needs letters, and no control characters")
        }
        if let other = try store.sessions().sessions.first(where: { $0.state.name == name && $0.state.id != id }) {
            throw InputProblem("session \(other.state.id) is named \"\(name)\" already; choose another name")
        }
        return name
    }
}
