import Escaping
import Foundation
import Journal
import Signatures

/// Who signed what of a journal, a sentence each.
struct AuthorshipView {
    let authorship: Authorship
    /// What second persons signed, a sentence each.
    var approvals: [String] = []

    var lines: [String] {
        guard authorship.stretches.contains(where: { $0.signer != nil }) else {
            return [
                "Nobody has signed it: whoever can write the store or the file could have written all of it anew. Compare the "
                    + "head with one that was written down elsewhere."
            ]
        }
        var seen: Set<String> = []
        let strangers = (authorship.stretches.compactMap(\.signer) + authorship.witnesses.map(\.signer))
            .filter { $0.standing == .unknown }.map(\.key.fingerprint).filter { seen.insert($0).inserted }
        var lines = authorship.stretches.map(line)
        lines += authorship.disputes.map { dispute in
            "\(entries(dispute.entries)): claimed by two keys. They count as \(words(dispute.counted))'s; "
                + "\(words(dispute.other)) claims them too."
        }
        lines += approvals
        lines += authorship.witnesses.map { "Seen up to entry \($0.sequence), says \(words($0.signer))." }
        for fingerprint in strangers {
            lines.append("To know that key, once its owner has read you the same:")
            // Nothing behind it: it is copied.
            lines.append("  " + ShellText.command("lockstep", "trust", "add", "NAME", fingerprint))
        }
        return lines
    }

    private func entries(_ range: ClosedRange<Int>) -> String {
        [range].entryWords.capitalizedFirst
    }

    private func line(_ stretch: Authorship.Stretch) -> String {
        let range = stretch.entries
        let entries = entries(range)
        let names = stretch.names.joined(separator: ", ")
        guard let signer = stretch.signer else {
            return "\(entries), as \(names): not signed. Whoever can write the store or the file could have written "
                + (range.count == 1 ? "it." : "them.")
        }
        return "\(entries), as \(names): signed by \(words(signer)).\(otherName(stretch, signer))"
    }

    /// Whose key it is, and not who they call themselves, is what is known.
    private func otherName(_ stretch: Authorship.Stretch, _ signer: Authorship.Signer) -> String {
        guard case .known(let owner) = signer.standing, owner != KeyFolder.own else { return "" }
        let others = stretch.names.filter {
            $0 != owner && TwoPeople.differ(Person(name: $0, host: ""), Person(name: owner, host: ""))
        }
        return others.isEmpty ? "" : " The names are what was typed: the key is \(owner)'s."
    }

    private func words(_ signer: Authorship.Signer) -> String {
        let fingerprint = signer.key.fingerprint
        return switch signer.standing {
        case .known(KeyFolder.own): "your own key (\(fingerprint))"
        case .known(let name): "\(name), whose key is known here (\(fingerprint))"
        case .ended(let name, let time):
            "\(name)'s key (\(fingerprint)), which counts only for what was written before \(Event.text(time))"
        case .unknown:
            "\(fingerprint), which nobody here knows"
        }
    }
}
