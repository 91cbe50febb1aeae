import Foundation
import Glibc
import Journal
import SessionStore
import TestSupport
import Testing

@testable import SimulatedTenant

/// What of a session is put elsewhere: its head, and the session itself.
extension SignedSessionTests {
    /// A head that was put elsewhere shows what a store that was cut off, or another one, has lost; where it can't be put,
    /// that is said, and hinders nothing.
    @Test func aHeadIsPutElsewhere() async throws {
        let authority = try RehearsalAuthority(now: Date())
        let identity = ServerIdentity(
            pem: authority.serverCertificate + "\n" + authority.serverKey, anchor: authority.anchor)
        let taken = Counter()
        let server = try HandMadeServer(as: identity) { request in
            let isFirst = taken.add() == 1
            let isGood = request.method == "POST" && request.body.starts(with: Data("lockstep.session/".utf8))
            let status = request.target == "/never" ? "403 No" : isFirst || !isGood ? "503 Later" : "201 Created"
            return Data("HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n".utf8)
        }
        try await blocking {
            let folder = try TemporaryFolder()
            let (ida, kai) = try Self.accounts(folder.url, sharing: false)
            _ = try ida.run(Self.rehearsal(), input: "note one\n")
            let (head, early) = (folder.url.appending(path: "head").path, folder.url.appending(path: "early").path)
            let exported = try ida.run(["export", "night", "--to", early])
            #expect(exported.code == 0)
            _ = try ida.run(["resume", "night"], input: "note two\n")
            #expect(try ida.run(["anchor", head, "night"]).code == 0)
            #expect(try ida.run(["verify", "night", "--seen", head]).code == 0)
            #expect(try kai.run(["import-session", early]).code == 0)
            let behind = try kai.run(["verify", "night", "--seen", head])
            #expect(behind.code == 1 && Self.plain(behind).contains("its end was cut off"), "\(behind)")
            _ = try ida.run(Self.rehearsal("other"), input: "note one\n")
            let other = try ida.run(["verify", "other", "--seen", head])
            #expect(other.code == 2 && other.errors.contains("head of another session"))
            #expect(try ida.run(["verify", "night", "--seen", early]).code == 2)
            let trust = ["SSL_CERT_FILE": folder.url.appending(path: "ca.pem").path]
            try identity.anchor.write(to: folder.url.appending(path: "ca.pem"))
            let sent = try ida.run(["anchor", "\(server.address)/heads", "night"], environment: trust)
            #expect(sent.code == 0 && sent.errors.contains("answered 503. Trying again"), "\(sent)")
            let refused = try ida.run(["anchor", "\(server.address)/never", "night"], environment: trust)
            #expect(refused.code == 1 && refused.errors.contains("put nowhere: localhost answered 403"), "\(refused)")
            for (address, code) in [("ftp://x/y", 2), ("https://localhost:1/", 1)] {
                let failed = try ida.run(["anchor", address, "night"], environment: trust)
                #expect(failed.code == Int32(code), "\(failed)")
            }
        }
    }

    /// A session that is given to another machine goes on there and not here, until it comes back; where both went on, both
    /// sides are shown.
    @Test func aSealedSessionGoesOnElsewhere() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let (ida, kai) = try Self.accounts(folder.url, sharing: false)
            _ = try ida.run(Self.rehearsal(), input: "note one\n")
            let (out, back) = (folder.url.appending(path: "out").path, folder.url.appending(path: "back").path)
            let sealed = try ida.run(["export", "night", "--to", out, "--seal", "kai"])
            #expect(sealed.code == 0 && sealed.output.contains("sealed here"), "\(sealed)")
            for command in [["resume", "night"], ["archive", "night"], ["rename", "night", "new"]] {
                let refused = try ida.run(command, input: "note lost\n")
                #expect(refused.code == 1 && Self.plain(refused).contains("it goes on with kai"), "\(refused)")
            }
            #expect(try ida.run(["report", "night"]).output.contains("sealed it"))
            let checked = try ida.run(["check", "night"])
            #expect(
                Self.plain(checked).contains("these verdicts are not recorded") && checked.output.contains("passed,"))
            #expect(try kai.run(["import-session", out]).code == 0)
            // What kai adds there is written by the store itself: a rehearsal's tenant doesn't travel.
            let theirs = try SessionStore(folder: kai.store.appending(path: "lockstep"))
            let id = try theirs.find("night")
            let writer = try theirs.open(id, who: Person(name: "kai", host: "desk"))
            try writer.append(NoteAdded(text: "as kai"))
            writer.release()
            #expect(try kai.run(["export", "night", "--to", back]).code == 0)
            let own = ida.store.appending(path: "lockstep/sessions.sqlite").path
            let kept = folder.url.appending(path: "kept").path
            _ = try Program.run(
                [], store: folder.url,
                through: [
                    "/usr/bin/env", "python3", "-c",
                    "import sqlite3,sys; sqlite3.connect(sys.argv[1]).execute('vacuum into ?', (sys.argv[2],))", own,
                    kept,
                ])
            #expect(try ida.run(["import-session", back]).code == 0)
            #expect(try ida.run(["resume", "night"], input: "note again\n").code == 0)
            // With the name typed it goes on here all the same, and then there are two.
            let other = folder.url.appending(path: "other")
            try FileManager.default.createDirectory(
                at: other.appending(path: "lockstep"), withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            try FileManager.default.moveItem(
                atPath: kept, toPath: other.appending(path: "lockstep/sessions.sqlite").path)
            chmod(other.appending(path: "lockstep/sessions.sqlite").path, 0o600)
            let second = try SessionStore(folder: other.appending(path: "lockstep"))
            let taken = try second.open(id, who: Person(name: "ida", host: "h"), takingOver: true)
            try taken.append(NoteAdded(text: "as ida"))
            taken.release()
            let fresh = Account(home: folder.url.appending(path: "three"), store: other)
            try FileManager.default.createDirectory(
                at: fresh.home, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let forked = try fresh.run(["import-session", back])
            #expect(
                forked.code == 2 && forked.output.contains("noted: as ida") && forked.output.contains("noted: as kai"),
                "\(forked)")
            // One side is taken, the other kept beside it: whole, and nothing of it lost by a slip.
            let ours = folder.url.appending(path: "ours").path
            let take = ["import-session", back, "--take-theirs", "--keep", ours]
            for (arguments, input, code, says) in [
                (["import-session", back, "--take-theirs"], "", 2, "belong together"),
                (["import-session", back, "--take-theirs", "--keep", back], "night\n", 2, "back"),
                (["import-session", back, "--take-theirs", "--keep", "-"], "night\n", 2, "wants a file"),
                (take, "day\n", 1, "that isn't its name"),
            ] {
                let refused = try fresh.run(arguments, input: input)
                #expect(refused.code == Int32(code) && Self.plain(refused).contains(says), "\(refused)")
                #expect(!FileManager.default.fileExists(atPath: ours))
                #expect(try fresh.run(["report", "night"]).output.contains("as ida"))
            }
            let chosen = try fresh.run(take, input: "night\n")
            #expect(chosen.code == 0 && Self.plain(chosen).contains("goes on with the file's side"), "\(chosen)")
            let report = try fresh.run(["report", "night"])
            #expect(report.output.contains("as kai") && !report.output.contains("as ida"), "\(report)")
            #expect(try fresh.run(["import-session", back]).output.contains("is here already"))
            #expect(try fresh.run(["verify", "night"]).output.contains("whole and in order"))
            #expect(try fresh.run(["verify", "--file", ours]).output.contains("whole and in order"))
            let again = try fresh.run(take, input: "night\n")
            #expect(again.code == 2 && Self.plain(again).contains("nothing to choose"), "\(again)")
            let beside = Account(home: fresh.home, store: folder.url.appending(path: "beside"))
            // This account has seen the other side: it says so, and takes the kept one where it is told to.
            let refused = try beside.run(["import-session", ours])
            #expect(refused.code == 1 && Self.plain(refused).contains("isn't as it was seen here"), "\(refused)")
            #expect(try beside.run(["verify", id, "--as-it-is"]).code == 0)
            #expect(try beside.run(["import-session", ours]).code == 0)
            #expect(try beside.run(["report", "night"]).output.contains("as ida"))
        }
    }
}
