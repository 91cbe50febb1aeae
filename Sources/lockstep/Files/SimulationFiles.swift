import Escaping
import Foundation
import PrivateFiles
import SimulatedTenant

/// What other tools need to find and trust a simulated tenant: shell exports, and the certificate authority beside them.
/// Only their owner may read them, for they hold secrets, if only simulated ones.
final class SimulationFiles {
    let exports: URL
    let anchor: URL
    /// What may stand where they go.
    private let predecessor: FileDraft.Predecessor
    /// What this process has made, the authority first.
    private var made: [MadeFile] = []

    /// Lockstep's own place, where files of a simulation that was killed are replaced.
    init(ours exports: URL) throws {
        self.exports = exports
        predecessor = .file
        anchor = URL(filePath: exports.path + ".ca.pem")
        for (file, mark) in [(exports, "export LOCKSTEP_TRAINER_KEY="), (anchor, "-----BEGIN CERTIFICATE-----")] {
            guard let data = FileManager.default.contents(atPath: file.path) else { continue }
            guard !MadeFile.isHeld(file.path) else {
                throw InputProblem(
                    "another simulation that runs has \(file.path); nothing was written. Name another file with --env-file"
                )
            }
            // Whatever has its name and isn't one of them is somebody's.
            guard data.range(of: Data(mark.utf8)) != nil else { throw SimulationFiles.taken(file.path) }
        }
    }

    /// A place that a person said: nothing that is there is touched.
    init(named name: String) throws {
        if name == "-" {
            throw InputProblem(
                "two files are made, and standard output can't hold them; nothing was written. Name a file")
        }
        try FileName.check(name)
        exports = URL(filePath: name)
        predecessor = .nothing
        anchor = URL(filePath: exports.path + ".ca.pem")
        for file in [exports, anchor] where try FileFacts.of(file.path) != nil {
            throw SimulationFiles.taken(file.path)
        }
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
        // A proxy's loopback is another machine's.
        let text =
            all.map { name, value in "export \(name)=\(ShellText.quoted(value))\n" }.joined()
            + "export NO_PROXY=\"${NO_PROXY:+$NO_PROXY,}localhost\"\n"
        // The authority first: whoever finds the exports finds it too.
        try make(tenant.anchor, at: anchor)
        try make(Data(text.utf8), at: exports)
    }

    /// Only what this process made: something else may have the name by now.
    func remove() {
        for file in made.reversed() { file.remove() }
        made = []
    }

    private func make(_ data: Data, at file: URL) throws {
        do {
            let new = try MadeFile.make(data, at: file.path, over: predecessor)
            new.hold()
            made.append(new)
        } catch {
            remove()
            guard case .exists(let path) = error else { throw error }
            throw SimulationFiles.taken(path)
        }
    }

    private static func taken(_ path: String) -> InputProblem {
        InputProblem(
            "\(path) is there already; nothing was written. Name another place; only if a simulation that was killed left "
                + "it, remove it")
    }
}
