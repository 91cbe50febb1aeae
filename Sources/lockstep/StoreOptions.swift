import ArgumentParser
import Console
import Escaping
import Foundation
import Glibc
import Journal
import PrivateFiles
import SessionStore

/// Where sessions are kept, and who is at work.
struct StoreOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the sessions. (default: $XDG_STATE_HOME/lockstep)", valueName: "folder"))
    var store: String?

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("Your name in the journal. (default: $LOCKSTEP_USER, then $USER)", valueName: "name"))
    var person: String?

    /// - Parameter mayMake: where sessions begin or come in. Elsewhere a folder that was named and isn't there was mistyped.
    func open(mayMake: Bool = false) throws -> SessionStore { try open(mayMake, signer: nil) }

    /// The same, for who writes into sessions: what they write is signed with their key.
    func openToWrite(mayMake: Bool = false) throws -> SessionStore {
        try open(mayMake, signer: try OwnSigner.current(Screen()))
    }

    /// - Parameter signer: found once the place is one.
    private func open(_ mayMake: Bool, signer: @autoclosure () throws -> (any HeadSigner)?) throws -> SessionStore {
        // It would be the working folder.
        if store?.isEmpty == true {
            throw InputProblem("the name of the store's folder is empty; name one with --store")
        }
        if let store, !mayMake, !FileManager.default.fileExists(atPath: store) {
            throw InputProblem("there is no folder \(store): look at how it is spelt, or begin a session in it")
        }
        let signer = try signer()
        // Who signs nothing looks at no keys.
        let keys = OwnSigner.isOff ? nil : KnownKeys()
        // A list that can't be read is told before anything is done.
        _ = try keys.map { _ in try KeyFolder.knownAndOwn() }
        return try SessionStore(folder: folder, custody: Custody(signer: signer, keys: keys, heads: SeenHeads()))
    }

    private var folder: URL {
        let environment = ProcessInfo.processInfo.environment
        if let store { return URL(filePath: store, directoryHint: .isDirectory) }
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
            return URL(filePath: state, directoryHint: .isDirectory).appending(path: "lockstep")
        }
        return HomeFolder.url.appending(path: ".local/state/lockstep")
    }

    /// Who is at work, as they say, with the account that they are at.
    var who: Person {
        get throws {
            let environment = ProcessInfo.processInfo.environment
            let account = StoreOptions.account
            let names = [person, environment["LOCKSTEP_USER"], environment["USER"], environment["LOGNAME"], account]
            let name = names.compactMap { $0?.trimmingBlanks }.first { !$0.isEmpty } ?? "somebody"
            guard name.unicodeScalars.count <= 64, !TwoPeople.key(name).isEmpty,
                name.unicodeScalars.allSatisfy({ !$0.breaksLine && $0.properties.generalCategory != .format })
            else {
                throw InputProblem(
                    "\"\(name)\" is no name to be written down: letters or digits, 64 characters at most, and nothing "
                        + "invisible. Give another with --as, or set LOCKSTEP_USER")
            }
            return Person(name: name, host: ProcessInfo.processInfo.hostName, account: account)
        }
    }

    /// The account of the operating system that runs this: no option and no variable changes it.
    static let account: String? = {
        guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return "\(getuid())" }
        return String(cString: name)
    }()
}
