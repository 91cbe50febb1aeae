import Outputs

/// What `lockstep doctor` saw.
struct DoctorOutput: OutputDocument {
    static let outputName = "doctor"
    static let command = "lockstep doctor --tenant TENANT --json"
    static let about =
        "Whether everything that a live session needs is there. The exit code is 1 if something is wrong, 3 if something "
        + "is unknown."
    static let members: [OutputMember<DoctorOutput>] = [
        .init("findings", "In the order in which they are needed.", \.findings)
    ]

    let findings: [Examination.Finding]
}

extension Examination.Finding: OutputShape {
    static let outputName = "examined"
    static let about = "One thing that was looked at."
    static let members: [OutputMember<Examination.Finding>] = [
        .init("what", "What it is.", \.what),
        .init("standing", "How it stands.", \.standing),
        .init("detail", "What was seen.", \.detail),
        .init("remedy", "What to do, if there is something to do.", \.remedy),
    ]
}

extension Examination.Finding.Mark: OutputWord {}
