import GRDB

/// The store's tables, and how older stores become today's.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE events (
                        session TEXT NOT NULL,
                        sequence INTEGER NOT NULL CHECK (sequence > 0),
                        time TEXT NOT NULL,
                        who TEXT NOT NULL,
                        host TEXT NOT NULL,
                        kind TEXT NOT NULL,
                        version INTEGER NOT NULL,
                        payload TEXT NOT NULL,
                        previous TEXT NOT NULL,
                        hash TEXT NOT NULL,
                        PRIMARY KEY (session, sequence)
                    ) STRICT, WITHOUT ROWID;

                    -- The journal only grows. (Who edits the file itself is found by the hashes.)
                    CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
                    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
                    CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
                    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

                    CREATE TABLE leases (
                        session TEXT PRIMARY KEY NOT NULL,
                        token TEXT NOT NULL,
                        who TEXT NOT NULL,
                        host TEXT NOT NULL,
                        boot TEXT NOT NULL,
                        pid INTEGER NOT NULL,
                        started TEXT NOT NULL,
                        renewed REAL NOT NULL
                    ) STRICT;
                    """)
        }
        migrator.registerMigration("2") { database in
            try database.execute(
                sql: """
                    -- Deleted sessions: that they were, and what their journals ended with.
                    CREATE TABLE tombstones (
                        session TEXT PRIMARY KEY NOT NULL,
                        name TEXT NOT NULL,
                        events INTEGER NOT NULL,
                        head TEXT NOT NULL,
                        who TEXT NOT NULL,
                        host TEXT NOT NULL,
                        deleted TEXT NOT NULL
                    ) STRICT;
                    -- A journal may go as a whole, once its stone stands; single events never.
                    DROP TRIGGER events_are_never_deleted;
                    CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
                    WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.session = OLD.session)
                    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

                    -- Approvals that a session's writer waits for. Not part of the journal; what came of them is.
                    CREATE TABLE approvals (
                        session TEXT NOT NULL,
                        code TEXT NOT NULL,
                        what TEXT NOT NULL,
                        asker TEXT NOT NULL,
                        host TEXT NOT NULL,
                        asked REAL NOT NULL,
                        approver TEXT,
                        approver_host TEXT,
                        PRIMARY KEY (session, code)
                    ) STRICT;
                    """)
        }
        migrator.registerMigration("3") { database in
            try database.execute(
                sql: """
                    -- People who wait for the pen of a session that somebody has open, with the process that waits.
                    CREATE TABLE pen_requests (
                        session TEXT NOT NULL,
                        token TEXT NOT NULL,
                        who TEXT NOT NULL,
                        host TEXT NOT NULL,
                        boot TEXT NOT NULL,
                        pid INTEGER NOT NULL,
                        started TEXT NOT NULL,
                        renewed REAL NOT NULL,
                        -- What the holder said: NULL while nothing.
                        is_given INTEGER,
                        words TEXT,
                        PRIMARY KEY (session, token)
                    ) STRICT;
                    """)
        }
        migrator.registerMigration("4") { database in
            try database.execute(
                sql: """
                    -- What was sent and read of each domain of a tenant, whichever session wrote it: copies of its
                    -- events, in the order in which they came. They stay when a session is deleted.
                    CREATE TABLE domain_events (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        tenant TEXT NOT NULL,
                        domain TEXT NOT NULL,
                        session TEXT NOT NULL,
                        sequence INTEGER NOT NULL,
                        time TEXT NOT NULL,
                        who TEXT NOT NULL,
                        host TEXT NOT NULL,
                        kind TEXT NOT NULL,
                        version INTEGER NOT NULL,
                        payload TEXT NOT NULL,
                        previous TEXT NOT NULL,
                        hash TEXT NOT NULL,
                        UNIQUE (session, sequence, hash)
                    ) STRICT;
                    CREATE INDEX domain_events_by_domain ON domain_events (tenant, domain);
                    CREATE TRIGGER domain_events_are_never_changed BEFORE UPDATE ON domain_events
                    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
                    CREATE TRIGGER domain_events_are_never_deleted BEFORE DELETE ON domain_events
                    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

                    -- What is approved: the hash of the plan that was shown.
                    ALTER TABLE approvals ADD COLUMN plan TEXT;
                    """)
            try DomainLedger.fill(database)
        }
        migrator.registerMigration("5") { database in
            try database.execute(
                sql: """
                    -- Entries that came in by a file since the session was last written here. Whoever opens it next writes
                    -- down that they did.
                    CREATE TABLE taken_in (
                        session TEXT PRIMARY KEY NOT NULL,
                        first INTEGER NOT NULL,
                        last INTEGER NOT NULL
                    ) STRICT;
                    ALTER TABLE domain_events ADD COLUMN is_foreign INTEGER NOT NULL DEFAULT 0;
                    -- What a file told of a domain goes with its session; what was sent from here stays.
                    DROP TRIGGER domain_events_are_never_deleted;
                    CREATE TRIGGER domain_events_are_never_deleted BEFORE DELETE ON domain_events WHEN OLD.is_foreign = 0
                    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

                    -- A journal may go as a whole, in the transaction that puts its stone; at no other time.
                    CREATE TABLE deleting (session TEXT PRIMARY KEY NOT NULL) STRICT;
                    DROP TRIGGER events_are_never_deleted;
                    CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
                    WHEN NOT EXISTS (SELECT 1 FROM deleting WHERE deleting.session = OLD.session)
                    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

                    -- What the second person was shown when they answered, the account that they were at, and whether
                    -- they said no, with their words.
                    ALTER TABLE approvals ADD COLUMN asker_account TEXT;
                    ALTER TABLE approvals ADD COLUMN approver_account TEXT;
                    ALTER TABLE approvals ADD COLUMN shown TEXT;
                    ALTER TABLE approvals ADD COLUMN declined TEXT;
                    """)
        }
        migrator.registerMigration("6") { database in
            try database.execute(
                sql: """
                    -- Who lives is said by the lock on the pen that a row names, not by a process's number, machine and
                    -- clock. Rows of earlier versions go: their programs hold no lock. One that still runs finds its
                    -- lease gone, so that its next write is refused as after a take-over, and it can't begin or open
                    -- anything here: nobody writes beside anybody.
                    DROP TABLE leases;
                    CREATE TABLE leases (
                        session TEXT PRIMARY KEY NOT NULL,
                        token TEXT NOT NULL,
                        who TEXT NOT NULL,
                        host TEXT NOT NULL,
                        -- For people to read.
                        renewed REAL NOT NULL
                    ) STRICT;
                    DROP TABLE pen_requests;
                    CREATE TABLE pen_requests (
                        session TEXT NOT NULL,
                        token TEXT NOT NULL,
                        who TEXT NOT NULL,
                        host TEXT NOT NULL,
                        -- What the holder said: NULL while nothing.
                        is_given INTEGER,
                        words TEXT,
                        PRIMARY KEY (session, token)
                    ) STRICT;
                    """)
        }
        migrator.registerMigration("7") { database in
            try database.execute(
                sql: """
                    -- Who signed a journal up to which entry: that they wrote the last ones of them, or that they saw it.
                    CREATE TABLE signatures (
                        session TEXT NOT NULL,
                        sequence INTEGER NOT NULL,
                        hash TEXT NOT NULL,
                        -- Of the entries that the signer wrote; NULL for a witness.
                        first INTEGER,
                        signature TEXT NOT NULL,
                        PRIMARY KEY (session, sequence, signature)
                    ) STRICT, WITHOUT ROWID;
                    CREATE TRIGGER signatures_are_never_changed BEFORE UPDATE ON signatures
                    BEGIN SELECT RAISE(ABORT, 'signatures are never changed'); END;
                    CREATE TRIGGER signatures_are_never_deleted BEFORE DELETE ON signatures
                    WHEN NOT EXISTS (SELECT 1 FROM deleting WHERE deleting.session = OLD.session)
                    BEGIN SELECT RAISE(ABORT, 'signatures are never deleted'); END;
                    """)
        }
        migrator.registerMigration("8") { database in
            try database.execute(
                sql: """
                    -- The asker's key, and what whoever approved signed: ApprovalStatement's text and the signature over it.
                    ALTER TABLE approvals ADD COLUMN asker_key TEXT;
                    ALTER TABLE approvals ADD COLUMN statement TEXT;
                    ALTER TABLE approvals ADD COLUMN signature TEXT;
                    """)
        }
        migrator.registerMigration("9") { database in
            try database.execute(
                sql: """
                    -- The sign-in that whoever approved made for it; gone with the request.
                    ALTER TABLE approvals ADD COLUMN identity_token TEXT;
                    -- Whether whoever approves may look on until it is sent, and stop it; and the watcher who does.
                    ALTER TABLE approvals ADD COLUMN is_watchable INTEGER;
                    ALTER TABLE approvals ADD COLUMN watch TEXT;
                    CREATE TABLE watchers (
                        session TEXT NOT NULL,
                        -- The pen that shows that they are there.
                        token TEXT NOT NULL,
                        -- Why it is to stop; NULL while it isn't.
                        stopped TEXT,
                        PRIMARY KEY (session, token)
                    ) STRICT;
                    """)
        }
        migrator.registerMigration("10") { database in
            try database.execute(
                sql: """
                    -- In which order sessions were opened to write: what their clocks say is no order, for rehearsals have
                    -- clocks of their own.
                    CREATE TABLE opened (
                        session TEXT PRIMARY KEY NOT NULL,
                        number INTEGER NOT NULL
                    ) STRICT;
                    """)
        }
        return migrator
    }
}
