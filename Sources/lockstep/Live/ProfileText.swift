import Escaping
import Foundation
import YAMLDocument

/// A file of profiles with one of them added or replaced: comments, order and everything else stay as somebody wrote them.
struct ProfileText {
    let text: String
    let file: String

    /// - Returns: nil where the file is written in a way that leaves no place for lines.
    func with(_ profile: Profile, as name: String) throws -> String? {
        if text.allSatisfy(\.isWhitespace) {
            return "# Tenants that lockstep signs in to. No secrets: those come from a prompt, the environment or "
                + "a file.\n" + ProfileText.lines(profile, as: name)
        }
        var entries: [YAMLNode.Member] = []
        switch try YAMLDocument.parse(text, file: file).content {
        case .mapping(let found): entries = found
        case .null: break
        default: return nil
        }
        let indent = String(repeating: " ", count: (entries.first?.keyLocation.column ?? 1) - 1)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let place = entries.firstIndex(where: { $0.key == name }) else {
            let end = text.hasSuffix("\n") ? "" : "\n"
            return text + end + ProfileText.lines(profile, as: name, indent: indent)
        }
        let first = entries[place].keyLocation.line - 1
        var end = entries.indices.contains(place + 1) ? entries[place + 1].keyLocation.line - 1 : lines.count
        guard first + 1 <= end, end <= lines.count else { return nil }
        // What stands before the next profile belongs to that.
        while end > first + 1, ProfileText.isBetween(lines[end - 1], indent) { end -= 1 }
        var new = ProfileText.lines(profile, as: name, indent: indent).split(separator: "\n").map(String.init)
        // The line of its name may have a comment.
        if entries[place].value.location.line > entries[place].keyLocation.line { new[0] = lines[first] }
        let comments = lines[(first + 1)..<end].filter { $0.drop(while: \.isWhitespace).hasPrefix("#") }
        new.insert(contentsOf: comments, at: 1)
        lines.replaceSubrange(first..<end, with: new)
        let all = lines.joined(separator: "\n")
        return all.hasSuffix("\n") ? all : all + "\n"
    }

    /// A profile as it is written into the file.
    static func lines(_ profile: Profile, as name: String, indent: String = "") -> String {
        let entries: [(String, String?)] = [
            ("tenant", profile.tenant), ("cloud", profile.cloud.rawValue), ("method", profile.method?.rawValue),
            ("client-id", profile.clientID), ("certificate", profile.certificate),
            ("authority", profile.authority), ("graph", profile.graph), ("ca-file", profile.caFile),
        ]
        return "\(indent)\(YAMLText.quoted(name)):\n"
            + entries.compactMap { key, value in value.map { "\(indent)  \(key): \(YAMLText.quoted($0))\n" } }.joined()
    }

    /// An empty line, or a comment that isn't indented like what belongs to a profile.
    private static func isBetween(_ line: String, _ indent: String) -> Bool {
        let rest = line.drop { $0 == " " }
        if rest.allSatisfy(\.isWhitespace) { return true }
        return rest.hasPrefix("#") && line.count - rest.count <= indent.count
    }
}
