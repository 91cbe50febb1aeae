import Journal
import Outputs

extension Finding: OutputShape {
    /// In the schema.
    public static let outputName = "finding"
    /// What it is.
    public static let about = "One thing that isn't as it must be."
    /// As a program reads it.
    public static let members: [OutputMember<Finding>] = [
        .init("property", "Its name in the runbook; attestation where a person's word is missing.", \.property),
        .init("message", "What was seen and what was wanted, as a sentence.", \.message),
        .init("remedy", "What to do about it.", \.remedy),
    ]
}

extension Obstacle: OutputShape {
    /// In the schema.
    public static let outputName = "obstacle"
    /// What it is.
    public static let about = "Why something could not be found out."
    /// As a program reads it.
    public static let members: [OutputMember<Obstacle>] = [
        .init("reason", "What happened.", \.reason),
        .init("remedy", "What to do about it.", \.remedy),
    ]
}
