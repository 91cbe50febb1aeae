import ArgumentParser
import Foundation
import SimulatedTenant

/// Lets a trainer work the tenant of a rehearsal from another terminal.
struct TrainerOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write what a trainer needs for \"lockstep trainer\" to this file, while the rehearsal runs. What has that name "
                + "already stays, and nothing is written.",
            valueName: "path"))
    var trainerFile: String?

    func write(_ tenant: SimulatedTenant) throws -> SimulationFiles? {
        guard let trainerFile else { return nil }
        let files = try SimulationFiles(named: trainerFile)
        try files.writeTrainer(tenant)
        return files
    }
}
