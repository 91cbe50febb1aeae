import Foundation

/// Bytes between a line BEGIN and a line END, as OpenSSH writes keys and signatures.
struct SSHArmor {
    private let begin: String
    private let end: String

    /// Letters of a line, as OpenSSH breaks them.
    private static let width = 70

    init(_ label: String) { (begin, end) = ("-----BEGIN \(label)-----", "-----END \(label)-----") }

    func bytes(in text: String) throws(SignatureProblem) -> [UInt8] {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        guard lines.count > 2, lines.first == begin, lines.last == end,
            let data = Data(base64Encoded: lines.dropFirst().dropLast().joined())
        else { throw .malformed }
        return Array(data)
    }

    func text(of bytes: [UInt8]) -> String {
        var (lines, rest) = ([begin], Data(bytes).base64EncodedString()[...])
        while !rest.isEmpty {
            lines.append(String(rest.prefix(SSHArmor.width)))
            rest = rest.dropFirst(SSHArmor.width)
        }
        return (lines + [end]).joined(separator: "\n") + "\n"
    }
}
