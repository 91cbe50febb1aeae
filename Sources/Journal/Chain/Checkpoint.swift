import Foundation

/// A journal's head in a form that others keep and countersign: C2SP's checkpoint (tlog-checkpoint), with the time of the
/// last entry as an extension line. The hash covers every entry up to it.
public struct Checkpoint: Hashable, Sendable {
    public let session: String
    /// How many entries it stands for.
    public let size: Int
    /// The last entry's, 64 hexadecimal digits.
    public let hash: String
    /// When the last entry was written, as its writer's clock said.
    public let time: String

    /// What its first line begins with.
    public static let origin = "lockstep.session/"

    public init(session: String, size: Int, hash: String, time: String) {
        (self.session, self.size, self.hash, self.time) = (session, size, hash, time)
    }

    public init(_ last: Event) {
        self.init(session: last.session, size: last.sequence, hash: last.hash, time: last.timeText)
    }

    /// Reads what `text` wrote; nil for anything else.
    public init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 5, lines[4].isEmpty, lines[0].hasPrefix(Checkpoint.origin), let size = Int(lines[1]),
            let bytes = Data(base64Encoded: String(lines[2])), bytes.count == 32, Event.date(String(lines[3])) != nil
        else { return nil }
        session = String(lines[0].dropFirst(Checkpoint.origin.count))
        self.size = size
        hash = Digest.hexadecimal(bytes)
        time = String(lines[3])
        guard self.text == text else { return nil }
    }

    /// Origin, size, hash in Base64, time: a line each.
    public var text: String {
        var (bytes, rest) = (Data(), hash[...])
        while rest.count >= 2 {
            bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return "\(Checkpoint.origin)\(session)\n\(size)\n\(bytes.base64EncodedString())\n\(time)\n"
    }
}
