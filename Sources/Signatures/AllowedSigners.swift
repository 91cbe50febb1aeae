import Foundation

/// Whose keys are known here: OpenSSH's `allowed_signers` (ssh-keygen(1), ALLOWED SIGNERS), so that `ssh-keygen -Y verify`
/// reads the same file. Lines that others wrote stay as they are.
public struct AllowedSigners: Hashable, Sendable {
    /// One line: a key, whose it is, and for what and when it counts.
    public struct Signer: Hashable, Sendable {
        public let name: String
        public let key: SSHPublicKey
        /// From when, and until when, what is signed counts.
        public let after: Date?
        public let before: Date?
        /// nil where it counts for all.
        let namespaces: [String]?
        /// The name as it stands there, with its quotes.
        let field: String
        /// From 0.
        let line: Int

        /// A pattern names nobody, and what is signed for something else says nothing here.
        public func counts(for namespace: String) -> Bool {
            name.split(separator: ",").allSatisfy { AllowedSigners.isName(String($0)) }
                && namespaces?.contains(namespace) ?? true
        }
    }

    /// What is known of a key.
    public enum Trust: Hashable, Sendable {
        case known(name: String)
        /// Known, and what was signed at that time doesn't count.
        case ended(name: String, from: Date)
        case unknown
    }

    /// Why a line can't be read.
    public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
        /// From 1.
        public let line: Int
        public let words: String
        public var description: String { "line \(line): \(words)" }
    }

    public let text: String
    public private(set) var entries: [Signer] = []

    /// Nobody is known.
    public static let none = AllowedSigners()

    private init() { text = "" }

    public init(_ text: String) throws(Problem) {
        self.text = text
        for (index, line) in AllowedSigners.lines(of: text).enumerated() {
            if let entry = try AllowedSigners.entry(line, index) { entries.append(entry) }
        }
    }

    /// What is known of a key, for what was signed at a moment.
    public func standing(of key: SSHPublicKey, at time: Date, namespace: String) -> Trust {
        let own = entries.filter { $0.key == key && $0.counts(for: namespace) }
        if let entry = own.first(where: { time >= $0.after ?? .distantPast && time < $0.before ?? .distantFuture }) {
            return .known(name: entry.name)
        }
        guard let entry = own.first else { return .unknown }
        if let before = entry.before, time >= before { return .ended(name: entry.name, from: before) }
        return .unknown
    }

    // MARK: - Changing it

    /// Whether somebody can be called so in it: OpenSSH's patterns, blanks and commas would mean something else.
    public static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 128
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "@._+-".unicodeScalars.contains(scalar)
            } && name.first != "-"
    }

    /// With one more key, for what Lockstep signs.
    public func adding(_ key: SSHPublicKey, of name: String, for namespaces: [String]) throws(Problem) -> AllowedSigners
    {
        let start = text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
        return try AllowedSigners(
            "\(start)\(name) namespaces=\"\(namespaces.joined(separator: ","))\" \(key.line)\n")
    }

    /// Without a key, or with an end for it: what was signed before counts on.
    public func ending(_ key: SSHPublicKey, from time: Date?) throws(Problem) -> AllowedSigners {
        var lines = AllowedSigners.lines(of: text).map { String($0) }
        for entry in entries.reversed() where entry.key == key {
            guard let time else {
                lines.remove(at: entry.line)
                continue
            }
            var options: [String] = []
            if let namespaces = entry.namespaces {
                options.append("namespaces=\"\(namespaces.joined(separator: ","))\"")
            }
            if let after = entry.after { options.append("valid-after=\"\(AllowedSigners.text(after))\"") }
            options.append("valid-before=\"\(AllowedSigners.text(min(time, entry.before ?? time)))\"")
            lines[entry.line] = "\(entry.field) \(options.joined(separator: ",")) \(entry.key.line)"
        }
        return try AllowedSigners(lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n")
    }

    // MARK: - Reading

    private static func lines(of text: String) -> [Substring] {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private static func entry(_ line: Substring, _ index: Int) throws(Problem) -> Signer? {
        let trimmed = line.trimmingCharacters(in: .whitespaces)
        if trimmed.isEmpty || trimmed.hasPrefix("#") { return nil }
        func problem(_ words: String) -> Problem { Problem(line: index + 1, words: words) }
        var fields = split(trimmed)
        guard fields.count >= 3 else { throw problem("it needs a name, a kind of key and the key") }
        let field = fields.removeFirst()
        let name = field.replacing("\"", with: "")
        var options: [String: String] = [:]
        if SSHPublicKey.Algorithm(rawValue: fields[0]) == nil, fields.count >= 3 {
            options = AllowedSigners.options(fields.removeFirst())
        }
        // Certificates aren't read here; whoever relies on them does so with ssh-keygen.
        if options["cert-authority"] != nil { return nil }
        let key: SSHPublicKey
        do throws(SignatureProblem) {
            key = try SSHPublicKey(line: fields.joined(separator: " "))
        } catch {
            throw problem("its key can't be read: \(error)")
        }
        var times: [Date?] = []
        for option in ["valid-after", "valid-before"] {
            guard let text = options[option] else {
                times.append(nil)
                continue
            }
            guard let date = date(text) else {
                throw problem("\(option)=\"\(text)\" is no time: it is written as 202611282200Z")
            }
            times.append(date)
        }
        return Signer(
            name: name, key: key, after: times[0], before: times[1],
            namespaces: options["namespaces"].map { $0.split(separator: ",").map(String.init) }, field: field,
            line: index)
    }

    /// By blanks outside of quotes.
    private static func split(_ line: String) -> [String] {
        var (fields, field, isQuoted) = ([String](), "", false)
        for character in line {
            if character == "\"" { isQuoted.toggle() }
            if character == " " || character == "\t", !isQuoted {
                if !field.isEmpty { fields.append(field) }
                field = ""
            } else {
                field.append(character)
            }
        }
        return field.isEmpty ? fields : fields + [field]
    }

    /// `name="value"` or `name`, by commas outside of quotes.
    private static func options(_ text: String) -> [String: String] {
        var (found, name, value, isQuoted, isValue) = ([String: String](), "", "", false, false)
        for character in text + "," {
            switch character {
            case "\"": isQuoted.toggle()
            case ",":
                if isQuoted {
                    value.append(character)
                    continue
                }
                if !name.isEmpty { found[name.lowercased()] = value }
                (name, value, isValue) = ("", "", false)
            case "=" where !isQuoted && !isValue: isValue = true
            default: if isValue { value.append(character) } else { name.append(character) }
            }
        }
        return found
    }

    /// `YYYYMMDD`, `YYYYMMDDHHMM` or `YYYYMMDDHHMMSS`, in UTC with a Z behind it; without one, this machine's zone.
    private static func date(_ text: String) -> Date? {
        let digits = text.hasSuffix("Z") ? text.dropLast() : text[...]
        guard [8, 12, 14].contains(digits.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        func part(_ from: Int, _ count: Int) -> Int {
            Int(digits.dropFirst(from).prefix(count)) ?? 0
        }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = text.hasSuffix("Z") ? .gmt : .current
        let parts = DateComponents(
            year: part(0, 4), month: part(4, 2), day: part(6, 2), hour: part(8, 2), minute: part(10, 2),
            second: part(12, 2))
        guard parts.isValidDate(in: calendar) else { return nil }
        return calendar.date(from: parts)
    }

    private static func text(_ date: Date) -> String {
        date.formatted(.iso8601).filter { $0.isNumber || $0 == "Z" }
    }
}
