import Foundation
import Signatures

/// Who signed which entries of a journal, and who has seen which of its heads.
public struct Authorship: Hashable, Sendable {
    public struct Signer: Hashable, Sendable {
        public let key: SSHPublicKey
        /// What is known of the key here, for what was written then.
        public let standing: AllowedSigners.Standing
    }

    public struct Stretch: Hashable, Sendable {
        public let entries: ClosedRange<Int>
        /// nil where nobody has signed that they wrote them.
        public let signer: Signer?
        /// Those whom its entries say they are by.
        public let names: [String]
    }

    public struct Witness: Hashable, Sendable {
        /// The last entry of what they saw.
        public let sequence: Int
        public let signer: Signer
    }

    /// A signature that isn't what it should be.
    public struct Problem: Error, Hashable, Sendable {
        public let sequence: Int
        /// A sentence without a full stop.
        public let words: String
    }

    public let stretches: [Stretch]
    public let witnesses: [Witness]
    public let problems: [Problem]

    /// - Parameters:
    ///   - events: a whole journal, proven.
    ///   - signers: whose keys are known here.
    public init(_ events: [Event], _ signatures: [HeadSignature], signers: AllowedSigners) {
        var (authors, witnesses, problems) = ([Signer?](repeating: nil, count: events.count), [Witness](), [Problem]())
        // Whoever signed an entry sooner wrote it: a later signature can't claim what stood there.
        for signature in signatures.sorted(by: { $0.sequence < $1.sequence }) {
            switch Authorship.judge(signature, events, signers) {
            case .failure(let problem): problems.append(problem)
            case .success(let signer):
                guard let first = signature.first else {
                    witnesses.append(Witness(sequence: signature.sequence, signer: signer))
                    continue
                }
                for index in (first - 1)..<signature.sequence where authors[index] == nil { authors[index] = signer }
            }
        }
        stretches = Authorship.stretches(events, authors)
        self.witnesses = witnesses
        self.problems = problems
    }

    private static func judge(
        _ signature: HeadSignature, _ events: [Event], _ signers: AllowedSigners
    ) -> Result<Signer, Problem> {
        let number = signature.sequence
        func problem(_ words: String) -> Result<Signer, Problem> { .failure(Problem(sequence: number, words: words)) }
        guard events.indices.contains(number - 1) else {
            return problem("entry \(number) was signed and isn't there: the end of the journal was cut off")
        }
        let event = events[number - 1]
        do throws(SignatureProblem) {
            let signed = try SSHSignature(armored: signature.signature)
            guard signature.hash == event.hash else {
                return problem(
                    "what \(signed.key.fingerprint) signed as entry \(number) is another one than stands there: the journal "
                        + "was written anew")
            }
            guard signature.first.map({ (1...number).contains($0) }) ?? true else { throw .malformed }
            let text = HeadSignature.text(Checkpoint(event), first: signature.first)
            try signed.check(Array(text.utf8), namespace: HeadSignature.namespace)
            let standing = signers.standing(of: signed.key, at: event.time, namespace: HeadSignature.namespace)
            return .success(Signer(key: signed.key, standing: standing))
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
}
