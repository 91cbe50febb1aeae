import Escaping
import Foundation
import SimulatedTenant

/// What other tools need to find and trust a simulated tenant: shell exports, and the certificate authority beside them.
/// Only their owner may read them, for they hold secrets, if only simulated ones.
struct SimulationFiles {
    let exports: URL
    let anchor: URL

    init(_ exports: URL) {
        self.exports = exports
        anchor = URL(filePath: exports.path + ".ca.pem")
    }

    func write(_ tenant: SimulatedTenant, _ tool: ToolRegistration) throws {
        let worker = tenant.credential(.worker)
        try write(
            tenant,
            [
                ("AZURE_AUTHORITY_HOST", tenant.address), ("AZURE_TENANT_ID", tenant.tenantID),
                ("AZURE_CLIENT_ID", tool.clientID), ("AZURE_CLIENT_SECRET", tool.secret),
                ("LOCKSTEP_EXPIRED_SECRET", tool.expiredSecret),
                // Without these the Azure CLI asks Microsoft's own servers first.
                ("AZURE_CORE_INSTANCE_DISCOVERY", "false"), ("AZURE_CORE_COLLECT_TELEMETRY", "no"),
                ("LOCKSTEP_PINGONE", tenant.address), ("PINGONE_ENVIRONMENT_ID", tenant.environmentID),
                ("PINGONE_CLIENT_ID", worker.clientID), ("PINGONE_CLIENT_SECRET", worker.secret),
            ])
    }

    /// For a trainer of a rehearsal: the controls and nothing else.
    func writeTrainer(_ tenant: SimulatedTenant) throws { try write(tenant, []) }

    private func write(_ tenant: SimulatedTenant, _ more: [(String, String)]) throws {
        let all =
            more + [
                ("SSL_CERT_FILE", anchor.path), ("REQUESTS_CA_BUNDLE", anchor.path),
                ("LOCKSTEP_GRAPH", tenant.address), ("LOCKSTEP_TRAINER_KEY", tenant.trainerKey),
            ]
        let text = all.map { name, value in "export \(name)=\(ShellText.quoted(value))\n" }.joined()
        // The authority first: whoever finds the exports finds it too.
        try SimulationFiles.write(tenant.anchor, to: anchor)
        try SimulationFiles.write(Data(text.utf8), to: exports)
    }

    func remove() {
        try? FileManager.default.removeItem(at: exports)
        try? FileManager.default.removeItem(at: anchor)
    }

    private static func write(_ data: Data, to file: URL) throws {
        // Complete from the moment it can be seen.
        let draft = URL(filePath: file.path + ".new")
        try? FileManager.default.removeItem(at: draft)
        guard
            FileManager.default.createFile(atPath: draft.path, contents: data, attributes: [.posixPermissions: 0o600]),
            rename(draft.path, file.path) == 0
        else { throw InputProblem("\(file.path) can't be written; name another place with --env-file") }
    }
}
