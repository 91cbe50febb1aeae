import Escaping
import Foundation
import Journal
import SessionStore
import SimulatedTenant

/// The simulated tenant of a rehearsal, where it stands.
enum RehearsalTenant {
    /// - Parameter isReadOnly: nothing that happens in it is kept.
    static func resume(_ session: String, in store: SessionStore, isReadOnly: Bool = false) async throws
        -> SimulatedTenant
    {
        let log = store.rehearsalFile(of: session)
        // Sessions travel in files, and their simulated tenants don't.
        guard FileManager.default.fileExists(atPath: log.path) else {
            throw Refusal(
                "The simulated tenant of this rehearsal isn't in this store: it stays where the rehearsal was begun, and the "
                    + "session goes on there. Here it can be read: \(ProgramCommand.text("report", session))")
        }
        return try await SimulatedTenant.resume(log: log, isReadOnly: isReadOnly)
    }
}
