import Outputs

/// The faults of a rehearsal, as its trainer reads them.
struct ArmedFaults: Decodable {
    let faults: [RehearsalStatus.Fault]
}

extension ArmedFaults: OutputDocument {
    static let outputName = "trainer-faults"
    static let command = "lockstep trainer TENANT faults --json"
    static let about = "The faults that are armed."
    static let members: [OutputMember<ArmedFaults>] = [
        .init("faults", "In the order in which they were armed.", \.faults)
    ]
}
