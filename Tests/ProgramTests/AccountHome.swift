import Foundation
import Glibc
import TestSupport

/// An account's own folder.
final class AccountHome {
    private let folder: TemporaryFolder
    var url: URL { folder.url }

    init(_ user: uid_t) throws {
        folder = try TemporaryFolder()
        chown(folder.url.path, user, user)
    }
}
