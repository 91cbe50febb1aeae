/// Why a simulated tenant can't start.
public enum SimulationProblem: Error, Sendable, CustomStringConvertible {
    case log(String)
    case server(String)

    public var description: String {
        switch self {
        case .log(let detail): "The simulated tenant can't be opened: \(detail)."
        case .server(let detail): "The simulated tenant's server can't start: \(detail)."
        }
    }
}
