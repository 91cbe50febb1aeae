import Foundation
import Journal
import SessionStore
import TestSupport
import Testing

/// README's table of who finds what was done to a journal, done with the real program: what it says to whoever wrote it, to a
/// colleague who has seen it, to one who has never seen it and knows the writer's key, and to the same one with a head from
/// before.
@Suite(.serialized) struct JournalAttackTests {
    private typealias Account = SignedSessionTests.Account

    /// The night that Ida wrote and Kai has seen, an older copy of it, and everybody who comes near.
    private struct Night: Sendable {
        let folder: TemporaryFolder
        let ida: Account, kai: Account, lena: Account, mallory: Account
        /// With Ida's own key, and nothing that her account has seen.
        let thief: Account
        /// How many entries it has, and where its head was put.
        let last: Int
        let head: String
        private let store: StoreFile
        private let earlier: String
        private let whole: String

        init() throws {
            folder = try TemporaryFolder()
            let top = folder.url
            func place(_ name: String) throws -> URL {
                let url = top.appending(path: name)
                try FileManager.default.createDirectory(
                    at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                return url
            }
            let shared = try place("store")
            func account(_ name: String) throws -> Account { Account(home: try place(name), store: shared) }
            (ida, kai, lena) = (try account("ida"), try account("kai"), try account("lena"))
            (mallory, thief) = (try account("mallory"), try account("thief"))
            store = StoreFile(shared)
            (earlier, whole) = (top.appending(path: "earlier").path, top.appending(path: "whole").path)
            head = top.appending(path: "head").path
            let notes = "note one\nnote two\n"
            _ = try ida.run(SignedSessionTests.rehearsal("day"), input: notes + "note three\nnote four\n")
            _ = try ida.run(SignedSessionTests.rehearsal(), input: notes)
            let key = try ida.fingerprint
            for account in [kai, lena] {
                #expect(try account.run(["trust", "add", "ida", key, "--fingerprint", key]).code == 0)
            }
            try store.copy(to: earlier)
            _ = try ida.run(["resume", "night"], input: "note three\nnote four\n")
            #expect(try kai.run(["verify", "night"]).code == 0)
            #expect(try ida.run(["anchor", head, "night"]).code == 0)
            last = Int(try String(contentsOfFile: head, encoding: .utf8).split(separator: "\n")[1]) ?? 0
            try store.copy(to: whole)
            try FileManager.default.copyItem(
                at: ida.home.appending(path: ".config"), to: thief.home.appending(path: ".config"))
            try JournalAttackTests.forget(thief)
        }

        /// The store as it was, and what everybody had seen of it; and then what is done to it.
        func attacked(by attack: (Night) throws -> Void) throws {
            try store.putBack(whole)
            for account in [ida, kai, lena, mallory, thief] { try JournalAttackTests.forget(account) }
            for account in [ida, kai] { #expect(try account.run(["verify", "night"]).code == 0) }
            try attack(self)
        }

        func putBackEarlier() throws { try store.putBack(earlier) }

        func sql(_ words: String) throws { try store.execute(StoreFile.unguarded + words) }

        /// A session's id, in SQL.
        func id(_ name: String) throws -> String {
            let store = try SessionStore(folder: ida.store.appending(path: "lockstep"))
            return "'\(try store.find(name))'"
        }

        /// Written by no program of anybody's, with hashes that fit.
        func write(_ texts: [String]) throws {
            let store = try SessionStore(folder: ida.store.appending(path: "lockstep"))
            let writer = try store.open(try store.find("night"), who: Person(name: "ida", host: "h"))
            defer { writer.release() }
            for text in texts { try writer.append(NoteAdded(text: text)) }
        }

        /// Leaves the beginning, and nothing that was signed of the rest.
        func cut(to length: Int, signatures: Bool = true) throws {
            let id = try id("night")
            try sql(
                "delete from events where session = \(id) and sequence > \(length); "
                    + (signatures ? "delete from signatures where session = \(id) and sequence > \(length);" : ""))
        }
    }

    /// What was done, and what `verify` then says: to Ida and to Kai, to Lena, and to Lena with a head from before. Where
    /// nothing is named nothing is found, and the table says so.
    private struct Attack: Sendable {
        let name: String
        let seen: String?
        let fresh: String?
        let headed: String?
        let done: @Sendable (Night) throws -> Void

        init(
            _ name: String, seen: String?, fresh: String?, headed: String?,
            done: @escaping @Sendable (Night) throws -> Void
        ) {
            (self.name, self.seen, self.fresh, self.headed, self.done) = (name, seen, fresh, headed, done)
        }

        /// Found by everybody, in the same words.
        init(_ name: String, everybody says: String, done: @escaping @Sendable (Night) throws -> Void) {
            self.init(name, seen: says, fresh: says, headed: says, done: done)
        }
    }

    private static let attacks = [
        Attack("edited", everybody: "Event 4 of the journal was altered") { night in
            try night.sql(
                "update events set payload = replace(payload, 'two', 'tvo') where session = \(try night.id("night")) "
                    + "and kind = 'noteAdded' and payload like '%two%';")
        },
        Attack("left out", everybody: "Event 4 of the journal is lost or out of order") { night in
            try night.sql(
                "delete from events where session = \(try night.id("night")) and sequence = \(night.last - 2);")
        },
        Attack("in another order", everybody: "Event 5 of the journal was altered") { night in
            let (id, last) = (try night.id("night"), night.last)
            try night.sql(
                "update events set sequence = 900 where session = \(id) and sequence = \(last); "
                    + "update events set sequence = \(last) where session = \(id) and sequence = \(last - 1); "
                    + "update events set sequence = \(last - 1) where session = \(id) and sequence = 900;")
        },
        Attack("spliced with another session", everybody: "Event 5 of the journal was altered") { night in
            let (id, other) = (try night.id("night"), try night.id("day"))
            for table in ["events", "signatures"] {
                try night.sql(
                    "delete from \(table) where session = \(id) and sequence >= \(night.last - 1); "
                        + "update \(table) set session = \(id) where session = \(other) and sequence >= \(night.last - 1);"
                )
            }
        },
        Attack("put in at the end", everybody: "Entry 7, as ida: not signed") { try $0.write(["forged"]) },
        Attack(
            "put in at the end, with the attacker's key",
            everybody: "Entry 7 is signed with a key that nobody here knows"
        ) { night in
            _ = try night.mallory.run(["resume", "night"], input: "note forged\n")
        },
        Attack(
            "cut off", seen: "its end was cut off", fresh: "the end of the journal was cut off",
            headed: "the end of the journal was cut off"
        ) {
            try $0.cut(to: $0.last - 1, signatures: false)
        },
        Attack("cut off, signatures too", seen: "its end was cut off", fresh: nil, headed: "its end was cut off") {
            try $0.cut(to: $0.last - 1)
        },
        Attack("signatures taken out", seen: "signed what isn't signed any more", fresh: nil, headed: nil) { night in
            try night.sql("delete from signatures where session = \(try night.id("night"));")
        },
        Attack(
            "one signature taken out", seen: "Somebody took the signatures out", fresh: "not signed",
            headed: "not signed"
        ) {
            night in
            try night.sql(
                "delete from signatures where session = \(try night.id("night")) and sequence = \(night.last - 1);")
        },
        Attack(
            "taken out, and another's put there as often", seen: "Somebody took the signatures out",
            fresh: "not signed", headed: "not signed"
        ) {
            night in
            let id = try night.id("night")
            try night.sql(
                "create temp table kept as select * from signatures where session = \(id) order by sequence limit 1; "
                    + "delete from signatures where session = \(id); "
                    + (0..<9).map { count in
                        "insert into signatures select session, sequence, hash, first, signature || '"
                            + String(repeating: "\n", count: count) + "' from kept; "
                    }.joined())
        },
        // Nobody's is missing: what was there twice was one.
        Attack("there twice", seen: nil, fresh: nil, headed: nil) { night in
            try night.sql(
                "insert into signatures select session, sequence, hash, first, signature || '\n' from signatures "
                    + "where session = \(try night.id("night"));")
            #expect(try night.ida.run(["verify", "night"]).code == 0)
            try night.sql("delete from signatures where signature like '%' || char(10) || char(10);")
        },
        Attack("an older copy", seen: "its end was cut off", fresh: nil, headed: "its end was cut off") {
            try $0.putBackEarlier()
        },
        Attack(
            "written anew, unsigned", seen: "the journal was written anew", fresh: "Entries 4 to 8, as ida: not signed",
            headed: "the journal was written anew"
        ) { night in
            try night.cut(to: 3)
            try night.write(["one", "forged", "forged", "forged", "forged"])
        },
        Attack(
            "written anew, with the attacker's key", seen: "the journal was written anew",
            fresh: "which nobody here knows", headed: "the journal was written anew"
        ) { night in
            try night.cut(to: 3)
            _ = try night.mallory.run(["resume", "night"], input: "note one\nnote forged\nnote forged\nnote forged\n")
        },
        Attack(
            "written anew, with a stolen key", seen: "the journal was written anew", fresh: nil,
            headed: "the journal was written anew"
        ) { night in
            try night.cut(to: 3)
            _ = try night.thief.run(["resume", "night"], input: "note one\nnote forged\nnote forged\nnote forged\n")
        },
    ]

    @Test func whoFindsWhatWasDone() async throws {
        try await blocking {
            let night = try Night()
            for attack in Self.attacks {
                try night.attacked(by: attack.done)
                for (who, account, arguments, says) in [
                    ("Ida", night.ida, [], attack.seen), ("Kai", night.kai, [], attack.seen),
                    // Whoever has looked has seen it: a new one each time.
                    ("Lena", night.lena, [], attack.fresh),
                    ("Lena with a head", night.lena, ["--seen", night.head], attack.headed),
                ] {
                    let lena = account.home == night.lena.home
                    if lena { try Self.forget(account) }
                    let found = try account.run(["verify", "night"] + arguments)
                    let said = SignedSessionTests.plain(found)
                    guard let says else {
                        #expect(found.code == 0, "\(attack.name), \(who): \(found)")
                        continue
                    }
                    #expect(found.code == 1 && said.contains(says), "\(attack.name), \(who): \(found)")
                }
            }
        }
    }

    /// Whoever countersigned is missed as well as whoever wrote.
    @Test func aWitnessTakenOutIsMissed() async throws {
        try await blocking {
            let night = try Night()
            _ = try night.kai.run(["resume", "night"], input: "note five\n")
            let before = try night.ida.run(["verify", "night"])
            #expect(SignedSessionTests.plain(before).contains("Seen up to entry"), "\(before)")
            try night.sql("delete from signatures where session = \(try night.id("night")) and first is null;")
            let own = try night.kai.fingerprint
            for account in [night.ida, night.kai] {
                let missed = try account.run(["verify", "night"])
                #expect(
                    missed.code == 1
                        && SignedSessionTests.plain(missed).contains("as seen by \(own)"),
                    "\(missed)")
            }
        }
    }

    /// Whoever has an export puts back what was taken out: nothing else than what was there.
    @Test func signaturesComeBackByAFile() async throws {
        try await blocking {
            let night = try Night()
            let file = night.folder.url.appending(path: "night.lockstep").path
            #expect(try night.ida.run(["export", "night", "--to", file]).code == 0)
            try night.sql("delete from signatures where session = \(try night.id("night"));")
            for command in ["verify", "resume", "export", "report", "check"] {
                let refused = try night.ida.run([command, "night"])
                #expect(refused.code == 1 && SignedSessionTests.plain(refused).contains("import-session"), "\(refused)")
            }
            #expect(try night.ida.run(["import-session", file]).code == 0)
            let verified = try night.ida.run(["verify", "night"])
            #expect(verified.code == 0 && SignedSessionTests.plain(verified).contains("signed by your own key"))
            // Or somebody says that it is to be so, and it is known from then on.
            try night.sql("delete from signatures where session = \(try night.id("night"));")
            let taken = try night.ida.run(["verify", "night", "--as-it-is"])
            #expect(taken.code == 0 && SignedSessionTests.plain(taken).contains("Forgotten, as signed: "), "\(taken)")
            #expect(try night.ida.run(["verify", "night"]).code == 0)
        }
    }

    /// Takes away what an account has seen, and leaves it its key and those that it knows.
    private static func forget(_ account: Account) throws {
        let heads = account.home.appending(path: ".config/lockstep/heads")
        if FileManager.default.fileExists(atPath: heads.path) { try FileManager.default.removeItem(at: heads) }
    }
}
