import Escaping
import Foundation
import HTTPTransport
import Synchronization

/// The Azure CLI, asked for a token of the account that it is signed in with.
public struct AzureCLI: Sendable {
    private let program: String
    private let limit: Duration

    /// - Parameters:
    ///   - program: the command, found on the path.
    ///   - limit: how long it may take; it asks the sign-in service when its own token has ended.
    public init(program: String = "az", limit: Duration = .seconds(60)) {
        self.program = program
        self.limit = limit
    }

    struct TokenOutput: Decodable {
        let accessToken: String
        /// Seconds since 1970. Older versions don't say.
        let expiresOn: Double?

        private enum CodingKeys: String, CodingKey {
            case accessToken
            case expiresOn = "expires_on"
        }
    }

    /// - Parameter resource: Graph's root.
    func token(tenant: String, resource: String) async throws(TenantFault) -> TokenOutput {
        let (status, output, errors) = await run([
            "account", "get-access-token", "--resource", resource, "--tenant", tenant, "--output", "json",
        ])
        guard status == 0 else {
            let words = errors.split(whereSeparator: \.isNewline).first.map(String.init) ?? "it ended with \(status)"
            let masked = SecretText.masked(words.replacing("ERROR: ", with: ""), secrets: SentSecrets.all)
            // A stack trace or a page is no sentence.
            let isLong = masked.count > AzureCLI.longest
            throw .signIn(code: "azure_cli", message: isLong ? "\(masked.prefix(AzureCLI.longest))…" : masked)
        }
        guard let answer = try? JSONDecoder().decode(TokenOutput.self, from: Data(output.utf8)),
            !answer.accessToken.isEmpty
        else { throw .unexpected("what was printed holds no token", from: "the Azure CLI") }
        return answer
    }

    /// Letters of a message that somebody reads.
    private static let longest = 600

    private typealias Ending = (status: Int32, output: String, errors: String)

    /// What is under way: ended once, by the program itself, by the clock or by the person.
    private final class Run: Sendable {
        private struct State {
            var continuation: CheckedContinuation<Ending, Never>?
            var ending: Ending?
            var pid: pid_t?
        }

        private let state = Mutex(State())

        func began(_ continuation: CheckedContinuation<Ending, Never>) {
            let ending = state.withLock { state -> Ending? in
                if state.ending == nil { state.continuation = continuation }
                return state.ending
            }
            if let ending { continuation.resume(returning: ending) }
        }

        /// - Returns: false if it was given up before it started.
        func started(_ pid: pid_t) -> Bool {
            state.withLock { state in
                if state.ending == nil { state.pid = pid }
                return state.ending == nil
            }
        }

        func end(_ ending: Ending) {
            let continuation = state.withLock { state -> CheckedContinuation<Ending, Never>? in
                guard state.ending == nil else { return nil }
                state.ending = ending
                state.pid = nil
                defer { state.continuation = nil }
                return state.continuation
            }
            continuation?.resume(returning: ending)
        }

        /// Kills it: the threads that processes are started from block gentler signals, and children inherit that.
        func giveUp(_ words: String) {
            let pid = state.withLock { $0.pid }
            if let pid { kill(pid, SIGKILL) }
            end((1, "", words))
        }
    }

    private func run(_ arguments: [String]) async -> Ending {
        let run = Run()
        let clock = Task {
            try await Task.sleep(for: limit)
            run.giveUp("it said nothing for \(limit.formatted(.units(allowed: [.minutes, .seconds], width: .wide)))")
        }
        defer { clock.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                run.began(continuation)
                // On a thread of its own: waiting for a process blocks.
                Thread.detachNewThread { run.end(execute(arguments, run)) }
            }
        } onCancel: {
            run.giveUp("cancelled")
        }
    }

    /// What only this program needs to know: secrets of other services, and of the app that the CLI doesn't sign in as.
    private static func isOurs(_ name: String) -> Bool {
        name.hasPrefix("LOCKSTEP_") || name.hasPrefix("PINGONE_")
            || ["AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PASSWORD"].contains(name)
    }

    private func execute(_ arguments: [String], _ run: Run) -> Ending {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.environment = ProcessInfo.processInfo.environment.filter { !AzureCLI.isOurs($0.key) }
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            return (127, "", "\(program) can't be started")
        }
        if !run.started(process.processIdentifier) { kill(process.processIdentifier, SIGKILL) }
        // Both at once: a program that fills one pipe while the other is waited for would wait for ever.
        let words = Mutex(Data())
        let isRead = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            let data = (try? errors.fileHandleForReading.readToEnd()) ?? Data()
            words.withLock { $0 = data }
            isRead.signal()
        }
        let text = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        isRead.wait()
        process.waitUntilExit()
        let status = process.terminationStatus
        return (
            status, String(decoding: text, as: UTF8.self),
            status == 127
                ? "\(program) isn't installed" : String(decoding: words.withLock { $0 }, as: UTF8.self)
        )
    }
}
