/// Reads a `$filter` by recursive descent.
struct FilterParser {
    private enum Token: Equatable {
        case word(String)
        case text(String)
        case punctuation(Unicode.Scalar)
    }

    private static let words = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_/.-:$@+".unicodeScalars)
    private static let maximumDepth = 20

    private let source: String
    private var tokens: [Token] = []
    private var position = 0
    private var depth = 0

    init(_ source: String) { self.source = source }

    mutating func parse() throws(ServiceError) -> Filter.Expression {
        tokens = try tokenize()
        let expression = try either()
        guard position == tokens.count else { throw invalid() }
        return expression
    }

    private func invalid() -> ServiceError { .badRequest("Invalid filter clause: \(source)") }

    private func unknown(_ what: String) -> ServiceError {
        ServiceError(
            501, "simulator_not_implemented", "The simulated tenant doesn't know \(what) in a filter: \(source)")
    }

    private func tokenize() throws(ServiceError) -> [Token] {
        var tokens: [Token] = []
        // By scalars: a mark that combines with a quote doesn't make it less of one.
        var rest = source.unicodeScalars[...]
        while let scalar = rest.first {
            switch scalar {
            case " ": rest.removeFirst()
            case "'":
                rest.removeFirst()
                var text = String.UnicodeScalarView()
                while true {
                    guard let end = rest.firstIndex(of: "'") else { throw invalid() }
                    text += rest[..<end]
                    rest = rest[rest.index(after: end)...]
                    guard rest.first == "'" else { break }
                    text.append("'")
                    rest.removeFirst()
                }
                tokens.append(.text(String(text)))
            case "(", ")", ",":
                tokens.append(.punctuation(scalar))
                rest.removeFirst()
            default:
                let word = rest.prefix { FilterParser.words.contains($0) }
                guard !word.isEmpty else { throw invalid() }
                rest = rest[word.endIndex...]
                tokens.append(.word(String(word)))
            }
        }
        return tokens
    }

    private var next: Token? { position < tokens.count ? tokens[position] : nil }

    private mutating func take(_ token: Token) -> Bool {
        guard next == token else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ scalar: Unicode.Scalar) throws(ServiceError) {
        guard take(.punctuation(scalar)) else { throw invalid() }
    }

    private mutating func either() throws(ServiceError) -> Filter.Expression {
        var left = try both()
        while take(.word("or")) { left = .either(left, try both()) }
        return left
    }

    private mutating func both() throws(ServiceError) -> Filter.Expression {
        var left = try term()
        while take(.word("and")) { left = .both(left, try term()) }
        return left
    }

    private mutating func term() throws(ServiceError) -> Filter.Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= FilterParser.maximumDepth else { throw invalid() }
        if take(.word("not")) { return .not(try term()) }
        if take(.punctuation("(")) {
            let inner = try either()
            try expect(")")
            return inner
        }
        guard case .word(let word) = next else { throw invalid() }
        position += 1
        if take(.punctuation("(")) { return try call(word) }
        return try comparison(word)
    }

    private mutating func call(_ name: String) throws(ServiceError) -> Filter.Expression {
        if name.hasSuffix("/any") { return try lambda(String(name.dropLast(4))) }
        let lowered = name.lowercased()
        guard ["startswith", "endswith"].contains(lowered) else {
            // Graph's directory has no contains; other functions it may have.
            if lowered == "contains" {
                throw ServiceError(400, "Request_UnsupportedQuery", "Unsupported Query: contains in \(source)")
            }
            throw unknown("the function \(name)")
        }
        guard case .word(let property) = next else { throw invalid() }
        position += 1
        try expect(",")
        guard case .text(let text) = next else { throw invalid() }
        position += 1
        try expect(")")
        return lowered == "startswith" ? .startsWith(path(property), text) : .endsWith(path(property), text)
    }

    /// `servicePrincipalNames/any(c:c eq 'x')`
    private mutating func lambda(_ property: String) throws(ServiceError) -> Filter.Expression {
        if take(.punctuation(")")) { return .any(path(property), variable: "", nil) }
        guard case .word(let head) = next, let colon = head.firstIndex(of: ":") else { throw invalid() }
        let variable = String(head[..<colon])
        let rest = String(head[head.index(after: colon)...])
        // "c:c" came as one word; "c: c" as two.
        if rest.isEmpty { position += 1 } else { tokens[position] = .word(rest) }
        let inner = try either()
        try expect(")")
        return .any(path(property), variable: variable, inner)
    }

    private mutating func comparison(_ property: String) throws(ServiceError) -> Filter.Expression {
        guard case .word(let name) = next else { throw invalid() }
        position += 1
        if name == "in" {
            try expect("(")
            var values: [JSON] = []
            repeat { values.append(try literal()) } while take(.punctuation(","))
            try expect(")")
            return .among(path(property), values)
        }
        guard let comparison = Filter.Comparison(rawValue: name) else {
            if ["has", "add", "sub", "mul", "div", "mod"].contains(name) { throw unknown(name) }
            throw invalid()
        }
        if property.hasSuffix("/$count") { throw unknown("$count") }
        return .compare(path(property), comparison, try literal())
    }

    private mutating func literal() throws(ServiceError) -> JSON {
        guard let token = next else { throw invalid() }
        position += 1
        switch token {
        case .text(let text): return .string(text)
        case .word("true"): return true
        case .word("false"): return false
        case .word("null"): return nil
        case .word(let word):
            if let number = Int(word) { return .int(number) }
            // Dates and GUIDs stand without quotes.
            guard word.first?.isNumber == true || word.wholeMatch(of: /[0-9A-Fa-f-]{36}/) != nil else {
                throw invalid()
            }
            return .string(word)
        case .punctuation: throw invalid()
        }
    }

    private func path(_ text: String) -> Filter.Path { text.split(separator: "/").map(String.init) }
}
