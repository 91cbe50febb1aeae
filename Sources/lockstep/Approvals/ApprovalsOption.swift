import ArgumentParser

/// How many people must approve the switch, where that is to be more than the runbook asks.
struct ApprovalsOption: ParsableArguments {
    @Option(
        name: .customLong("approvals"),
        help: ArgumentHelp(
            "How many people must approve the switch, you included, if more than the runbook asks. Nothing lowers it later.",
            valueName: "number"))
    var number: Int?

    func validate() throws {
        guard let number else { return }
        guard (2...5).contains(number) else {
            throw ValidationError(
                "--approvals counts you too: a number from 2 to 5. Without it as many as the runbook asks for must approve."
            )
        }
    }
}
