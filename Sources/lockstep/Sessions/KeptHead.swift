import Console
import Foundation
import Journal
import Signatures

/// A head that somebody kept elsewhere, as `anchor` and `verify --checkpoint` write it, or as a mail brought it: headers
/// before it, quotes before its lines and other line ends are the mail's.
struct KeptHead {
    let path: String
    let head: Checkpoint
    /// Who signed it as seen, proven; nil where nobody did.
    let key: SSHPublicKey?

    private static let largest = 65_536
    private static let begin = "-----BEGIN SSH SIGNATURE-----"
    private static let end = "-----END SSH SIGNATURE-----"

    init(_ path: String) throws {
        self.path = path == "-" ? "standard input" : path
        let text = try BoundedFile.text(path, limit: KeptHead.largest)
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(KeptHead.unquoted)
        guard let start = lines.firstIndex(where: { $0.hasPrefix(Checkpoint.origin) }) else {
            throw InputProblem(
                "\(self.path) holds no head: \"lockstep anchor\" and \"lockstep verify --checkpoint\" write one")
        }
        guard let head = Checkpoint(text: lines.dropFirst(start).prefix(4).map { $0 + "\n" }.joined()), head.size > 0
        else {
            throw InputProblem(
                "\(self.path):\(start + 1): error: the head that begins there can't be read: session, number, hash and time are a "
                    + "line each, and one of them was changed or broken")
        }
        self.head = head
        let rest = lines.dropFirst(start + 4)
        guard !rest.contains(where: { $0.hasPrefix(Checkpoint.origin) }) else {
            throw InputProblem("\(self.path) holds several heads; give it one")
        }
        key = try KeptHead.key(of: head, rest, named: self.path)
    }

    /// Without what a mail puts before a line that somebody answers.
    private static func unquoted(_ line: Substring) -> String {
        var line = line
        while let first = line.first, first == ">" || first == " " { line = line.dropFirst() }
        while line.last == " " || line.last == "\t" { line = line.dropLast() }
        return String(line)
    }

    private static func key(of head: Checkpoint, _ lines: ArraySlice<String>, named path: String) throws
        -> SSHPublicKey?
    {
        guard let start = lines.firstIndex(of: begin) else {
            // What is cut in the middle of a signature isn't unsigned.
            guard !lines.contains(where: { $0.contains("SSH SIGNATURE") }) else { throw damaged(path) }
            return nil
        }
        let first = lines.first.flatMap { $0.hasPrefix("wrote from ") ? Int($0.dropFirst("wrote from ".count)) : nil }
        do throws(SignatureProblem) {
            guard let end = lines[start...].firstIndex(of: end) else { throw .malformed }
            let armored = lines[start...end].map { $0 + "\n" }.joined()
            return try HeadSignature(sequence: head.size, hash: head.hash, first: first, signature: armored).key(
                over: head)
        } catch {
            throw damaged(path)
        }
    }

    private static func damaged(_ path: String) -> InputProblem {
        InputProblem(
            "the signature in \(path) doesn't belong to the head above it: the file was changed since it was signed, or didn't "
                + "come whole. Nothing was compared with it; ask for it again")
    }

    /// - Returns: what was compared, in a sentence.
    /// - Throws: what the head has against the journal.
    func compare(with events: [Event], signers: AllowedSigners) throws -> String {
        guard head.session == events.first?.session else {
            throw InputProblem("\(path) is the head of another session, \(head.session)")
        }
        if let objection = head.objection(to: events) {
            throw problem(
                "\(objection) Or it went on in two places: an export of the other one shows both (lockstep import-session)."
            )
        }
        let later = events.count - head.size
        return "Entry \(head.size), of \(head.time), is the one in \(path), \(owner(signers)); "
            + (later == 0
                ? "nothing was written since." : "\(later) \(later == 1 ? "entry was" : "entries were") written since.")
    }

    /// The store doesn't have the session at all.
    func missing(from store: String) -> Refusal {
        problem(
            "This account has seen \(head.size) entries on \(head.time) (head \(head.hash)), and there is no such session in "
                + "\(store): it was taken out, or was never in this store.")
    }

    private func problem(_ words: String) -> Refusal {
        Refusal(
            "\(head.session): \(words.replacing("This account has seen", with: "Whoever kept \(path) has seen"))"
                + (key == nil ? " Nobody signed \(path): it may be what was changed." : ""))
    }

    private func owner(_ signers: AllowedSigners) -> String {
        guard let key else { return "which nobody signed" }
        switch signers.standing(of: key, at: Date(), namespace: HeadSignature.namespace) {
        case .known(KeyFolder.own): return "signed with your own key"
        case .known(let name): return "signed by \(name)"
        case .ended(let name, let time):
            return "signed with \(name)'s key, which counts no more since \(Event.text(time))"
        case .unknown: return "signed with \(key.fingerprint), which nobody here knows"
        }
    }
}
