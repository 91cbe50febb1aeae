import Escaping
import Foundation
import Glibc
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
        var status = stat()
        guard stat(signers.path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return .none }
            throw InputProblem("\(signers.path) can't be read: \(String(cString: strerror(errno)))")
        }
        // Whoever can write it says whose keys count.
        guard status.st_mode & 0o022 == 0 else {
            throw InputProblem(
                "\(signers.path) can be written by others, who could add keys; look at it, then: "
                    + ShellText.command("chmod", "600", signers.path))
        }
        let text = try BoundedFile.text(signers.path, limit: largest, isOrdinary: true)
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
        return (try? known.adding(key, of: own, for: namespaces)) ?? known
    }

    /// What Lockstep signs.
    static let namespaces = [HeadSignature.namespace, ApprovalStatement.namespace]

    /// Whether a key counts for all that Lockstep signs, from now on.
    static func counts(_ key: SSHPublicKey, in known: AllowedSigners) -> String? {
        var names: Set<String> = []
        for namespace in namespaces {
            guard case .known(let name) = known.standing(of: key, at: Date(), namespace: namespace) else { return nil }
            names.insert(name)
        }
        return names.first
    }

    /// What stands for one's own name: nobody else can be called so.
    static let own = "yourself"

    static func keep(_ known: AllowedSigners) throws {
        try MadeFolder.makeFolder(of: signers)
        try MadeFile.replace(Data(known.text.utf8), at: signers.path)
    }
}
