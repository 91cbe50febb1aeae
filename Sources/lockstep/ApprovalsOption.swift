import ArgumentParser

/// How many people must approve the switch, where that is to be more than the runbook asks.
struct ApprovalsOption: ParsableArguments {
    @Option(
        name: .customLong("approvals"),
        help: ArgumentHelp(
            "How many people must approve the switch, if more than the runbook asks. Nothing lowers it later.",
            valueName: "number"))
    var number: Int?

    func validate() throws {
        guard (1...5).contains(number ?? 1) else { throw ValidationError("--approvals is a number from 1 to 5.") }
    }
}
