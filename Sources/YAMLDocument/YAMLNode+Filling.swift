extension YAMLNode {
    /// With values in place of their names in double braces: a scalar that is nothing but a name takes a whole value, a
    /// list too; inside other text only text goes.
    public func filled(_ values: [String: YAMLNode]) -> YAMLNode {
        switch content {
        case .null: return self
        case .list(let items): return YAMLNode(content: .list(items.map { $0.filled(values) }), location: location)
        case .mapping(let entries):
            return YAMLNode(
                content: .mapping(
                    entries.map {
                        Entry(key: $0.key, keyLocation: $0.keyLocation, value: $0.value.filled(values))
                    }), location: location)
        case .scalar(let text, let plain):
            var result = text
            for (name, value) in values {
                let place = "{{\(name)}}"
                if text == place { return YAMLNode(content: value.content, location: location) }
                guard case .scalar(let words, _) = value.content else { continue }
                result = result.replacing(place, with: words)
            }
            return YAMLNode(content: .scalar(result, plain: plain), location: location)
        }
    }
}
