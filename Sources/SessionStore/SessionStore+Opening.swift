import Foundation
import Journal

extension SessionStore {
    /// What a session is named.
    public enum Naming: Sendable {
        /// As its beginning says; refused if another session is named so.
        case asChosen
        /// The same, or, if another session is named so, followed by the first number that makes it unique.
        case firstFree
    }

    /// Begins a session and takes its pen.
    public func begin(
        _ start: SessionStarted, who: Person, id: String = SessionStore.newID(), naming: Naming = .firstFree,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws(StoreProblem) -> SessionWriter {
        let pen = try pen()
        let first = try write { database in
            var start = start
            switch naming {
            case .asChosen: try SessionNames.check(start.name, for: id, in: database)
            case .firstFree:
                start = SessionStarted(
                    name: try SessionNames.free(start.name, in: database), runbook: start.runbook,
                    tenant: start.tenant, folder: start.folder, approvals: start.approvals)
            }
            let event = try self.event(
                session: id, after: nil, time: now(), who: who, payload: start)
            try SessionStore.insert(event, in: database)
            _ = try PenRow.take(session: id, pen: pen, who: who, now: now(), pens: pens, in: database)
            return event
        }
        return try SessionWriter(
            store: self, events: [first], unsigned: signer == nil ? nil : 1, known: try known(), who: who, pen: pen,
            now: now)
    }

    /// Opens a session for writing: takes its pen, unless a living process holds it.
    /// - Parameters:
    ///   - takingOver: takes it even then, and also where the session was sealed; the journal says from whom.
    ///   - isWork: whether it is worked on, and is the one worked on last from now on.
    public func open(
        _ id: String, who: Person, takingOver: Bool = false, isWork: Bool = true,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws(StoreProblem) -> SessionWriter {
        let pen = try pen()
        let previous = try write {
            try PenRow.take(
                session: id, pen: pen, who: who, now: now(), isForced: takingOver, isWork: isWork, pens: pens, in: $0)
        }
        let writer = try writer(of: id, who: who, pen: pen, now: now)
        if takingOver {
            if let seal = writer.state.seal {
                writer.breakSeal()
                try writer.append(NoteAdded(text: "It goes on here, though it was sealed for \(seal.to)."))
            }
        } else if let seal = writer.state.seal {
            writer.release()
            throw .sealed(session: id, to: seal.to, at: Event.text(seal.stamp.time))
        }
        // A pen that somebody left behind by dying is worth remembering; one that was given back is not.
        if let previous { try writer.append(PenTaken(from: previous)) }
        return writer
    }

    /// What whoever has the pen writes with.
    func writer(
        of id: String, who: Person, pen: Pen, now: @escaping @Sendable () -> Date
    ) throws(StoreProblem) -> SessionWriter {
        let events = try events(of: id)
        let waiting = try read { try SessionStore.waiting(id, in: $0) }
        let authorship = try authorship(of: events)
        return try SessionWriter(
            store: self, events: events, waiting: waiting, authorship: authorship, known: authorship?.signers, who: who,
            pen: pen,
            now: now)
    }
}
