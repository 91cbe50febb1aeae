/// The list of what is served, made from the tables that serve it.
public struct ServedOperation: Sendable {
    public let service: String
    /// Method and path.
    public let operation: String
    /// Any one of these allows it; none where no permission of Graph is asked for.
    public let permissions: [String]

    public static let all: [ServedOperation] =
        SignInDesk.operations.map { ServedOperation(service: "sign-in", operation: $0, permissions: []) }
        + [ServedOperation(service: "graph", operation: "POST /v1.0/$batch", permissions: [])]
        + RouteTable.routes.map { route in
            let first = route.pattern.first ?? ""
            let isOwn = first == "peig" || first == "simulation"
            return ServedOperation(
                service: isOwn ? String(first) : "graph", operation: "\(route.method) /v1.0/\(route.text)",
                permissions: isOwn ? [] : route.permissions)
        }
        + PingOneDesk.operations.map { ServedOperation(service: "pingone", operation: $0, permissions: []) }
        + ProviderDesk.operations.map { ServedOperation(service: "provider", operation: $0, permissions: []) }
        + TrainerDesk.operations.map { ServedOperation(service: "trainer", operation: $0, permissions: []) }
}
