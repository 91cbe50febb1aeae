import ArgumentParser

struct Trainer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Work a simulated tenant from outside: faults, surprises, the clock.",
        discussion: """
            For trainers. The key is printed when the simulated tenant starts, and stands with the certificate \
            authority in its file of exports: load that first. No trainee's token opens these controls.

            Examples:
              . ./sim.env
              lockstep trainer $LOCKSTEP_GRAPH status
              lockstep trainer $LOCKSTEP_GRAPH fault --match 'GET /v1.0/organization' --status 429 --retry-after 2 --times 1
              lockstep trainer $LOCKSTEP_GRAPH inject certificate-rolls
              lockstep trainer $LOCKSTEP_GRAPH clock advance 10m
              lockstep trainer $LOCKSTEP_GRAPH snapshot before-cutover
              lockstep trainer $LOCKSTEP_GRAPH restore before-cutover
              lockstep trainer $LOCKSTEP_GRAPH log
            """,
        subcommands: [
            TrainerStatus.self, TrainerFault.self, TrainerFaults.self, TrainerInject.self, TrainerClock.self,
            TrainerSnapshot.self, TrainerRestore.self, TrainerLog.self, TrainerDebrief.self, TrainerDevice.self,
            TrainerSignIn.self,
        ])

    @OptionGroup var target: TrainerTarget
}

/// Which simulated tenant is meant.
struct TrainerTarget: ParsableArguments {
    @Argument(help: "The simulated tenant's address: https://localhost:PORT.") var url: String

    func client() throws -> TrainerClient { try TrainerClient(url) }
}
