import GRDB

/// Both sides' accounts in a nameless temporary database: what doesn't fit into its cache lies on the disk, in a file
/// that nobody else can open and that is gone with the process. So memory stays bounded, however many accounts there
/// are.
struct AccountStore: Sendable {
    let queue: DatabaseQueue

    /// Bytes of the cache, as SQLite counts them: negative, in KiB.
    private static let cache = -49_152

    init() throws(ReconciliationProblem) {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA journal_mode = OFF;
                    PRAGMA synchronous = OFF;
                    PRAGMA temp_store = FILE;
                    PRAGMA cache_size = \(AccountStore.cache);
                    """)
        }
        do {
            // No name: private to this connection, deleted when it closes.
            queue = try DatabaseQueue(path: "", configuration: configuration)
            try queue.write { try $0.execute(sql: AccountStore.tables) }
        } catch {
            throw .storage("\(error)")
        }
    }

    func write<T>(_ work: (Database) throws -> T) throws(ReconciliationProblem) -> T {
        do {
            return try queue.write(work)
        } catch let problem as ReconciliationProblem {
            throw problem
        } catch {
            throw .storage("\(error)")
        }
    }

    func read<T>(_ work: (Database) throws -> T) throws(ReconciliationProblem) -> T {
        do {
            return try queue.read(work)
        } catch {
            throw .storage("\(error)")
        }
    }

    /// Bits of `flags`.
    enum Flag {
        static let enabled = 1
        static let guest = 2
        static let request = 4
        /// Of Microsoft's side: the user principal name lies on a domain that switches.
        static let inside = 8
        /// Whether it is enabled isn't known.
        static let unclear = 16
        /// Only an alternate login lies on such a domain.
        static let alternate = 32
        /// The identifier may be an Active Directory's.
        static let directorys = 64
        /// Of Microsoft's side: the account that has its identifier seems to be somebody else's.
        static let contradicted = 128
        /// The identifier isn't an Active Directory's, and its form doesn't say whose it is.
        static let anybodys = 256
        /// Of the other side: nothing says whether it is enabled.
        static let untold = 512
    }

    static func flag(_ reach: AccessLoss.Reach) -> Int {
        switch reach {
        case .none: 0
        case .name: Flag.inside
        // Which domain that is, is known only once all domains are.
        case .link: 0
        case .alternate: Flag.alternate
        }
    }

    private static let tables = """
        CREATE TABLE account (
            row INTEGER PRIMARY KEY,
            side INTEGER NOT NULL,
            id TEXT NOT NULL,
            address TEXT NOT NULL,
            folded TEXT NOT NULL,
            name TEXT NOT NULL,
            identifier TEXT,
            claim TEXT,
            flags INTEGER NOT NULL,
            rule INTEGER,
            class INTEGER NOT NULL DEFAULT 0,
            partner INTEGER,
            note TEXT,
            word TEXT NOT NULL,
            void TEXT,
            loss INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE alias (
            account INTEGER NOT NULL, folded TEXT NOT NULL, address TEXT NOT NULL, login INTEGER NOT NULL);
        CREATE TABLE matching (hash INTEGER NOT NULL, side INTEGER NOT NULL, account INTEGER NOT NULL);
        CREATE TABLE candidate (
            microsoft INTEGER NOT NULL,
            other INTEGER NOT NULL,
            confidence REAL NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (microsoft, other)
        ) WITHOUT ROWID;
        """

    /// Made once everything is in: sorting once is quicker than keeping order all along.
    static let indexes = """
        CREATE INDEX account_identifier ON account (identifier, side) WHERE identifier IS NOT NULL;
        CREATE INDEX account_id ON account (side, id);
        CREATE INDEX account_folded ON account (folded, side);
        CREATE INDEX alias_folded ON alias (folded);
        CREATE INDEX alias_account ON alias (account);
        """
}
