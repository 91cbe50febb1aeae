import Foundation
import PrivateFiles

/// Hosts beside the cloud's own that a person has named, once: secrets and tokens may go to them. A file in the
/// configuration's folder, a host a line.
struct TrustedHosts {
    let url: URL

    static var usual: TrustedHosts {
        TrustedHosts(url: ConfigurationFolder.url.appending(path: "trusted-hosts"))
    }

    func contains(_ host: String) -> Bool {
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        return text.split(whereSeparator: \.isNewline).contains { $0.lowercased() == host.lowercased() }
    }

    /// Keeps a host. One that can't be kept is asked about again.
    func add(_ host: String) {
        try? MadeFolder.makeFolder(of: url)
        var kept = Data()
        if FileManager.default.fileExists(atPath: url.path) {
            // What can't be read isn't replaced.
            guard let data = try? BoundedFile.data(url.path, limit: 1_048_576) else { return }
            kept = data
        }
        // Somebody who wrote in it may have left the last line open.
        if let last = kept.last, last != UInt8(ascii: "\n") { kept.append(UInt8(ascii: "\n")) }
        kept += Data("\(host.lowercased())\n".utf8)
        _ = try? MadeFile.replace(kept, at: url.path)
    }

    /// Host, and port where it isn't the usual one, of an address: what a person types to name it. Where somebody's name
    /// stands before the host, readers differ in where the host begins: then it is the whole address.
    static func name(_ address: String) -> String {
        guard let url = URL(string: address), let host = url.host(), url.user == nil else { return address }
        // Of colons, only the last is the port's.
        let whole = host.contains(":") ? "[\(host)]" : host.lowercased()
        return whole + (url.port.map { $0 == 443 ? "" : ":\($0)" } ?? "")
    }
}
