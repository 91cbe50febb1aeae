import Foundation
import Glibc
import TestSupport
import Testing

@testable import PrivateFiles

/// Files made and taken away, under what may stand in their way.
@Suite(.computing) struct PrivateFilesTests {
    private static func names(_ folder: TemporaryFolder) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.url.path).sorted()
    }

    @Test(arguments: ["", ".", "..", "/", "no/", "a/.", "a/..", "a\0b"])
    func whatNamesNoFileIsRefused(name: String) throws {
        #expect(throws: FileProblem.self) { try FileName.check(name) }
        #expect(throws: FileProblem.self) { try FileDraft(of: name) }
        #expect(throws: FileProblem.self) { try Destination(name, replaces: true) }
    }

    /// Names as people have them, one as long as a file system takes.
    @Test(arguments: [
        "a", ".env", "two words.csv", "Übersicht – März.csv", "-", "--force", String(repeating: "n", count: 255),
    ])
    func everyOtherNameIsTaken(name: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path + "/" + name
        try OutputFile.write(Data("one".utf8), to: try Destination(path, replaces: false))
        try OutputFile.write(Data("two".utf8), to: try Destination(path, replaces: true))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "two")
        #expect(try Self.names(folder) == [name])
    }

    /// Between looking and writing others may be at work.
    @Test func whatCameMeanwhileStays() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path + "/f"
        let destination = try Destination(path, replaces: false)
        try Data("theirs".utf8).write(to: URL(filePath: path))
        #expect(throws: FileProblem.exists(path)) { try OutputFile.write(Data("ours".utf8), to: destination) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "theirs")
        let forced = try Destination(path, replaces: true)
        try FileManager.default.removeItem(atPath: path)
        mkdir(path, 0o700)
        #expect(throws: FileProblem.self) { try OutputFile.write(Data("ours".utf8), to: forced) }
        #expect(try Self.names(folder) == ["f"])
    }

    /// One that is given up leaves what was there.
    @Test func halfAFileIsNone() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path + "/f"
        try Data("whole".utf8).write(to: URL(filePath: path))
        do {
            let file = try OutputFile(try Destination(path, replaces: true))
            try file.write(Data("half".utf8))
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "whole")
        #expect(try Self.names(folder) == ["f"])
    }

    @Test func aFolderIsThereAsAWholeOrNotAtAll() throws {
        let folder = try TemporaryFolder()
        let (top, files) = (folder.url.path, ["a.yaml": Data("a".utf8), "steps/b.yaml": Data("b".utf8)])
        // The second one's folder is the first one's file.
        let broken = ["steps": Data("a".utf8), "steps/b.yaml": Data("b".utf8)]
        for place in [top + "/new", top + "/deep/er/new"] {
            #expect(throws: FileProblem.self) { try MadeFolder.make(broken, at: place) }
            #expect(try Self.names(folder).isEmpty)
        }
        try MadeFolder.make(files, at: top + "/deep/new/")
        #expect(
            try Self.names(folder) == [
                "deep", "deep/new", "deep/new/a.yaml", "deep/new/steps", "deep/new/steps/b.yaml",
            ])
        symlink("nowhere", top + "/link")
        mkdir(top + "/empty", 0o700)
        for taken in ["/deep/new", "/deep/new/", "/link", "/link/", "/empty", "/."] {
            let before = try Self.names(folder)
            #expect(throws: FileProblem.self, "\(taken)") { try MadeFolder.make(files, at: top + taken) }
            #expect(try Self.names(folder) == before)
        }
    }

    @Test func linksAreFollowedAndStay() throws {
        let folder = try TemporaryFolder()
        let top = folder.url.path
        try Data("old".utf8).write(to: URL(filePath: top + "/target"))
        symlink("target", top + "/link")
        symlink("link", top + "/link-of-link")
        symlink("nowhere", top + "/dangling")
        try MadeFile.replace(Data("new".utf8), at: top + "/link-of-link")
        #expect(try String(contentsOfFile: top + "/target", encoding: .utf8) == "new")
        #expect(throws: FileProblem.self) { try MadeFile.replace(Data("new".utf8), at: top + "/dangling") }
        #expect(try Self.names(folder) == ["dangling", "link", "link-of-link", "target"])
        for name in ["link", "link-of-link", "dangling"] { #expect(try FileFacts.of("\(top)/\(name)")?.kind == .link) }
    }

    /// A lock's file goes only while it is the one that was locked; of what a folder keeps, only ordinary files.
    @Test func onlyWhatIsOursGoes() throws {
        let folder = try TemporaryFolder()
        let top = folder.url.path
        let lock = try LifeLock(making: top + "/lock", for: .owner)
        try FileManager.default.removeItem(atPath: top + "/lock")
        try Data("theirs".utf8).write(to: URL(filePath: top + "/lock"))
        lock.remove()
        #expect(try Self.names(folder) == ["lock"])
        let second = try LifeLock(making: top + "/second", for: .owner)
        second.remove()
        #expect(try Self.names(folder) == ["lock"])
        let kept = try PrivateFolder(folder.url)
        mkdir(top + "/folder", 0o700)
        symlink("lock", top + "/link")
        for name in ["folder", "link", "nothing", "."] { kept.removeFile(name) }
        #expect(try Self.names(folder) == ["folder", "link", "lock"])
        kept.removeFile("lock")
        #expect(try Self.names(folder) == ["folder", "link"])
    }
}
