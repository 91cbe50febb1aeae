import Foundation

/// A web address by its parts. RFC 3986, section 6.2: what two writings of one address may differ in.
public enum WebAddress {
    /// Letters of scheme and host, a port that is the scheme's own, an empty path, and how a character is
    /// percent-encoded mean nothing.
    public static func canonical(_ text: String) -> String {
        let trimmed = text.trimmedOfBlanks
        guard var parts = URLComponents(string: trimmed), let host = parts.host else { return trimmed }
        parts.scheme = parts.scheme?.lowercased()
        parts.host = DomainName.folded(host)
        if parts.port == (parts.scheme == "https" ? 443 : parts.scheme == "http" ? 80 : nil) { parts.port = nil }
        if parts.path.isEmpty { parts.path = "/" }
        return encoded(parts.string ?? trimmed)
    }

    /// Whether both lead to one host by one port.
    public static func isSameHost(_ one: String, _ other: String) -> Bool {
        guard let one = URLComponents(string: canonical(one)), let other = URLComponents(string: canonical(other))
        else { return false }
        return one.scheme == other.scheme && one.host == other.host && one.port == other.port
    }

    /// Escapes in capitals, and none where the character itself may stand.
    private static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        let source = Array(text.utf8)
        var index = 0
        while index < source.count {
            let byte = source[index]
            guard byte == UInt8(ascii: "%"), index + 2 < source.count,
                let escaped = UInt8(String(decoding: source[index + 1...index + 2], as: UTF8.self), radix: 16),
                source[index + 1] != UInt8(ascii: "+"), source[index + 1] != UInt8(ascii: "-")
            else {
                bytes.append(byte)
                index += 1
                continue
            }
            if isUnreserved(escaped) {
                bytes.append(escaped)
            } else {
                let digits = String(escaped, radix: 16, uppercase: true)
                bytes += Array("%\(digits.count == 1 ? "0" : "")\(digits)".utf8)
            }
            index += 3
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
