import Outputs

/// One request to a simulated tenant, as its trainer reads it.
struct LoggedRequest: Decodable {
    let number: Int
    let time: String
    let method: String
    let path: String
    let client: String
    let command: String?
    let status: Int
    let fault: String?
}

extension LoggedRequest: OutputDocument {
    static let outputName = "trainer-request"
    static let command = "lockstep trainer TENANT log --json: JSON Lines, one for each request"
    static let about = "One request to the simulated tenant, with its outcome."
    static let members: [OutputMember<LoggedRequest>] = [
        .init("number", "From 1.", \.number),
        .init("time", "When it came, by the tenant's clock.", \.time),
        .init("method", "Of HTTP.", \.method),
        .init("path", "Path and query.", \.path),
        .init("client", "The app that sent it; empty where nobody signed in.", \.client),
        .init("command", "The command line, where the Azure CLI tells it.", \.command),
        .init("status", "The answer's.", \.status),
        .init("fault", "The fault that it met.", \.fault),
    ]
}
