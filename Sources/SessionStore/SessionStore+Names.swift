import Foundation
import GRDB
import Journal
import YAMLDocument

extension SessionStore {
    static let alphabet = "23456789abcdefghjkmnpqrstuvwxyz"

    /// Eight letters and digits that can't be mistaken for each other.
    public static func newID() -> String {
        let letters = Array(alphabet)
        return String((0..<8).map { _ in letters[Int.random(in: 0..<letters.count)] })
    }

    /// Whether this program would make such an id: it stands in paths and in lines that people paste.
    public static func isID(_ text: String) -> Bool {
        text.utf8.count == 8 && text.utf8.allSatisfy(Set(alphabet.utf8).contains)
    }

    /// Why a session can't have a name; nil if it can.
    public static func problem(ofName name: String) -> String? {
        let scalars = name.unicodeScalars
        guard scalars.contains(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil }),
            zip([" "] + Array(scalars), scalars).allSatisfy({ before, scalar in
                // What joins letters of other scripts, and pictures, belongs to the word.
                [0x200C, 0x200D].contains(scalar.value) && !before.isASCII
                    || ![.control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate]
                        .contains(scalar.properties.generalCategory)
            })
        else { return "a name needs letters, and no control characters" }
        guard scalars.first != "-" else { return "a name that begins with - reads as an option" }
        guard scalars.count <= 100 else { return "a name has 100 characters at most" }
        return nil
    }

    /// All sessions, the one worked on last first. One that is damaged is left out and named.
    public func sessions() throws(StoreProblem) -> (sessions: [SessionSummary], damaged: [StoreProblem]) {
        let found = try inOrder()
        return (
            found.compactMap { try? $0.get() },
            found.compactMap { if case .failure(let problem) = $0 { problem } else { nil } }
        )
    }

    private func inOrder() throws(StoreProblem) -> [Result<SessionSummary, StoreProblem>] {
        // Neither a clock that ran ahead, nor a rehearsal's own, nor a file that says so makes a session the newest. Those
        // that were last opened by a version that didn't note it go by time.
        let ids = try read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT events.session FROM events LEFT JOIN opened USING (session) GROUP BY events.session
                        ORDER BY events.session IN (SELECT session FROM taken_in), number DESC NULLS LAST,
                            MIN(MAX(time), ?) DESC, events.session
                    """, arguments: [Event.text(Date())])
        }
        return ids.map { id in
            do throws(StoreProblem) {
                return .success(SessionSummary(state: try state(of: id), holder: try holder(of: id)))
            } catch {
                return .failure(named(error))
            }
        } + (try vanished(besides: ids)).map { .failure($0) }
    }

    /// The id that a person means by an id, the beginning of one, or a name; nil means the newest that isn't put away.
    public func find(_ text: String?) throws(StoreProblem) -> String {
        // Nobody reads every journal to find the one that was named whole. What is wrong with it is said below.
        if let text, SessionStore.isID(text), (try? state(of: text)) != nil { return text }
        let found = try inOrder()
        guard let text else {
            // If the one worked on last can't be trusted, nobody meant a different one; and nobody means one that was put away.
            for one in found {
                let state = try one.get().state
                if !state.isArchived { return state.id }
            }
            throw found.isEmpty ? .noSessions : .allPutAway
        }
        let summaries = found.compactMap { try? $0.get() }
        let damaged = found.compactMap { if case .failure(let problem) = $0 { problem } else { nil } }
        let states = summaries.map(\.state)
        if let exact = states.first(where: { $0.id == text }) { return exact.id }
        let matches = states.filter { $0.name == text }
        for problem in damaged {
            guard case .journal(let session, let name, _) = problem else { continue }
            if session == text || name == text, matches.isEmpty { throw problem }
        }
        let candidates = matches.isEmpty ? states.filter { $0.id.hasPrefix(text.lowercased()) } : matches
        guard candidates.count <= 1 else { throw .ambiguous(text, candidates: candidates.map(\.id)) }
        if let only = candidates.first { return only.id }
        for problem in damaged {
            if case .journal(let session, _, _) = problem, session.hasPrefix(text.lowercased()) { throw problem }
        }
        let lost = damaged.compactMap { problem -> String? in
            if case .journal(let session, _, _) = problem { session } else { nil }
        }
        if !lost.isEmpty { throw .noneReadable(text, damaged: lost) }
        let known = states.map(\.name) + states.map(\.id)
        throw .noSession(text, suggestion: Suggestion.nearest(to: text, in: known))
    }

    /// The problem, and the name that the session goes by, as far as its rows can still be read: people say names.
    private func named(_ problem: StoreProblem) -> StoreProblem {
        guard case .journal(let id, _, let what) = problem else { return problem }
        struct Named: Decodable { let name: String }
        let rows = try? read {
            try String.fetchAll(
                $0,
                sql: "SELECT payload FROM events WHERE session = ? AND kind IN (?, ?) ORDER BY sequence DESC",
                arguments: [id, SessionStarted.kind, Renamed.kind])
        }
        let names = (rows ?? []).compactMap { try? JSONDecoder().decode(Named.self, from: Data($0.utf8)).name }
        return .journal(session: id, name: names.first { SessionStore.problem(ofName: $0) == nil }, what)
    }
}
