import Foundation
import Signatures

/// Who signed which entries of a journal, and who has seen which of its heads.
public struct Authorship: Hashable, Sendable {
    /// Whose key signed, as this account knows keys.
    public struct Signer: Hashable, Sendable {
        public let key: SSHPublicKey
        /// What is known of the key here, for what was written then.
        public let standing: AllowedSigners.Trust
    }

    /// Entries next to each other with one signer.
    public struct Stretch: Hashable, Sendable {
        public let entries: ClosedRange<Int>
        /// nil where nobody has signed that they wrote them.
        public let signer: Signer?
        /// Those whom its entries say they are by.
        public let names: [String]
    }

    /// Somebody who has signed what they saw of a journal.
    public struct Witness: Hashable, Sendable {
        /// The last entry of what they saw.
        public let sequence: Int
        public let signer: Signer
    }

    /// Entries that two keys say they wrote.
    public struct Dispute: Hashable, Sendable {
        public let entries: ClosedRange<Int>
        /// Whose they count as, and whose they don't.
        public let counted: Signer
        public let other: Signer
    }

    /// A signature that isn't what it should be.
    public struct Problem: Error, Hashable, Sendable {
        public let sequence: Int
        /// A sentence without a full stop.
        public let words: String
    }

    public let stretches: [Stretch]
    public let witnesses: [Witness]
    public let disputes: [Dispute]
    public let problems: [Problem]
    /// All that is signed, whatever is known of the keys.
    public let signed: SignedParts
    /// Whose keys were known.
    public let signers: AllowedSigners

    /// - Parameters:
    ///   - events: a whole journal, proven.
    ///   - signers: whose keys are known here.
    ///   - prove: says whose a signature over a head is.
    public init(
        _ events: [Event], _ signatures: [HeadSignature], signers: AllowedSigners,
        prove: Proof = { signature, head throws(SignatureProblem) in try signature.key(over: head) }
    ) {
        var (claims, witnesses, problems) = ([Claim](), [Witness](), [Problem]())
        var signed = SignedParts()
        for signature in signatures {
            switch Authorship.judge(signature, events, signers, prove) {
            case .failure(let problem): problems.append(problem)
            case .success(let signer):
                if let first = signature.first {
                    signed.add(wrote: first...signature.sequence, by: signer.key.fingerprint)
                    claims.append(Claim(entries: first...signature.sequence, signer: signer))
                } else {
                    signed.add(seen: signature.sequence, by: signer.key.fingerprint)
                    witnesses.append(Witness(sequence: signature.sequence, signer: signer))
                }
            }
        }
        let (authors, disputes) = Authorship.authors(claims, of: events.count)
        stretches = Authorship.stretches(events, authors)
        self.witnesses = Set(witnesses).sorted { $0.sequence < $1.sequence }
        self.disputes = disputes
        (self.signed, self.signers) = (signed, signers)
        self.problems = problems.sorted { $0.sequence < $1.sequence }
    }

    /// Says whose a signature over a head is.
    public typealias Proof = (HeadSignature, Checkpoint) throws(SignatureProblem) -> SSHPublicKey

    /// That somebody wrote entries.
    private struct Claim {
        let entries: ClosedRange<Int>
        let signer: Signer
        var isKnown: Bool { if case .known = signer.standing { true } else { false } }
    }

    /// Whose each entry is. A known key's word goes before a stranger's, who could sign whatever stands there; of two known
    /// ones, whoever signed an entry sooner wrote it: a later signature can't claim what stood there.
    private static func authors(_ claims: [Claim], of count: Int) -> ([Signer?], [Dispute]) {
        var (authors, disputes) = ([Signer?](repeating: nil, count: count), [Dispute]())
        let order = claims.sorted {
            ($0.isKnown ? 0 : 1, $0.entries.upperBound, $0.entries.lowerBound)
                < ($1.isKnown ? 0 : 1, $1.entries.upperBound, $1.entries.lowerBound)
        }
        for claim in order {
            for sequence in claim.entries {
                guard let author = authors[sequence - 1] else {
                    authors[sequence - 1] = claim.signer
                    continue
                }
                guard author.key != claim.signer.key else { continue }
                if let last = disputes.last, last.entries.upperBound == sequence - 1, last.counted == author,
                    last.other == claim.signer
                {
                    disputes.removeLast()
                    disputes.append(
                        Dispute(entries: last.entries.lowerBound...sequence, counted: author, other: claim.signer))
                } else {
                    disputes.append(Dispute(entries: sequence...sequence, counted: author, other: claim.signer))
                }
            }
        }
        return (authors, disputes)
    }

    private static func judge(
        _ signature: HeadSignature, _ events: [Event], _ signers: AllowedSigners, _ prove: Proof
    ) -> Result<Signer, Problem> {
        let number = signature.sequence
        func problem(_ words: String) -> Result<Signer, Problem> { .failure(Problem(sequence: number, words: words)) }
        guard events.indices.contains(number - 1) else {
            return problem("entry \(number) was signed and isn't there: the end of the journal was cut off")
        }
        let event = events[number - 1]
        do throws(SignatureProblem) {
            guard signature.hash == event.hash else {
                let key = try SSHSignature(armored: signature.signature).key
                return problem(
                    "what \(key.fingerprint) signed as entry \(number) is another one than stands there: the journal was "
                        + "written anew")
            }
            guard signature.first.map({ (1...number).contains($0) }) ?? true else { throw .malformed }
            let key = try prove(signature, Checkpoint(event))
            let standing = signers.standing(of: key, at: event.time, namespace: HeadSignature.namespace)
            return .success(Signer(key: key, standing: standing))
        } catch {
            return problem("the signature over entry \(number) counts for nothing: \(error)")
        }
    }

    private static func stretches(_ events: [Event], _ authors: [Signer?]) -> [Stretch] {
        var (stretches, start) = ([Stretch](), 0)
        while start < events.count {
            let end = events.indices.first { $0 > start && authors[$0] != authors[start] } ?? events.count
            var names: [String] = []
            for event in events[start..<end] where !names.contains(event.who.name) { names.append(event.who.name) }
            stretches.append(Stretch(entries: (start + 1)...end, signer: authors[start], names: names))
            start = end
        }
        return stretches
    }

    /// Whether nothing stands in it that somebody could have put in: among entries that are signed none is unsigned, among
    /// those of known keys none is a stranger's, and none has two writers.
    /// - Parameter foreign: which entries count for nothing, and why.
    public func isSound(_ foreign: ForeignEntries) -> Bool { disputes.isEmpty && foreign.unexplained == nil }
}
