extension YAMLNode {
    /// With values in place of their names in double braces: a scalar that is nothing but a name takes a whole value, a
    /// list too; inside other text only text goes.
    ///
    /// One pass from left to right: what a value brings in isn't looked at again, so that the order of names means nothing.
    public func filled(_ values: [String: YAMLNode]) -> YAMLNode {
        switch content {
        case .null: return self
        case .list(let items): return YAMLNode(content: .list(items.map { $0.filled(values) }), location: location)
        case .mapping(let entries):
            return YAMLNode(
                content: .mapping(
                    entries.map {
                        Member(key: $0.key, keyLocation: $0.keyLocation, value: $0.value.filled(values))
                    }), location: location)
        case .scalar(let text, let plain):
            var (result, rest) = ("", text[...])
            while let open = rest.firstRange(of: "{{"),
                let close = rest[open.upperBound...].firstRange(of: "}}")
            {
                let name = rest[open.upperBound..<close.lowerBound].trimmed
                let isAlone = open.lowerBound == text.startIndex && close.upperBound == text.endIndex
                if isAlone, let value = values[name] { return YAMLNode(content: value.content, location: location) }
                result += rest[..<open.lowerBound]
                if case .scalar(let words, _)? = values[name]?.content {
                    result += words
                } else {
                    result += rest[open.lowerBound..<close.upperBound]
                }
                rest = rest[close.upperBound...]
            }
            return YAMLNode(content: .scalar(result + rest, plain: plain), location: location)
        }
    }
}

extension Substring {
    /// Without the spaces at its ends: `{{ name }}` is `{{name}}`.
    fileprivate var trimmed: String {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
