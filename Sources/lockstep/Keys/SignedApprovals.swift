import Foundation
import Journal
import Signatures

/// What of a journal second persons have signed, a sentence each.
struct SignedApprovals {
    let lines: [String]

    init(_ events: [Event], signers: AllowedSigners) {
        func words(_ key: SSHPublicKey, _ time: Date) -> String {
            switch signers.standing(of: key, at: time, namespace: ApprovalStatement.namespace) {
            case .known(KeyFolder.own): "your own key (\(key.fingerprint))"
            case .known(let name): "\(name)'s key (\(key.fingerprint))"
            case .ended(let name, let end):
                "\(name)'s key (\(key.fingerprint)), which counts no more since \(Event.text(end))"
            case .unknown: "\(key.fingerprint), which nobody here knows"
            }
        }
        lines = events.compactMap { event in
            guard let body = event.payload as? ApprovalSigned else { return nil }
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
                body.asker.map { "whoever asked as \($0)" },
            ].compactMap(\.self)
            return "\(place), having seen entry \(head), signed with \(words(opened.key, event.time))."
                + (accounts.isEmpty ? "" : accounts.joined(separator: ", ") + ".")
        }
    }
}
