import ArgumentParser
import Console
import Escaping
import Foundation
import HTTPTransport
import Tenant
import Text

/// Where secrets and tokens of a live session go, besides the chosen cloud's own hosts.
enum LiveHosts {
    /// - Throws: `InputProblem` where a token can't be sent there, or readers may differ in where that is.
    static func check(_ address: String) throws(InputProblem) {
        guard let url = URL(string: address), url.scheme == "https", url.host()?.isEmpty == false else {
            throw InputProblem("\(address) is no address to send a token to: it begins with https:// and a host's name")
        }
        guard url.user == nil else {
            throw InputProblem(
                "\(address) is no address to send a token to: leave out what stands before the host, and the @")
        }
    }

    /// Names of the hosts that answer for the tenant and aren't the cloud's, each once.
    static func strangers(_ profile: Profile) throws -> [String] {
        var names: [String] = []
        for (address, own) in [
            (profile.authority, profile.cloud.authority), (profile.graph, profile.cloud.graph),
            (variable("LOCKSTEP_PINGONE"), ""),
        ] {
            guard let address else { continue }
            try check(address)
            let name = TrustedHosts.name(address)
            if name != TrustedHosts.name(own), !names.contains(name) { names.append(name) }
        }
        return names
    }

    private static func variable(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Before anything goes to such a host for the first time, the person types its name. What stays on this machine is
    /// only shown.
    /// - Parameter trusted: named with the command.
    static func confirm(_ strangers: [String], trusted: [String], _ screen: Screen) async throws {
        let hosts = TrustedHosts.usual
        let named = trusted.map { $0.contains("://") ? TrustedHosts.name($0) : $0.lowercased() }
        for name in strangers {
            // The host alone names all of its ports.
            let host = String(name.split(separator: ":").first ?? "")
            if LoopbackHost.isOne(name) || named.contains(name) || named.contains(host) || hosts.contains(name) {
                continue
            }
            guard screen.terminal.isInteractive else {
                throw InputProblem(
                    "secrets and tokens would go to \(name), which isn't Microsoft's. If that is meant, say so: --trust-host \(name)"
                )
            }
            screen.text(
                "Secrets and tokens would go to \(name), which isn't Microsoft's.",
                first: "\(Style.red("Not Microsoft:")) ",
                rest: "  ")
            let typed = try await TypedAnswer.read(
                "Type the host's name if you trust it, anything else ends: ", on: screen)
            guard let typed = typed?.lowercased(), typed == name || typed == host else {
                throw InputProblem("nothing was sent: \(name) wasn't named")
            }
            hosts.add(name)
        }
    }
}
