import Journal
import Signatures

/// Whose keys are known, as the list says now.
struct KnownKeys: KeyKeeper {
    func known() throws(UnreadableKeys) -> AllowedSigners {
        do {
            return try KeyFolder.knownAndOwn()
        } catch {
            throw UnreadableKeys("\(error)")
        }
    }
}
