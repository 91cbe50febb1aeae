import ArgumentParser
import Console
import Foundation
import Journal
import SessionStore
import Signatures
import Text

struct TrustAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Know a key from now on.",
        discussion: """
            Shows the key's fingerprint and asks. Compare it with what its owner reads to you from ssh-keygen -lf FILE, or \
            from "lockstep trust list" on their machine.

            Examples:
              lockstep trust add kai kai.pub
              lockstep trust add kai SHA256:2ZbO…
              lockstep trust add kai - --fingerprint SHA256:2ZbO… < kai.pub
            """)

    @Argument(help: "Whose it is: letters, digits, @ . _ + and -.") var name: String
    @Argument(
        help:
            "A .pub file, an approval that came by a file, - for standard input, or the fingerprint of a key that signed here."
    )
    var key: String
    @Option(help: ArgumentHelp("What it must be; then nothing is asked.", valueName: "SHA256:…")) var fingerprint:
        String?
    @OptionGroup var options: StoreOptions

    private static let largest = 65_536

    func run() async throws {
        guard AllowedSigners.isName(name), name != KeyFolder.own else {
            throw InputProblem(
                "\"\(name)\" can't stand in the list of keys: letters, digits, @ . _ + and - can, as in kai@contoso.com"
            )
        }
        let found = try found()
        let known = try KeyFolder.known()
        let screen = Screen()
        if let other = KeyFolder.counts(found, in: known) {
            throw InputProblem("\(found.fingerprint) is known already, as \(other)")
        }
        if found == OwnSigner.publicKey() {
            screen.text(
                "That is your own key: what you write will be called \(name)'s, and nobody else's.",
                first: "\(Style.yellow("Note:")) ", rest: "      ")
        }
        if case .ended(let owner, let time)? = KeyFolder.namespaces.map({
            known.standing(of: found, at: Date(), namespace: $0)
        }).first(where: { if case .ended = $0 { true } else { false } }) {
            screen.text(
                "This is \(owner)'s key that counts no more since \(Event.text(time)). All that it signed would count again, "
                    + "what was signed since then too: if it leaked, don't.", first: "\(Style.yellow("Note:")) ",
                rest: "      ")
        }
        if let fingerprint {
            guard fingerprint == found.fingerprint else {
                throw InputProblem("nothing was changed: the key is \(found.fingerprint), not \(fingerprint)")
            }
        } else {
            screen.text("\(name)'s key would be \(found.fingerprint) (\(found.kind)).")
            screen.text(
                "Let \(name) read the same to you, and not from where you have the key: what it signed is \(name)'s from then "
                    + "on.")
            let typed = try await TypedAnswer.read("Type yes to know it: ", on: screen)
            guard typed?.lowercased() == "yes" else {
                screen.error(
                    "Nothing was changed."
                        + (screen.terminal.isInteractive
                            ? "" : " Without a terminal, --fingerprint says what the key must be."))
                throw ExitStatus.failed
            }
        }
        // One that ended, and is known again, begins anew.
        try KeyFolder.keep(
            try known.ending(found, from: nil).adding(found, of: name, for: KeyFolder.namespaces))
        screen.line("\(Style.green("✓")) \(found.fingerprint) is \(name)'s.")
    }

    private func found() throws -> SSHPublicKey {
        if key.hasPrefix("SHA256:") { return try signed() }
        let text = try BoundedFile.text(key, limit: TrustAdd.largest, isOrdinary: true)
        let place = key == "-" ? "standard input" : key
        if text.contains("PRIVATE KEY") {
            throw InputProblem("\(place) is a private key, which nobody else should have; name its .pub file")
        }
        if key != "-", text.first == "{" {
            // Who approved by a file has sent the key along.
            do { return try PetitionFile.answer(key).approval.opened().key } catch let problem as SignatureProblem {
                throw InputProblem("the approval in \(place) isn't what was signed: \(problem)")
            }
        }
        guard let line = text.split(whereSeparator: \.isNewline).first(where: { !$0.hasPrefix("#") }) else {
            throw InputProblem("\(place) holds no key: it is empty")
        }
        do throws(SignatureProblem) {
            return try SSHPublicKey(line: String(line))
        } catch {
            throw InputProblem("\(place) holds no public key: \(error)")
        }
    }

    /// A key that signed something in this store, by its fingerprint.
    private func signed() throws -> SSHPublicKey {
        let store = try options.open()
        var seen: [String] = []
        for session in try store.sessions().sessions {
            for signature in try store.signatures(of: session.state.id) {
                guard let found = try? SSHSignature(armored: signature.signature).key else { continue }
                if found.fingerprint == key { return found }
                if !seen.contains(found.fingerprint) { seen.append(found.fingerprint) }
            }
        }
        throw InputProblem(
            "no session in \(store.folder.path) is signed with \(key) (--store names another)"
                + (seen.isEmpty ? "" : "; keys that did sign are \(seen.joined(separator: ", "))"))
    }
}
