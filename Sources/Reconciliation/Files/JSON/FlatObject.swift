import Foundation

/// A JSON object as a table's row: names and texts, what lies deeper under a name with dots (`profile.login`).
struct FlatObject {
    private(set) var names: [String] = []
    private(set) var texts: [String] = []

    /// What wraps the fields of a person and is none itself: Okta's profile, Keycloak's attributes, and their kin.
    private static let wrappers: Set<String> = ["profile", "attributes", "properties", "fields", "user"]

    init(_ object: [String: Any]) {
        add(object, under: "", depth: 0)
        // The short names come last: what stands at the top goes before.
        for (place, name) in names.enumerated() {
            guard let short = FlatObject.short(name) else { continue }
            names.append(short)
            texts.append(texts[place])
        }
    }

    /// A name without what wraps it; nil where nothing does. SCIM's extensions stand under the address of their schema, as
    /// an object or in one name with the attribute (RFC 7643, section 3.3; RFC 7644, section 3.10).
    private static func short(_ name: String) -> String? {
        let shown = StatusHint.shown(name)
        if shown != name { return shown }
        let parts = name.split(separator: ".")
        return parts.count == 2 && wrappers.contains(parts[0].lowercased()) ? String(parts[1]) : nil
    }

    private mutating func add(_ object: [String: Any], under prefix: String, depth: Int) {
        for (key, value) in object.sorted(by: { $0.key < $1.key }) {
            names.append(prefix + key)
            texts.append(FlatObject.text(value) ?? "")
            if depth < 2, let inner = value as? [String: Any] {
                add(inner, under: "\(prefix)\(key).", depth: depth + 1)
            }
        }
    }

    /// A JSON value as the text that a column would hold: SCIM's lists of addresses and its names in parts too.
    private static func text(_ value: Any?) -> String? {
        switch value {
        case let text as String: text
        case let number as NSNumber:
            // Foundation reads true as a number that is one.
            isBoolean(number) ? (number.boolValue ? "true" : "false") : number.stringValue
        case let list as [Any]: list.compactMap { text($0) }.joined(separator: ";")
        case let object as [String: Any]:
            text(object["value"]) ?? text(object["formatted"])
                ?? (["givenName", "familyName", "given", "family"].compactMap { text(object[$0]) }
                    .joined(separator: " "))
        default: nil
        }
    }

    static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
