import Outputs

extension TrainerFaults.Answer: OutputDocument {
    static let outputName = "trainer-faults"
    static let command = "lockstep trainer TENANT faults --json"
    static let about = "The faults that are armed."
    static let members: [OutputMember<TrainerFaults.Answer>] = [
        .init("faults", "In the order in which they were armed.", \.faults)
    ]
}
