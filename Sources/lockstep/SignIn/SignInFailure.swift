import ArgumentParser
import Console
import Journal
import Tenant

/// What a machine reads where the tenant could not be read, instead of what the command would have found.
struct SignInFailure {
    let error: Obstacle

    /// Runs what signs in; if that is refused or impossible, says why on standard error, and on standard output if JSON
    /// was asked for: something could not be found out, which is exit code 3.
    static func told<T>(asJSON: Bool, _ screen: Screen, _ work: () async throws -> T) async throws -> T {
        do {
            return try await work()
        } catch let problem as TenantProblem {
            try tell(problem, asJSON: asJSON, screen)
            throw ExitStatus.unknown
        }
    }

    static func tell(_ problem: TenantProblem, asJSON: Bool, _ screen: Screen) throws {
        screen.clearProgress()
        if asJSON { screen.line(try JSONText.document(SignInFailure(error: problem.obstacle))) }
        screen.error("Error: \(problem)")
    }
}

extension TenantProblem {
    var obstacle: Obstacle { Obstacle(reason: fault.reason, remedy: fault.remedy) }
}
