import Foundation

/// A domain's name: letters' case means nothing, and a name in other scripts than ASCII's may be written in its own letters
/// or as DNS holds it (`xn--…`). Letters that only look alike stay different names.
public enum DomainName {
    /// Without the dot at its end, which writes a name out to the root.
    public static func withoutRoot(_ name: String) -> String {
        name.count > 1 && name.hasSuffix(".") ? String(name.dropLast()) : name
    }

    /// As DNS holds it, where it is a name; its letters in lower case where it is none.
    ///
    /// RFC 5891 (IDNA 2008) by Unicode TS 46, as Foundation does it with ICU for the hosts of addresses.
    public static func folded(_ name: String) -> String {
        if name.utf8.allSatisfy({ $0 < 0x80 }) { return name.lowercased() }
        let lowered = name.precomposedStringWithCanonicalMapping.lowercased()
        // What would end a host or be escaped in it is no name, and none may come of it.
        guard !name.unicodeScalars.contains(where: { "/?#@:%[]\\ ".unicodeScalars.contains($0) }) else {
            return lowered
        }
        var parts = URLComponents()
        parts.scheme = "https"
        parts.host = lowered
        guard let ascii = parts.encodedHost, !ascii.isEmpty,
            ascii.utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "%") })
        else { return lowered }
        return ascii.lowercased()
    }

    /// Whether it can be written in its own letters and as DNS holds it.
    public static func hasTwoForms(_ name: String) -> Bool {
        folded(name).split(separator: ".").contains { $0.hasPrefix("xn--") }
    }

    /// Whether Microsoft gave it to a tenant, in any of its clouds: nobody can prove it theirs, or federate it.
    public static func isOfMicrosoft(_ name: String) -> Bool {
        ["onmicrosoft.com", "onmicrosoft.us", "onmicrosoft.cn", "onmicrosoft.de", "onmschina.cn"]
            .contains { isWithin(name, $0) }
    }

    /// Whether two writings name one domain.
    public static func isSame(_ one: String, _ other: String) -> Bool { folded(one) == folded(other) }

    /// Whether a name lies below another.
    public static func isBelow(_ name: String, _ other: String) -> Bool {
        folded(name).hasSuffix("." + folded(other))
    }

    /// Whether a name is another, or lies below it.
    public static func isWithin(_ name: String, _ other: String) -> Bool {
        let (name, other) = (folded(name), folded(other))
        return name == other || name.hasSuffix("." + other)
    }

    /// An address with what stands behind its last @ folded, and letters' case before it.
    public static func foldedAddress(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        let composed = text.precomposedStringWithCanonicalMapping.lowercased()
        guard let at = composed.lastIndex(of: "@") else { return composed }
        return composed[...at] + folded(String(composed[composed.index(after: at)...]))
    }
}
