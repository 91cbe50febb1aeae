import Escaping
import Foundation
import Journal
import Signatures

/// Who signed what of a journal, a sentence each.
struct AuthorshipView {
    let authorship: Authorship
    let session: String

    var lines: [String] {
        guard authorship.stretches.contains(where: { $0.signer != nil }) else {
            return [
                "Nobody has signed it: whoever can write the store or the file could have written all of it anew. Compare the "
                    + "head with one that was written down elsewhere."
            ]
        }
        return authorship.stretches.map(line)
            + authorship.witnesses.map { "Seen by \(words($0.signer)) up to entry \($0.sequence)." }
    }

    private func line(_ stretch: Authorship.Stretch) -> String {
        let range = stretch.entries
        let entries =
            range.count == 1 ? "Entry \(range.lowerBound)" : "Entries \(range.lowerBound) to \(range.upperBound)"
        let names = stretch.names.joined(separator: ", ")
        guard let signer = stretch.signer else {
            return "\(entries), as \(names): not signed. Whoever can write the store or the file could have written "
                + (range.count == 1 ? "it." : "them.")
        }
        return "\(entries), as \(names): signed by \(words(signer))."
    }

    private func words(_ signer: Authorship.Signer) -> String {
        let fingerprint = signer.key.fingerprint
        return switch signer.standing {
        case .known(KeyFolder.own): "your own key (\(fingerprint))"
        case .known(let name): "\(name), whose key is known here (\(fingerprint))"
        case .ended(let name, let time):
            "\(name)'s key (\(fingerprint)), which counts only for what was written before \(Event.text(time))"
        case .unknown:
            "\(fingerprint), which nobody here knows. If somebody you trust reads you the same: "
                + ShellText.command("lockstep", "trust", "add", "NAME", fingerprint)
        }
    }
}
