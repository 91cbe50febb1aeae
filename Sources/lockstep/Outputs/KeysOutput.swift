import Foundation
import Journal
import Outputs

/// What `lockstep trust list` lists.
struct KeysOutput: OutputDocument {
    static let outputName = "keys"
    static let command = "lockstep trust list --json"
    static let about = "The keys that are known here, and your own."
    static let members: [OutputMember<KeysOutput>] = [
        .init("keys", "In the file's order.", \.keys)
    ]

    let keys: [Line]

    struct Line: OutputShape {
        static let outputName = "key"
        static let about = "One key."
        static let members: [OutputMember<Line>] = [
            .init("name", "Whose it is.", \.name),
            .init("fingerprint", "As OpenSSH writes it.", \.fingerprint),
            .init("kind", "Of the key.", \.kind),
            .init("isOwn", "Whether you sign with it.", \.isOwn),
            .init("from", "It counts for what was written from then on.") { $0.from.map(Event.text) },
            .init("until", "It counts for what was written before then.") { $0.until.map(Event.text) },
            .init(
                "counts",
                "Whether its line is one for what Lockstep signs: another namespace, or a pattern for a name, is not.",
                \.counts),
        ]

        let name: String
        let fingerprint: String
        let kind: String
        let isOwn: Bool
        let from: Date?
        let until: Date?
        let counts: Bool
    }
}
