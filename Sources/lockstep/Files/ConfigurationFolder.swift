import Foundation
import PrivateFiles

/// Where an account keeps what is its own and no session's: profiles, hosts, keys, heads.
enum ConfigurationFolder {
    /// `$XDG_CONFIG_HOME/lockstep`, or below `~/.config`.
    static var url: URL {
        let named = ProcessInfo.processInfo.environment["XDG_CONFIG_HOME"]
        let folder =
            named.flatMap { $0.hasPrefix("/") ? URL(filePath: $0) : nil } ?? HomeFolder.url.appending(path: ".config")
        return folder.appending(path: "lockstep")
    }
}
