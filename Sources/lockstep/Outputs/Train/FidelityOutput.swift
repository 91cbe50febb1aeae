import Outputs
import SimulatedTenant

/// How faithful the simulated tenant is.
struct FidelityOutput: OutputDocument {
    static let outputName = "fidelity"
    static let command = "lockstep simulate --fidelity"
    static let about = "How each behaviour of the simulated tenant is known to be the real one's."
    static let members: [OutputMember<FidelityOutput>] = [
        .init("behaviours", "One by one.") { _ in FidelityLedger.rows }
    ]
}

extension FidelityLedger.Row: OutputShape {
    public static let outputName = "behaviour"
    public static let about = "One behaviour of the simulated tenant."
    public static let members: [OutputMember<FidelityLedger.Row>] = [
        .init("behaviour", "What it does.", \.behaviour),
        .init(
            "basis", "documented by the service, seen at a client, or assumed: to be tried at a real tenant.", \.basis),
        .init("source", "The page, thread or client.", \.source),
        .init("test", "The name of the test that holds it.", \.test),
    ]
}

extension FidelityLedger.Basis: OutputWord {}
