import ArgumentParser
import Escaping

struct Trainer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Work a simulated tenant from outside: faults, surprises, the clock.",
        discussion: """
            For trainers. The key is printed when the simulated tenant starts, and stands with the certificate \
            authority in its file of exports: load that first. No trainee's token opens these controls.

            Examples:
              . ./sim.env
              lockstep trainer $LOCKSTEP_GRAPH status
              lockstep trainer $LOCKSTEP_GRAPH fault --match 'GET /v1.0/users' --status 429
              lockstep trainer $LOCKSTEP_GRAPH inject certificate-rolls
              lockstep trainer $LOCKSTEP_GRAPH clock advance 10m
              lockstep trainer $LOCKSTEP_GRAPH snapshot before-cutover
              lockstep trainer $LOCKSTEP_GRAPH restore before-cutover
              lockstep trainer $LOCKSTEP_GRAPH log
              lockstep trainer $LOCKSTEP_GRAPH accounts > peig.csv
            """,
        subcommands: [
            TrainerStatus.self, TrainerFault.self, TrainerFaults.self, TrainerInject.self, TrainerClock.self,
            TrainerSnapshot.self, TrainerRestore.self, TrainerLog.self, TrainerDebrief.self, TrainerDevice.self,
            TrainerSignIn.self, TrainerAccounts.self,
        ])

    @OptionGroup var target: TrainerTarget

    /// Reached only where no subcommand follows the address.
    func run() async throws {
        throw ValidationError(
            target.url.hasPrefix("https://")
                ? "Say what to do: \(ShellText.command("lockstep", "trainer", target.url, "status"))"
                : "The address of the simulated tenant comes first: lockstep trainer https://localhost:PORT status")
    }
}

/// Which simulated tenant is meant.
struct TrainerTarget: ParsableArguments {
    @Argument(help: "The simulated tenant's address: https://localhost:PORT.") var url: String

    func client() throws -> TrainerClient { try TrainerClient(url) }
}
