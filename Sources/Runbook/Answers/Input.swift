import Escaping
import Foundation
import Sameness
import Text

/// Something that the session must know about this deployment; asked for once, when first needed.
public struct Input: Hashable, Sendable {
    /// What an answer must look like.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case text
        /// A DNS name: `contoso.com`.
        case domain
        /// A user principal name: `ida@contoso.com`.
        case upn
        /// Several of them, with commas between.
        case upns
        /// Base64 of a DER certificate, with or without PEM lines around it.
        case certificate
        /// An identity provider's SAML metadata: an `https` address, or a file's path.
        case metadata
        /// An id such as Entra gives: `62e90394-69f5-4237-9190-012177145e10`.
        case guid
        /// An `https` address.
        case url
        /// A moment: `2026-11-21T22:00:00Z`, or without seconds.
        case time = "date-time"
        /// `30m`, `12h`, `2d`.
        case duration
        /// A whole number, from 0 on.
        case number
        /// One of `choices`.
        case choice
        /// Asked for without an echo, kept in memory, written nowhere.
        case secret
        /// Accounts of the other system: a file's path, or the address of a SCIM 2.0 service.
        case accounts
    }

    public let id: String
    public let kind: Kind
    /// The question, as it is put to the person.
    public let question: String
    public let help: String?
    public let fallback: String?
    /// Of a choice.
    public let choices: [String]
    /// Whether it may be left empty.
    public let isOptional: Bool
    /// The parts of the document that ask for it.
    public let sources: [SourceAnchor]
    /// Where it is asked; nil for what always is.
    public let when: When?
    /// Of a choice: what must have been answered for it, by choice.
    public let needs: [String: When]

    public init(
        id: String, kind: Kind, question: String, help: String?, fallback: String?, choices: [String] = [],
        isOptional: Bool = false, sources: [SourceAnchor] = [], when: When? = nil, needs: [String: When] = [:]
    ) {
        self.id = id
        self.kind = kind
        self.question = question
        self.help = help
        self.fallback = fallback
        self.choices = choices
        self.isOptional = isOptional
        self.sources = sources
        self.when = when
        self.needs = needs
    }

    /// The answer in the form in which it is kept, or the reason why it isn't one.
    public func normalized(_ answer: String) throws(AnswerProblem) -> String {
        let text = answer.trimmingBlanks
        // A word for it, because Enter takes what is offered.
        if isOptional, text.isEmpty || text.lowercased() == "none" { return "" }
        guard !text.isEmpty else { throw AnswerProblem("An answer is needed.") }
        if kind == .secret {
            // Without the secret itself.
            if let letter = OddLetter.firstHidden(in: text) {
                throw AnswerProblem("It isn't what it looks like: in it, \(letter.words). Copy it anew.")
            }
            return text
        }
        // Answers are kept, and shown to whoever reads the session.
        if kind != .certificate { try TypedText.refuseSecrets(in: text) }
        guard
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) || kind == .certificate
        else {
            throw AnswerProblem(
                text.contains("-----BEGIN ")
                    ? "That is a certificate or a key, and no answer to this question; nothing of it was kept."
                    : text.contains("\n")
                        ? "Those are several lines, and this question asks for one; nothing of it was kept."
                        : "The answer has control characters in it; type it rather than paste it.")
        }
        let letter =
            switch kind {
            case .certificate: nil as OddLetter?
            case .text: OddLetter.firstInName(text)
            case _ where isIdentifier: OddLetter.first(in: text)
            default: OddLetter.firstHidden(in: text)
            }
        if let letter { throw AnswerProblem("\(letter.clause(of: text)). Type it anew.") }
        switch kind {
        case .text:
            return text
        case .domain:
            let name = DomainName.withoutRoot(text).lowercased()
            guard Input.isDNSName(name) else {
                throw AnswerProblem("\"\(text)\" isn't a domain name. It should look like contoso.com.")
            }
            return name
        case .upns:
            var names: [String] = []
            for part in text.split(whereSeparator: { $0 == "," || $0 == ";" || $0.isWhitespace }) {
                names.append(try Input.upn(String(part)))
            }
            guard !names.isEmpty else { throw AnswerProblem("An answer is needed.") }
            return names.joined(separator: ", ")
        case .upn: return try Input.upn(text)
        case .certificate:
            do throws(PastedCertificate.Refusal) {
                return try PastedCertificate.read(text).base64
            } catch {
                throw AnswerProblem(error.words)
            }
        case .guid:
            guard let id = UUID(uuidString: text) else {
                throw AnswerProblem(
                    "\"\(text)\" isn't an ID. It should look like 8adf8e6e-67b2-4cf2-a259-e3dc5476c621.")
            }
            return id.uuidString.lowercased()
        case .url: return try Input.url(text)
        case .time: return try Moment(text).kept
        case .duration:
            guard DurationText.parse(text) != nil else {
                throw AnswerProblem("\"\(text)\" isn't a length of time. It should look like 30m, 12h or 2d.")
            }
            return text
        case .number:
            guard let number = Int(text), (0...Input.greatest).contains(number), text.allSatisfy(\.isASCII) else {
                throw AnswerProblem("\"\(text)\" isn't a number from 0 to \(Input.greatest).")
            }
            return String(number)
        case .choice:
            if let choice = choices.first(where: { $0.lowercased() == text.lowercased() }) { return choice }
            throw AnswerProblem("\"\(text)\" isn't one of \(choices.joined(separator: ", ")).")
        case .accounts, .metadata: return text.contains("://") ? try Input.url(text) : text
        case .secret: return text
        }
    }

    /// Whether it names a thing by letters that must be the ones that they look like.
    private var isIdentifier: Bool {
        switch kind {
        case .domain, .upn, .upns, .guid, .url, .time, .duration, .number: true
        case .text, .certificate, .choice, .secret, .accounts, .metadata: false
        }
    }

    private static let greatest = 10_000_000

    private static func upn(_ text: String) throws(AnswerProblem) -> String {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[0].unicodeScalars.allSatisfy(Input.isOfLocalPart),
            Input.isDNSName(parts[1].lowercased())
        else {
            throw AnswerProblem("\"\(text)\" isn't a user principal name. It should look like ida@contoso.com.")
        }
        return text
    }

    /// What stands before the @: what Entra documents (letters, digits, ' . - _ ! # ^ ~), and what mail systems that it
    /// takes names from write besides.
    private static func isOfLocalPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            || "'.-_!#^~+$".unicodeScalars.contains(scalar)
    }

    private static func url(_ text: String) throws(AnswerProblem) -> String {
        guard let url = URL(string: text), url.scheme?.lowercased() == "https", let host = url.host(), !host.isEmpty,
            url.user == nil, url.fragment == nil, !text.contains(where: \.isWhitespace)
        else {
            throw AnswerProblem(
                "\"\(text)\" isn't a web address. It should look like https://login.example.com/path."
            )
        }
        return text
    }

    private static func isDNSName(_ name: String) -> Bool {
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && name.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.unicodeScalars.allSatisfy {
                        $0 == "-" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
                    }
            }
    }
}

/// Why an answer was not taken, in words for the person who gave it.
public struct AnswerProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
