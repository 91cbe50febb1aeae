import Foundation

/// Something that the session must know about this deployment; asked for once, when first needed.
public struct Input: Hashable, Sendable {
    /// What an answer must look like.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case text
        /// A DNS name: `contoso.com`.
        case domain
        /// A user principal name: `ida@contoso.com`.
        case upn
        /// Base64 of a DER certificate, with or without PEM lines around it.
        case certificate
    }

    public let id: String
    public let kind: Kind
    /// The question, as it is put to the person.
    public let question: String
    public let help: String?
    public let fallback: String?

    /// The answer in the form in which it is kept, or the reason why it isn't one.
    public func normalized(_ answer: String) throws(AnswerProblem) -> String {
        let text = answer.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw AnswerProblem("An answer is needed.") }
        guard
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) || kind == .certificate
        else { throw AnswerProblem("The answer has control characters in it; type it rather than paste it.") }
        switch kind {
        case .text:
            return text
        case .domain:
            let name = text.lowercased()
            guard Input.isDNSName(name) else {
                throw AnswerProblem("\"\(text)\" isn't a domain name. It should look like contoso.com.")
            }
            return name
        case .upn:
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, Input.isDNSName(parts[1].lowercased()) else {
                throw AnswerProblem("\"\(text)\" isn't a user principal name. It should look like ida@contoso.com.")
            }
            return text
        case .certificate:
            let body = text.split(whereSeparator: \.isWhitespace).joined()
                .replacingOccurrences(of: "-----BEGINCERTIFICATE-----", with: "")
                .replacingOccurrences(of: "-----ENDCERTIFICATE-----", with: "")
            // DER of a certificate is a SEQUENCE: its first byte is 0x30.
            guard let der = Data(base64Encoded: body), der.first == 0x30, der.count > 100 else {
                throw AnswerProblem("That isn't a certificate. Paste its Base64 text on one line.")
            }
            return body
        }
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
