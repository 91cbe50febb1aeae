import Journal

/// What of a journal second persons have signed, a sentence each.
struct SignedApprovals {
    let lines: [String]

    init(_ events: [Event]) {
        lines = events.compactMap { event in
            guard case .approvalSigned(let body) = event.payload else { return nil }
            let place = "Entry \(event.sequence): \(body.by) approved “\(body.what)”"
            guard let opened = try? body.approval.opened() else {
                return "\(place), and the signature counts for nothing."
            }
            let head = opened.statement.size
            let isOfThis =
                opened.statement.session == event.session && events.indices.contains(head - 1)
                && events[head - 1].hash == opened.statement.head
            guard isOfThis else { return "\(place), of another journal than this: it counts for nothing." }
            let accounts = [
                body.by.entra.map { " They signed in as \($0)" },
                body.asker.map { "whoever asked as account \($0.objectID)" },
            ].compactMap(\.self)
            return "\(place), having seen entry \(head), signed with \(opened.key.fingerprint)."
                + (accounts.isEmpty ? "" : accounts.joined(separator: ", ") + ".")
        }
    }
}
