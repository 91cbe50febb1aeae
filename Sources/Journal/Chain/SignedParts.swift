/// What is signed of a journal: which entries each key says it wrote, and up to which entry each says it has seen it. Keys are
/// fingerprints.
public struct SignedParts: Hashable, Sendable {
    /// In order, apart from each other.
    private var wrote: [String: [ClosedRange<Int>]] = [:]
    private var seen: [String: Int] = [:]

    private static let (wroteMark, seenMark) = ("wrote", "seen")

    public init() {}

    public var isEmpty: Bool { wrote.isEmpty && seen.isEmpty }

    /// Notes that these entries are signed by whoever wrote them.
    public mutating func add(wrote entries: ClosedRange<Int>, by key: String) {
        var (joined, apart) = (entries, [ClosedRange<Int>]())
        for other in wrote[key] ?? [] {
            if other.upperBound < joined.lowerBound - 1 || other.lowerBound > joined.upperBound + 1 {
                apart.append(other)
            } else {
                joined = min(other.lowerBound, joined.lowerBound)...max(other.upperBound, joined.upperBound)
            }
        }
        wrote[key] = (apart + [joined]).sorted { $0.lowerBound < $1.lowerBound }
    }

    /// Notes that somebody's witness covers the journal up to an entry.
    public mutating func add(seen entry: Int, by key: String) { seen[key] = max(entry, seen[key] ?? 0) }

    /// The same without those who have only seen it.
    public var ofWriters: SignedParts {
        var parts = self
        parts.seen = [:]
        return parts
    }

    /// Everything that either knows to be signed.
    public mutating func formUnion(_ other: SignedParts) {
        for (key, ranges) in other.wrote { for range in ranges { add(wrote: range, by: key) } }
        for (key, entry) in other.seen { add(seen: entry, by: key) }
    }

    /// What of this another one hasn't: a phrase each, in the keys' order.
    public func missing(from other: SignedParts) -> [String] {
        let gone = wrote.compactMap { key, ranges -> (String, [ClosedRange<Int>])? in
            let left = ranges.flatMap { range in SignedParts.subtract(other.wrote[key] ?? [], from: range) }
            return left.isEmpty ? nil : (key, left)
        }
        let unseen = seen.filter { (other.seen[$0.key] ?? 0) < $0.value }
        return gone.sorted { $0.0 < $1.0 }.map { "\($0.1.entryWords) by \($0.0)" }
            + unseen.sorted { $0.key < $1.key }.map { "entry \($0.value) as seen by \($0.key)" }
    }

    private static func subtract(_ others: [ClosedRange<Int>], from range: ClosedRange<Int>) -> [ClosedRange<Int>] {
        var (left, start) = ([ClosedRange<Int>](), range.lowerBound)
        for other in others where other.upperBound >= start && other.lowerBound <= range.upperBound {
            if other.lowerBound > start { left.append(start...(other.lowerBound - 1)) }
            start = other.upperBound + 1
        }
        if start <= range.upperBound { left.append(start...range.upperBound) }
        return left
    }

    // MARK: - Kept elsewhere

    /// A line each, as `init(lines:)` reads them.
    public var lines: [String] {
        wrote.sorted { $0.key < $1.key }.map { key, ranges in
            "\(SignedParts.wroteMark) \(key) "
                + ranges.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: " ")
        } + seen.sorted { $0.key < $1.key }.map { "\(SignedParts.seenMark) \($0.key) \($0.value)" }
    }

    /// Lines of a kind that isn't known are a later version's, and say nothing here.
    /// - Returns: nil for what `lines` doesn't write.
    public init?(lines: some Sequence<String>) {
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            guard let mark = words.first else { return nil }
            switch mark {
            case SignedParts.wroteMark:
                guard words.count >= 3 else { return nil }
                for word in words[2...] {
                    let ends = word.split(separator: "-").compactMap { Int($0) }
                    guard ends.count == 2, 1 <= ends[0], ends[0] <= ends[1] else { return nil }
                    add(wrote: ends[0]...ends[1], by: words[1])
                }
            case SignedParts.seenMark:
                guard words.count == 3, let entry = Int(words[2]), entry >= 1 else { return nil }
                add(seen: entry, by: words[1])
            default: continue
            }
        }
    }
}
