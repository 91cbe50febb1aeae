import Foundation
import Glibc
import Journal
import PrivateFiles
import TestSupport
import Testing

@testable import SessionStore

/// Where a store may be, whose it must be, and what can be done where it can't be written.
@Suite(.computing) struct StoreFolderTests {
    // MARK: - Network file systems

    @Test(
        arguments: [
            (Int64(0x6969), nil, true), (0x517B, nil, true), (0xFF53_4D42, nil, true), (0xFE53_4D42, nil, true),
            (0x0102_1997, nil, true), (0x5346_414F, nil, true), (0x00C3_6400, nil, true), (0x0BD0_0BD0, nil, true),
            // FUSE: nobody knows what is behind it, unless it is known.
            (0x6573_5546, nil, true), (0x6573_5546, "fuse.sshfs", true), (0x6573_5546, "fuse.glusterfs", true),
            (0x6573_5546, "virtiofs", true), (0x6573_5546, "fuseblk", true),
            (0x6573_5546, "fuse.fuse-overlayfs", false),
            // ext4, XFS, Btrfs, tmpfs, overlay, ZFS, and what nobody has heard of.
            (0xEF53, nil, false), (0x5846_5342, nil, false), (0x9123_683E, nil, false), (0x0102_1994, nil, false),
            (0x794C_7630, nil, false), (0x2FC1_2FC1, nil, false), (0x1234_5678, nil, false),
            (0xEF53, "fuse.sshfs", false),
        ] as [(Int64, String?, Bool)])
    func storesAreOfThisMachine(type: Int64, name: String?, isRefused: Bool) throws {
        let fileSystem = FileSystem(type: type, name: name)
        #expect((fileSystem.objection != nil) == isRefused)
        let folder = try TemporaryFolder()
        let place = folder.url.appending(path: "store")
        guard isRefused else {
            _ = try SessionStore(folder: place) { _ in fileSystem }
            return
        }
        let problem = #expect(throws: StoreProblem.self) { try SessionStore(folder: place) { _ in fileSystem } }
        #expect("\(problem.map { "\($0)" } ?? "")".contains("lockstep export"))
        // Nothing was made there.
        #expect(!FileManager.default.fileExists(atPath: place.path))
    }

    @Test func theSystemSaysWhereAPathIs() throws {
        // procfs is there wherever Linux is; a path that isn't there yet is where it would be made.
        #expect(FileSystem.of("/proc/self")?.objection == nil)
        #expect(FileSystem.of("/proc/self") == FileSystem.of("/proc/no/such/path"))
        #expect(FileSystem.of("/proc/self") != FileSystem.of(try TemporaryFolder().url.path))
    }

    // MARK: - Owners and modes

    private static let kai = Account(user: 4_001, groups: [4_001, 4_100])

    /// Owner, group and mode of a folder; what it is, or a word of what is said.
    @Test(
        arguments: [
            (4_001, 4_001, 0o700, "owner"), (0, 0, 0o700, "owner"), (4_001, 4_001, 0o500, "owner"),
            (4_001, 4_001, 0o755, "chmod 700"), (4_001, 4_001, 0o777, "chmod 700"), (4_001, 4_100, 0o770, "chmod 2770"),
            (4_001, 4_100, 0o750, "chmod 700"), (4_001, 4_001, 0o701, "chmod 700"), (0, 0, 0o755, "chmod 700"),
            (4_001, 4_100, 0o1777, "chmod 700"), (4_001, 4_100, 0o2775, "chmod 2770"),
            (4_001, 4_100, 0o2750, "chmod 2770"),
            (4_002, 4_002, 0o700, "chown -R"), (4_002, 4_002, 0o777, "chown -R"), (4_002, 4_100, 0o2777, "chown -R"),
            (4_001, 4_100, 0o2770, "group"), (4_002, 4_100, 0o2770, "group"), (0, 4_100, 0o2770, "group"),
            (4_002, 4_200, 0o2770, "usermod"), (0, 0, 0o2770, "usermod"),
        ] as [(UInt32, UInt32, UInt32, String)])
    func aFolderIsOnesOwnOrAGroups(owner: UInt32, group: UInt32, mode: UInt32, expected: String) {
        let facts = FileFacts(path: "/srv/a b", kind: .folder, owner: owner, group: group, mode: mode)
        do {
            switch try OwnershipRule.audience(of: facts, for: Self.kai) {
            case .owner: #expect(expected == "owner")
            case .group(let found): #expect(expected == "group" && found == group)
            }
        } catch {
            #expect("\(error)".contains(expected) && "\(error)".contains("/srv/a b"), "\(error)")
            #expect(!"\(error)".contains("chmod 700 ") || "\(error)".contains("'/srv/a b'"))
        }
    }

    @Test(
        arguments: [
            (FileFacts.Kind.file, 4_001, 4_001, 0o600, Audience.owner, nil), (.file, 0, 0, 0o600, .owner, nil),
            (.file, 4_001, 4_001, 0o400, .owner, nil), (.file, 4_001, 4_001, 0o644, .owner, "chmod 600"),
            (.file, 4_001, 4_001, 0o666, .owner, "chmod 600"), (.file, 4_001, 4_100, 0o660, .owner, "chmod 600"),
            (.file, 4_002, 4_001, 0o600, .owner, "chown"), (.link, 4_001, 4_001, 0o777, .owner, "link"),
            (.other, 4_001, 4_001, 0o600, .owner, "rm"), (.folder, 4_001, 4_001, 0o755, .owner, "chmod 700"),
            (.file, 4_002, 4_100, 0o660, .group(4_100), nil), (.file, 4_002, 4_100, 0o664, .group(4_100), "chmod 660"),
            (.file, 4_002, 4_002, 0o660, .group(4_100), "chgrp"),
            (.file, 4_002, 4_100, 0o600, .group(4_100), "chmod 660"),
            (.folder, 4_002, 4_100, 0o2770, .group(4_100), nil),
            (.folder, 4_002, 4_100, 0o700, .group(4_100), "chmod 2770"),
            (.link, 4_002, 4_100, 0o777, .group(4_100), "link"),
        ] as [(FileFacts.Kind, UInt32, UInt32, UInt32, Audience, String?)])
    func aFileIsItsFoldersPeoples(
        kind: FileFacts.Kind, owner: UInt32, group: UInt32, mode: UInt32, audience: Audience, expected: String?
    ) {
        let facts = FileFacts(path: "/srv/store/f", kind: kind, owner: owner, group: group, mode: mode)
        do {
            try OwnershipRule.check(facts, in: audience, for: Self.kai)
            #expect(expected == nil)
        } catch {
            #expect("\(error)".contains(expected ?? "nothing"), "\(error)")
        }
    }

    /// What lies there beforehand is refused, whatever part of a store it is.
    @Test(arguments: [
        "sessions.sqlite", "sessions.sqlite-wal", "sessions.sqlite-shm", "sessions.sqlite-journal", "sessions.lock",
        "rehearsals", "pens", "history",
    ])
    func nothingOfOthersIsUsed(part: String) throws {
        for isLink in [true, false] {
            let folder = try TemporaryFolder()
            let place = folder.url.appending(path: "store")
            func use() throws {
                let store = try SessionStore(folder: place)
                _ = try store.historyFile()
                try store.begin(SessionStoreTests.start, who: SessionStoreTests.ida).release()
            }
            try use()
            let path = place.appending(path: part).path
            let isFolder = ["rehearsals", "pens"].contains(part)
            if isLink {
                let target = folder.url.appending(path: "elsewhere").path
                if isFolder { mkdir(target, 0o700) } else { try Data().write(to: URL(filePath: target)) }
                chmod(target, isFolder ? 0o700 : 0o600)
                try? FileManager.default.removeItem(atPath: path)
                symlink(target, path)
            } else {
                if isFolder {
                    mkdir(path, 0o755)
                } else if access(path, F_OK) != 0 {
                    try Data().write(to: URL(filePath: path))
                }
                chmod(path, isFolder ? 0o755 : 0o644)
            }
            let problem = #expect(throws: StoreProblem.self, "\(part) \(isLink)") { try use() }
            let words = problem.map { "\($0)" } ?? ""
            #expect(words.contains(path) && words.contains(isLink ? "is a link" : "chmod "), "\(words)")
            // What is said to be typed helps.
            if isLink { unlink(path) } else { chmod(path, isFolder ? 0o700 : 0o600) }
            try use()
        }
    }

    // MARK: - Files

    /// A file has its final permissions before it has its name, and its name before nothing else.
    @Test func filesAreWholeFromTheFirstMoment() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "f").path
        func names() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        }
        do {
            let draft = try FileDraft(of: path)
            try draft.write(Data("secret".utf8))
            let name = try #require(try names().first)
            let facts = try #require(try FileFacts.of(folder.url.appending(path: name).path))
            #expect(facts.mode == 0o600 && name != "f")
        }
        // One that is given up leaves nothing.
        #expect(try names().isEmpty)
        let made = try MadeFile.make(Data("one".utf8), at: path)
        #expect(try FileFacts.of(path)?.mode == 0o600)
        #expect(throws: FileProblem.exists(path)) { try MadeFile.make(Data("two".utf8), at: path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "one")
        let second = try MadeFile.make(Data("two".utf8), at: path, over: .file)
        // The first one is gone by now: what has its name isn't its maker's to remove.
        made.remove()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "two")
        second.remove()
        #expect(try names().isEmpty)
        let taken = folder.url.appending(path: "taken").path
        let makers: [(String) -> Void] = [
            { mkdir($0, 0o700) }, { mkfifo($0, 0o600) }, { symlink("/nowhere", $0) }, { symlink("/dev/null", $0) },
        ]
        for make in makers {
            make(taken)
            #expect(throws: FileProblem.exists(taken)) { try MadeFile.make(Data(), at: taken) }
            #expect(throws: FileProblem.self) { try MadeFile.make(Data(), at: taken, over: .file) }
            #expect(try names() == ["taken"])
            try FileManager.default.removeItem(atPath: taken)
        }
    }
}
