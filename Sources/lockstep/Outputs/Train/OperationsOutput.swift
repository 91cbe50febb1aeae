import Outputs
import SimulatedTenant

/// What a simulated tenant serves.
struct OperationsOutput: OutputDocument {
    static let outputName = "operations"
    static let command = "lockstep simulate --operations"
    static let about = "What the simulated tenant serves."
    static let members: [OutputMember<OperationsOutput>] = [
        .init("operations", "Service by service.") { _ in ServedOperation.all }
    ]
}

extension ServedOperation: OutputShape {
    public static let outputName = "operation"
    public static let about = "One thing that can be asked of the simulated tenant."
    public static let members: [OutputMember<ServedOperation>] = [
        .init("service", "Whose it is: sign-in, graph, pingone.", \.service),
        .init("operation", "Method and path.", \.operation),
        .init("permissions", "Any one of these allows it; none where Graph asks for none.", \.permissions),
    ]
}
