import Console
import Foundation
import Journal
import PrivateFiles
import Signatures
import Text

/// The key of whoever works here: one that they name, or a pair that is made when it is first needed.
enum OwnSigner {
    /// A private key's file, or the `.pub` of one that an agent has; `none` signs nothing.
    static let variable = "LOCKSTEP_SIGNING_KEY"
    private static let largest = 65_536

    private static var named: String { ProcessInfo.processInfo.environment[variable] ?? "" }

    /// Nothing is signed, and no keys are looked at.
    static var isOff: Bool { named == "none" }

    /// - Returns: nil where nothing is to be signed.
    static func current(_ screen: Screen) throws -> (any HeadSigner)? {
        if isOff { return nil }
        if !named.isEmpty { return TellingSigner(try signer(HomeFolder.expanding(named)), screen) }
        do {
            return TellingSigner(try pair(screen), screen)
        } catch let problem as FileProblem {
            // A home that can't be written keeps nobody from working; who reads the journal sees that nobody signed.
            screen.error("\(Style.yellow("Nothing is signed:")) \(problem). \(variable) names a key that is elsewhere.")
            return nil
        }
    }

    /// The public part, if there is one: for who only looks.
    static func publicKey() -> SSHPublicKey? {
        if isOff { return nil }
        let path = named.isEmpty ? KeyFolder.pair.path : HomeFolder.expanding(named)
        if !path.hasSuffix(".pub"), let text = try? BoundedFile.text(path, limit: largest, isOrdinary: true) {
            return (try? SSHKeyPair(text: text))?.publicKey
        }
        return try? publicKey(of: path)
    }

    /// Where the public part is; nil where there is no such file.
    static var publicPath: String? {
        let path = named.isEmpty ? KeyFolder.pair.path : HomeFolder.expanding(named)
        let file = path.hasSuffix(".pub") ? path : path + ".pub"
        return FileManager.default.fileExists(atPath: file) ? file : nil
    }

    private static func publicKey(of path: String) throws -> SSHPublicKey {
        let text = try BoundedFile.text(path, limit: largest, isOrdinary: true)
        do throws(SignatureProblem) {
            return try SSHPublicKey(line: text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "")
        } catch {
            throw InputProblem("\(variable) names \(path), and that is no public key: \(error)")
        }
    }

    private static func signer(_ path: String) throws -> any HeadSigner {
        if path.hasSuffix(".pub") { return AgentSigner(key: try publicKey(of: path)) }
        return FileSigner(pair: try read(path))
    }

    private static func read(_ path: String) throws -> SSHKeyPair {
        let text = try SecretSource.file(path)
        do throws(SignatureProblem) {
            return try SSHKeyPair(text: text)
        } catch {
            throw InputProblem("\(path) can't be signed with: \(error)")
        }
    }

    private static func pair(_ screen: Screen) throws -> FileSigner {
        let url = KeyFolder.pair
        if FileManager.default.fileExists(atPath: url.path) { return FileSigner(pair: try read(url.path)) }
        let pair = try SSHKeyPair()
        let comment = StoreOptions.account ?? "lockstep"
        try MadeFolder.makeFolder(of: url)
        do throws(FileProblem) {
            try MadeFile.make(Data(pair.text(comment: comment).utf8), at: url.path)
        } catch {
            // Two that begin at once: the first one's is everybody's.
            guard FileManager.default.fileExists(atPath: url.path) else { throw error }
            return FileSigner(pair: try read(url.path))
        }
        try? MadeFile.replace(Data("\(pair.publicKey.line) \(comment)\n".utf8), at: url.path + ".pub")
        // A script's messages are about what it does; "lockstep trust list" tells it as well.
        if screen.terminal.isInteractive {
            screen.error(
                "A key was made that signs what you write: \(pair.publicKey.fingerprint) (\(url.path)). \(variable) names another."
            )
        }
        return FileSigner(pair: pair)
    }
}
