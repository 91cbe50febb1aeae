import CYaml

/// libyaml's events, looked through before anything is composed of them: what is too much, or stands for something
/// else, ends here, while it is still only text.
///
/// Yams composes first and asks later: it hashes a key's whole tree, which for an alias inside an alias never ends.
struct YAMLEvents {
    /// Why a document isn't read, and where.
    struct Refusal {
        let message: String
        /// From 1.
        let line: Int
        let column: Int
    }

    private enum Place {
        case list
        case key
        case value
    }

    private let limits: YAMLDocument.Limits
    private var places: [Place] = []
    private var count = 0

    private init(_ limits: YAMLDocument.Limits) { self.limits = limits }

    /// - Returns: what is wrong with the first document of `text`; nil if nothing is, or if it isn't YAML at all, which
    ///   whoever composes it says better.
    static func refusal(of text: String, limits: YAMLDocument.Limits, isKept: Bool) -> Refusal? {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else {
            return Refusal(message: "there is no memory to read it", line: 1, column: 1)
        }
        defer { yaml_parser_delete(&parser) }
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        // The parser reads from the bytes as long as it lives, so all of it happens in here.
        return Array(text.utf8).withUnsafeBufferPointer { bytes in
            yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
            var events = YAMLEvents(limits)
            let lines =
                isKept
                ? [] : text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
            while true {
                var event = yaml_event_t()
                guard yaml_parser_parse(&parser, &event) == 1 else { return nil }
                defer { yaml_event_delete(&event) }
                if event.type == YAML_DOCUMENT_END_EVENT || event.type == YAML_STREAM_END_EVENT { return nil }
                if let message = events.take(event) ?? (isKept ? nil : YAMLEvents.slip(event, in: text, lines)) {
                    return Refusal(
                        message: message, line: Int(event.start_mark.line) + 1,
                        column: Int(event.start_mark.column) + 1)
                }
            }
        }
    }

    /// - Returns: what is wrong with it.
    private mutating func take(_ event: yaml_event_t) -> String? {
        switch event.type {
        case YAML_ALIAS_EVENT: return YAMLEvents.noAliases
        case YAML_SCALAR_EVENT:
            if event.data.scalar.anchor != nil { return YAMLEvents.noAliases }
            return enter(nil)
        case YAML_SEQUENCE_START_EVENT:
            if event.data.sequence_start.anchor != nil { return YAMLEvents.noAliases }
            return enter(.list)
        case YAML_MAPPING_START_EVENT:
            if event.data.mapping_start.anchor != nil { return YAMLEvents.noAliases }
            return enter(.key)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: places.removeLast()
        default: break
        }
        return nil
    }

    /// What is YAML, and was hardly meant: words that it drops, and letters that it makes others of.
    private static func slip(_ event: yaml_event_t, in source: String, _ lines: [[Unicode.Scalar]]) -> String? {
        let tag: UnsafeMutablePointer<yaml_char_t>? =
            switch event.type {
            case YAML_SCALAR_EVENT: event.data.scalar.tag
            case YAML_SEQUENCE_START_EVENT: event.data.sequence_start.tag
            case YAML_MAPPING_START_EVENT: event.data.mapping_start.tag
            default: nil
            }
        if let tag {
            return tag.pointee == UInt8(ascii: "!")
                ? "a word that begins with ! is dropped by YAML: put the text in quotes"
                : "a word that begins with !! says of which type a value is, which isn't read here: take it away"
        }
        if event.type == YAML_SCALAR_EVENT, event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE {
            let (line, column) = (Int(event.end_mark.line), Int(event.end_mark.column))
            let rest = lines.indices.contains(line) ? lines[line].dropFirst(column) : []
            let comment = rest.drop { $0 == " " }
            // A comment has a blank behind its sign; "#1" is a number of something.
            if comment.first == "#", rest.first == " ", let next = comment.dropFirst().first,
                next.properties.isAlphabetic || next.properties.numericType != nil
            {
                return "what comes behind # is dropped by YAML: put the text in quotes, or a blank behind the #"
            }
        }
        guard event.type == YAML_SCALAR_EVENT, event.data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE,
            let value = event.data.scalar.value
        else { return nil }
        let text = String(decoding: UnsafeBufferPointer(start: value, count: event.data.scalar.length), as: UTF8.self)
        // `"C:\temp"` is a tab in the middle.
        let isPath = text.firstMatch(of: /^[A-Za-z]:[\n\r]|(?:^|[^A-Za-z])[A-Za-z]:\t/) != nil
        let control = text.unicodeScalars.first {
            // `"\Program"` is a paragraph's end.
            [.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
                && !"\n\r\t".unicodeScalars.contains($0)
        }
        guard isPath || control != nil && hasLetterEscape(event, in: source) else { return nil }
        return "in double quotes a backslash begins an escape, and this one makes a control character of the text: "
            + "put it in single quotes"
    }

    /// Whether a control character comes of a backslash and a letter, which a path has by itself. One that was written by its
    /// number (`\x00`) was meant.
    private static func hasLetterEscape(_ event: yaml_event_t, in source: String) -> Bool {
        let scalars = source.unicodeScalars.dropFirst(Int(event.start_mark.index))
            .prefix(Int(event.end_mark.index) - Int(event.start_mark.index))
        var isEscaped = false
        for scalar in scalars {
            if isEscaped, "0abvfeNLP".unicodeScalars.contains(scalar) { return true }
            isEscaped = scalar == "\\" && !isEscaped
        }
        return false
    }

    private static let noAliases = "anchors (&) and aliases (*) aren't read here: write the value out, or quote it"

    /// - Parameter inside: where its own parts stand; nil for a scalar.
    private mutating func enter(_ inside: Place?) -> String? {
        count += 1
        if count > limits.nodes { return "more than \(limits.nodes) values in one file" }
        if places.count > limits.depth { return "nested deeper than \(limits.depth) levels" }
        switch places.last {
        case .key:
            if inside != nil { return "a key must be a word" }
            places[places.count - 1] = .value
        case .value: places[places.count - 1] = .key
        case .list, nil: break
        }
        if let inside { places.append(inside) }
        return nil
    }
}
