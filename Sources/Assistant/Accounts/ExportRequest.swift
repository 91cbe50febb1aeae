import PrivateFiles
import Verification

/// What a person types after `export` in a conversation.
struct ExportRequest {
    let destination: Destination
    /// Words behind the file's name.
    let rest: [String]

    private static let force = "--force"
    static let usage = "export FILE [\(force)]"

    /// - Returns: nil if no file is named.
    init?(_ words: [String], besides source: any AccountSource) throws(FileProblem) {
        let names = words.filter { $0 != ExportRequest.force }
        guard let name = names.first else { return nil }
        destination = try Destination(
            HomeFolder.expanding(name), replaces: names.count < words.count, besides: [source.path].compactMap(\.self))
        rest = Array(names.dropFirst())
    }
}
