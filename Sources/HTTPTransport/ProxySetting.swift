import Foundation
import Glibc

/// The proxy that the environment names for an address of https, as libcurl looks it up (curl(1), "ENVIRONMENT"). What
/// libcurl itself says about one that it can't read quotes the proxy's password.
struct ProxySetting {
    /// Those that libcurl speaks to a proxy.
    private static let schemes: Set = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]

    /// The variable's name.
    let variable: String
    private let value: String

    /// nil where none is named, or `host` is reached without.
    init?(for host: String) {
        let names = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
        let named = names.lazy.compactMap { name in ProxySetting.value(name).map { (name, $0) } }.first
        guard let (name, value) = named, !ProxySetting.isWithout(host.lowercased()) else { return nil }
        (variable, self.value, place) = (name, value, ProxySetting.place(value))
    }

    /// Host and port as libcurl names them; nil where it isn't an address, or can be taken for more than one. Characters that
    /// addresses use themselves (`@`, `/`, `#`, `?`, blanks) make it a different address if a password has them.
    private let place: (host: String, port: String)?

    var isAddress: Bool { place != nil }

    private static func place(_ value: String) -> (host: String, port: String)? {
        var rest = value[...]
        if let mark = value.range(of: "://") {
            guard ProxySetting.schemes.contains(value[..<mark.lowerBound].lowercased()) else { return nil }
            rest = value[mark.upperBound...]
        }
        let trimmed = rest.hasSuffix("/") ? rest.dropLast() : rest
        guard trimmed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !trimmed.contains(where: { "/?#\\".contains($0) })
        else { return nil }
        let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count < 3, let last = parts.last,
            let found = last.wholeMatch(of: /(\[[0-9A-Fa-f:.%]+\]|[A-Za-z0-9._~\-]+)(?::([0-9]{1,5}))?/)
        else { return nil }
        if let port = found.2, UInt16(port) == nil { return nil }
        let host = found.1.hasPrefix("[") ? found.1.dropFirst().dropLast() : found.1
        return (String(host), found.2.map(String.init) ?? "1080")
    }

    /// Whether a message that a connection wasn't accepted is about the proxy.
    func isMeant(by words: String) -> Bool { place.map { words.contains("\($0.host) port \($0.port)") } ?? false }

    /// What must not be repeated.
    var secrets: [String] {
        guard let end = value.lastIndex(of: "@") else { return [] }
        let start = value.range(of: "://").map(\.upperBound) ?? value.startIndex
        guard start < end else { return [] }
        let user = String(value[start..<end])
        let password = user.firstIndex(of: ":").map { String(user[user.index(after: $0)...]) }
        return [user] + [password, password?.removingPercentEncoding].compactMap { $0 }
    }

    private static func isWithout(_ host: String) -> Bool {
        let list = value("no_proxy") ?? value("NO_PROXY") ?? ""
        return list.split { $0 == "," || $0.isWhitespace }.contains { entry in
            let name = entry.drop { $0 == "." }.lowercased()
            return name == "*" || name == host || !name.isEmpty && host.hasSuffix("." + name)
        }
    }

    private static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
