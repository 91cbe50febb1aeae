import Foundation
import Journal
import PrivateFiles
import Signatures

/// Where keys are: beside the profiles, and outside of every store, so that whoever writes a store has none of them.
enum KeyFolder {
    /// Whose keys are known here.
    static var signers: URL { ConfigurationFolder.url.appending(path: "allowed_signers") }
    /// The pair that is made where nobody names another.
    static var pair: URL { ConfigurationFolder.url.appending(path: "signing_key") }

    private static let largest = 1_048_576

    /// - Throws: `InputProblem` with the line that can't be read.
    static func known() throws -> AllowedSigners {
        guard FileManager.default.fileExists(atPath: signers.path) else { return .none }
        let text = try BoundedFile.text(signers.path, limit: largest)
        do throws(AllowedSigners.Problem) {
            return try AllowedSigners(text)
        } catch {
            throw InputProblem("\(signers.path):\(error.line): error: \(error.words)")
        }
    }

    /// The same, and one's own key, which everybody knows.
    static func knownAndOwn() throws -> AllowedSigners {
        let known = try known()
        guard let key = OwnSigner.publicKey(), !known.entries.contains(where: { $0.key == key }) else { return known }
        return (try? known.adding(key, of: own, for: [HeadSignature.namespace])) ?? known
    }

    /// What stands for one's own name: nobody else can be called so.
    static let own = "yourself"

    static func keep(_ known: AllowedSigners) throws {
        try MadeFolder.makeFolder(of: signers)
        try MadeFile.replace(Data(known.text.utf8), at: signers.path)
    }
}
