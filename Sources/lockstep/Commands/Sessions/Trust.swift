import ArgumentParser

struct Trust: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Whose keys are known here: what they signed counts as their word.",
        discussion: """
            What is written into a session is signed with its writer's key. Keys are OpenSSH's: one that you name in \
            LOCKSTEP_SIGNING_KEY (a private key's file, or the .pub of one that your agent has), or a pair that is made \
            when it is first needed. The list of known keys is an allowed_signers file, which ssh-keygen reads too.

            Examples:
              lockstep trust list
              lockstep trust add kai kai.pub
              lockstep trust add kai SHA256:2ZbO…         a key that signed a session in this store
              lockstep trust remove SHA256:2ZbO…          nothing that it signed is known any more
              lockstep trust remove kai --from 2026-11-28T22:00Z      what it signed before stays known

            A key that leaked: remove it from the last moment at which it was surely nobody else's. Who has it can date \
            what they sign back, so compare the head with one that somebody else has seen: "lockstep verify" tells it.

            Exit codes: 0 done, 1 refused, 2 usage.
            """,
        subcommands: [TrustList.self, TrustAdd.self, TrustRemove.self], defaultSubcommand: TrustList.self)
}
