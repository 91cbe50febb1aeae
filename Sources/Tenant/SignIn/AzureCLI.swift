import Foundation

/// The Azure CLI, asked for a token of the account that it is signed in with.
public struct AzureCLI: Sendable {
    private let program: String

    /// - Parameter program: the command, found on the path.
    public init(program: String = "az") { self.program = program }

    struct Answer: Decodable {
        let accessToken: String
        /// Seconds since 1970. Older versions don't say.
        let expiresOn: Double?

        private enum CodingKeys: String, CodingKey {
            case accessToken
            case expiresOn = "expires_on"
        }
    }

    /// - Parameter resource: Graph's root.
    func token(tenant: String, resource: String) async throws(TenantFault) -> Answer {
        let (status, output, errors) = await run([
            "account", "get-access-token", "--resource", resource, "--tenant", tenant, "--output", "json",
        ])
        guard status == 0 else {
            let words = errors.split(whereSeparator: \.isNewline).first.map(String.init) ?? "it ended with \(status)"
            throw .signIn(code: "azure_cli", message: words.replacing("ERROR: ", with: ""))
        }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(output.utf8)), !answer.accessToken.isEmpty
        else { throw .unexpected("what the Azure CLI printed holds no token") }
        return answer
    }

    /// Runs it on a thread of its own: waiting for a process blocks.
    private func run(_ arguments: [String]) async -> (status: Int32, output: String, errors: String) {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let process = Process()
                process.executableURL = URL(filePath: "/usr/bin/env")
                process.arguments = [program] + arguments
                let (output, errors) = (Pipe(), Pipe())
                process.standardOutput = output
                process.standardError = errors
                process.standardInput = FileHandle.nullDevice
                do {
                    try process.run()
                } catch {
                    return continuation.resume(returning: (127, "", "\(program) can't be started"))
                }
                let text = (try? output.fileHandleForReading.readToEnd()) ?? Data()
                let words = (try? errors.fileHandleForReading.readToEnd()) ?? Data()
                process.waitUntilExit()
                let status = process.terminationStatus
                continuation.resume(
                    returning: (
                        status, String(decoding: text, as: UTF8.self),
                        status == 127 ? "\(program) isn't installed" : String(decoding: words, as: UTF8.self)
                    ))
            }
        }
    }
}
