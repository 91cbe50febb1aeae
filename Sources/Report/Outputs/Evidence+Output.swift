import Journal
import Outputs

extension Evidence: OutputShape {
    /// In the schema.
    public static let outputName = "evidence"
    /// What it is.
    public static let about = "What a verdict rests on. It holds no secret and no token."
    /// As a program reads it.
    public static let members: [OutputMember<Evidence>] = [
        .init("observations", "What was seen of the item's properties.", \.observations),
        .init("requests", "What was asked, in order.", \.requests),
        .init("milliseconds", "How long it took.", \.milliseconds),
    ]
}

extension Evidence.Request: OutputShape {
    /// In the schema.
    public static let outputName = "exchange"
    /// What it is.
    public static let about = "One exchange with a service."
    /// As a program reads it.
    public static let members: [OutputMember<Evidence.Request>] = [
        .init("method", "Of HTTP.", \.method),
        .init("path", "Path and query, without host.", \.path),
        .init("status", "The answer's; missing when none came.", \.status),
        .init("requestID", "The service's own name for it, for a support ticket.", \.requestID),
        .init("milliseconds", "How long it took.", \.milliseconds),
    ]
}

extension Evidence.Observation: OutputShape {
    /// In the schema.
    public static let outputName = "observation"
    /// What it is.
    public static let about = "A property as it was seen."
    /// As a program reads it.
    public static let members: [OutputMember<Evidence.Observation>] = [
        .init("property", "Its name in the runbook.", \.property),
        .init("seen", "The value, in words.", \.seen),
    ]
}
