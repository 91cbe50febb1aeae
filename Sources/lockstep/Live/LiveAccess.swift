import Escaping
import Foundation
import HTTPTransport
import Tenant
import Verification

/// What a live session may ask besides Graph: PingOne and SCIM, where the environment knows them.
enum LiveAccess {
    /// Names of the variables, as `help` and the messages tell them.
    static let scimToken = "LOCKSTEP_SCIM_TOKEN"
    /// The host that the token is for.
    static let scimHost = "LOCKSTEP_SCIM_HOST"

    /// - Parameter anchor: the authorities that are trusted instead of the system's, if they are.
    static func make(_ client: GraphClient, anchor: Data?, columns: [String]? = nil) throws -> TenantAccess {
        TenantAccess(
            client, pingOne: try pingOne(anchor), accounts: { accounts($0, anchor: anchor, columns: columns) },
            provider: ProviderClient(anchor: anchor))
    }

    private static func variable(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// As PingOne's own tools name the variables.
    private static func pingOne(_ anchor: Data?) throws -> PingOneClient? {
        guard let environment = variable("PINGONE_ENVIRONMENT_ID"), let id = variable("PINGONE_CLIENT_ID"),
            let secret = variable("PINGONE_CLIENT_SECRET")
        else { return nil }
        let worker = PingOneWorker(clientID: id, secret: secret)
        if let address = variable("LOCKSTEP_PINGONE") {
            try LiveHosts.check(address)
            return PingOneClient(
                endpoints: PingOneEndpoints(
                    authority: address, api: address, environmentID: environment, anchor: anchor), worker: worker)
        }
        let word = (variable("PINGONE_REGION") ?? "na").lowercased()
        guard let region = PingOneEndpoints.Region(rawValue: word) ?? PingOneEndpoints.Region(name: word) else {
            let regions = PingOneEndpoints.Region.allCases.map(\.rawValue).joined(separator: ", ")
            throw InputProblem("PINGONE_REGION is \"\(word)\"; it is one of \(regions)")
        }
        return PingOneClient(endpoints: PingOneEndpoints(region, environmentID: environment), worker: worker)
    }

    private static func accounts(_ text: String, anchor: Data?, columns: [String]?) -> any AccountSource {
        guard text.contains("://") else { return FileAccounts(text, columns: columns) }
        guard let token = variable(scimToken) else {
            return UnreadableAccounts(text, because: "The SCIM service's token is missing: set \(scimToken).")
        }
        // Whoever keeps the token says whose it is: no answer and no runbook does.
        let name = TrustedHosts.name(text)
        guard LoopbackHost.isOne(name) || variable(scimHost)?.lowercased() == name else {
            return UnreadableAccounts(
                text,
                because: "\(scimToken) isn't sent to \(name): nobody has said that it is that service's. If it is, set "
                    + "\(scimHost)=\(ShellText.word(name)).")
        }
        return ScimAccounts(ScimClient(address: text, token: token, anchor: anchor))
    }
}
