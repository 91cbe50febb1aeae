import Foundation
import Signatures
import TestSupport
import Testing

@testable import Journal

extension Authorship {
    /// Whether every entry is signed with a key that is known.
    fileprivate var isKnown: Bool { problems.isEmpty && stretches.allSatisfy(\.isKnown) }

    /// Whether an entry was written by somebody who is known here.
    fileprivate func isKnown(_ sequence: Int) -> Bool {
        stretches.first { $0.entries.contains(sequence) }?.isKnown ?? false
    }
}

extension Authorship.Stretch {
    fileprivate var isKnown: Bool { if case .known = signer?.standing { true } else { false } }
}

/// Who wrote which entries, beside a model that knows who really did. Whatever a liar does to signatures, nobody is said to
/// have written what they didn't sign.
@Suite(.computing) struct AuthorshipTests {
    private static let time = Date(timeIntervalSince1970: 1_795_800_000)

    private static func journal(_ count: Int, salt: String = "") throws -> [Event] {
        var events: [Event] = []
        for number in 1...count {
            events.append(
                try Event(
                    session: "abcd2345", after: events.last, time: time + Double(number),
                    who: Person(name: number % 2 == 0 ? "kai" : "ida", host: "h"),
                    payload: NoteAdded(text: "\(number)\(salt)")))
        }
        return events
    }

    /// Beside a model that holds every entry of every key: what is joined, kept as lines, and missing.
    @Test func whatIsSignedIsAddedUpAndMissed() throws {
        var random = SeededGenerator(21)
        for _ in 0..<400 {
            var (parts, models) = ([SignedParts](), [(wrote: Set<String>, seen: [String: Int])]())
            for _ in 0..<2 {
                var (part, wrote, seen) = (SignedParts(), Set<String>(), [String: Int]())
                for _ in 0..<Int.random(in: 0...6, using: &random) {
                    let key = ["SHA256:a", "SHA256:b"].randomElement(using: &random) ?? ""
                    let first = Int.random(in: 1...9, using: &random)
                    if Bool.random(using: &random) {
                        let last = Int.random(in: first...9, using: &random)
                        part.add(wrote: first...last, by: key)
                        for entry in first...last { wrote.insert("\(entry) \(key)") }
                    } else {
                        part.add(seen: first, by: key)
                        seen[key] = max(first, seen[key] ?? 0)
                    }
                }
                #expect(SignedParts(lines: part.lines) == part)
                parts.append(part)
                models.append((wrote, seen))
            }
            let isGone =
                !models[0].wrote.isSubset(of: models[1].wrote)
                || models[0].seen.contains { $0.value > models[1].seen[$0.key] ?? 0 }
            let gone = parts[0].missing(from: parts[1])
            #expect(gone.isEmpty != isGone, "\(parts)")
            // Each entry that is gone is named with its key, and no other.
            for key in ["SHA256:a", "SHA256:b"] {
                let named = gone.filter { $0.hasSuffix("by \(key)") && !$0.contains("seen") }.flatMap { phrase in
                    phrase.matches(of: /(\d+)(?: to (\d+))?/).flatMap { match -> [Int] in
                        guard let first = Int(match.1), !match.output.0.hasPrefix("256") else { return [] }
                        return Array(first...(match.2.flatMap { Int($0) } ?? first))
                    }
                }
                let right = (1...9).filter {
                    models[0].wrote.contains("\($0) \(key)") && !models[1].wrote.contains("\($0) \(key)")
                }
                #expect(named == right, "\(gone)")
            }
            var both = parts[1]
            both.formUnion(parts[0])
            #expect(parts.allSatisfy { $0.missing(from: both).isEmpty })
        }
        for line in ["", "wrote k", "wrote k 3-2", "wrote k 0-1", "wrote k a-b", "seen k", "seen k 0"] {
            #expect(SignedParts(lines: [line]) == nil, "\(line)")
        }
        #expect(SignedParts(lines: ["later k 1"])?.isEmpty == true)
    }

    private static func told(_ authorship: Authorship) -> [String] {
        authorship.stretches.map { stretch in
            let who =
                switch stretch.signer?.standing {
                case .known(let name): name
                case .ended(let name, _): "\(name), ended"
                case .unknown: "?"
                case nil: "-"
                }
            return "\(stretch.entries.lowerBound)-\(stretch.entries.upperBound) \(who)"
        }
    }

    @Test func stretchesAreTheirSigners() throws {
        let (ida, kai, eve) = (Pair(pair: try SSHKeyPair()), Pair(pair: try SSHKeyPair()), Pair(pair: try SSHKeyPair()))
        let known = try AllowedSigners.none.adding(ida.key, of: "ida", for: [HeadSignature.namespace])
            .adding(kai.key, of: "kai", for: [HeadSignature.namespace])
        let events = try Self.journal(10)
        func head(_ number: Int) -> Checkpoint { Checkpoint(events[number - 1]) }
        let own = [try ida.sign(head(3), wroteFrom: 1), try kai.sign(head(7), wroteFrom: 5)]
        // Entry 4 was put in: neither claims it.
        #expect(
            Self.told(Authorship(events, own, signers: known)) == ["1-3 ida", "4-4 -", "5-7 kai", "8-10 -"])
        // Whoever claims all of it later gets what nobody had signed.
        let claimed = own + [try eve.sign(head(10), wroteFrom: 1)]
        #expect(
            Self.told(Authorship(events, claimed, signers: known)) == ["1-3 ida", "4-4 ?", "5-7 kai", "8-10 ?"])
        // A stranger who claims what a known key signed gets none of it, however soon; and both are named.
        let sooner = Authorship(events, own + [try eve.sign(head(2), wroteFrom: 1)], signers: known)
        #expect(Self.told(sooner).first == "1-3 ida")
        #expect(sooner.disputes.map(\.entries) == [1...2] && sooner.disputes.first?.other.key == eve.key)
        #expect(Authorship(events, own, signers: known).disputes.isEmpty)
        // A witness wrote nothing.
        let seen = Authorship(events, own + [try kai.sign(head(3), wroteFrom: nil)], signers: known)
        #expect(seen.witnesses.map(\.sequence) == [3] && Self.told(seen).first == "1-3 ida")
        // A key that ended counts for what was before.
        let ended = try known.ending(kai.key, from: events[6].time)
        #expect(Self.told(Authorship(events, own, signers: ended))[2] == "5-7 kai, ended")
        #expect(Authorship(events, own, signers: known).problems.isEmpty)
        #expect(!Authorship(events, own, signers: known).isKnown && Authorship(events, own, signers: known).isKnown(5))
    }

    @Test func whatDoesNotFitIsSaid() throws {
        let ida = Pair(pair: try SSHKeyPair())
        let known = try AllowedSigners.none.adding(ida.key, of: "ida", for: [HeadSignature.namespace])
        let (events, others) = (try Self.journal(6), try Self.journal(6, salt: "x"))
        let good = try ida.sign(Checkpoint(events[5]), wroteFrom: 1)
        let elsewhere = try ida.sign(
            Checkpoint(
                Event(
                    session: "zzzz2345", after: nil, time: Self.time, who: events[0].who,
                    payload: NoteAdded(text: "1"))), wroteFrom: 1)
        let cases: [(String, [Event], HeadSignature, String)] = [
            ("cut", Array(events.prefix(5)), good, "cut off"), ("written anew", others, good, "written anew"),
            (
                "another's words", events,
                HeadSignature(sequence: 6, hash: events[5].hash, first: 3, signature: good.signature), "doesn't fit"
            ),
            (
                "a witness made an author", events,
                HeadSignature(sequence: 6, hash: events[5].hash, first: nil, signature: good.signature), "doesn't fit"
            ),
            (
                "moved", events, HeadSignature(sequence: 5, hash: events[4].hash, first: 1, signature: good.signature),
                "doesn't fit"
            ),
            (
                "another session's", events,
                HeadSignature(sequence: 1, hash: events[0].hash, first: 1, signature: elsewhere.signature),
                "doesn't fit"
            ),
            (
                "before the beginning", events,
                HeadSignature(
                    sequence: 6, hash: events[5].hash, first: 0,
                    signature: try ida.sign(Checkpoint(events[5]), wroteFrom: 0).signature), "counts for nothing"
            ),
            (
                "another namespace", events,
                HeadSignature(
                    sequence: 6, hash: events[5].hash, first: 1,
                    signature: try ida.pair.sign(
                        Array(HeadSignature.text(Checkpoint(events[5]), first: 1).utf8), namespace: "file"
                    ).armored), "something else"
            ),
            (
                "no signature", events, HeadSignature(sequence: 6, hash: events[5].hash, first: 1, signature: "x"),
                "SSH writes"
            ),
        ]
        for (name, journal, signature, says) in cases {
            let found = Authorship(journal, [signature], signers: known)
            #expect(
                found.problems.count == 1 && found.problems.first?.words.contains(says) == true,
                "\(name): \(found.problems)")
            #expect(found.stretches.allSatisfy { $0.signer == nil }, "\(name)")
        }
    }

    @Test func aCheckpointIsItsText() throws {
        let head = Checkpoint(try Self.journal(3)[2])
        #expect(Checkpoint(text: head.text) == head)
        for wrong in [
            "", head.text + "x\n", String(head.text.dropLast()), head.text.replacing("\n3\n", with: "\n03\n"),
            "x" + head.text,
        ] {
            #expect(Checkpoint(text: wrong) == nil, "\(wrong)")
        }
    }
}
