import Foundation
import Glibc
import TestSupport

/// Accounts that need no entry in any table: the kernel knows numbers only.
struct OtherAccount {
    static let ida = OtherAccount(user: 4_001, group: 4_100)
    static let kai = OtherAccount(user: 4_002, group: 4_100)
    static let eve = OtherAccount(user: 4_003, group: 4_200)

    let user: Int
    let group: Int

    /// What makes a program this account's.
    var starter: [String] {
        ["/usr/bin/setpriv", "--reuid", "\(user)", "--regid", "\(user)", "--groups", "\(group)", "--"]
    }

    /// Whether somebody else can be become, and can start the program where it lies.
    static let canBeHad: Bool = {
        guard geteuid() == 0, let home = try? AccountHome(4_001) else { return false }
        return (try? Program.run(["--version"], store: home.url, through: ida.starter))?.code == 0
    }()
}
