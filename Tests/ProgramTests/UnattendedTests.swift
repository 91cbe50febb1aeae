import Foundation
import SimulatedTenant
import TestSupport
import Testing

/// What a script learns where nobody can sign in: at once, with an exit code of its own, and as JSON.
@Suite(.serialized) struct UnattendedTests {
    /// The document on standard output, which holds nothing else.
    private static func document(_ result: Program.Result) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any],
            "\(result.output)\(result.errors)")
    }

    private static func error(_ document: [String: Any]) -> (reason: String, remedy: String) {
        let error = document["error"] as? [String: Any] ?? [:]
        return (error["reason"] as? String ?? "", error["remedy"] as? String ?? "")
    }

    /// A session that was begun with a code, which a person entered.
    private static func begun(_ live: LiveTenant) async throws {
        let process = Process()
        process.executableURL = Program.url
        process.arguments = ["start", "peig-microsoft-365", "--name", "coded", "--method", "device-code"]
        process.environment = Program.environment(live.folder.url).merging(live.environment) { $1 }
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let shown = try await blocking {
            var seen = ""
            while !seen.contains("The code is good for") {
                let chunk = errors.fileHandleForReading.chunk()
                try #require(!chunk.isEmpty, "\(seen)")
                seen += String(decoding: chunk, as: UTF8.self)
            }
            return seen
        }
        let code = try #require(shown.firstMatch(of: /the code\s+(\w+)/)?.1)
        let approved = try await Service(live.tenant).trainer(
            .post, "devices/\(code)", #"{"account": "ida.holm@nordwind.example"}"#)
        #expect(approved.status == 200)
        try await blocking {
            _ = output.fileHandleForReading.everything()
            process.waitUntilExit()
        }
    }

    @Test func aRefusedSignInIsUnknownAndNoFailure() async throws {
        let live = try await LiveTenant()
        _ = try await live.run(
            ["start", "peig-microsoft-365", "--name", "live"], input: "set domain nordwind.example\n")
        let well = try Self.document(try await live.run(["check", "live", "--json"]))
        #expect(well["version"] as? Int == 1 && well["error"] == nil)
        let items = try #require(well["items"] as? [[String: Any]])
        let counted = ["passed", "failed", "unknown", "held", "skipped"].map { name in
            let found = items.count { $0["verdict"] as? String == name }
            #expect(well[name] as? Int == found, "\(name)")
            return found
        }
        #expect(counted.reduce(0, +) == items.count && counted[4] > 0)
        let cases: [(changes: [String: String], reason: String, remedy: String)] = [
            (["AZURE_CLIENT_SECRET": "wrong"], "The client secret is wrong", "Certificates & secrets"),
            (["AZURE_CLIENT_SECRET": ""], "the client secret is missing", "lockstep check --help"),
        ]
        for (changes, reason, remedy) in cases {
            let machine = try await live.run(["check", "live", "--json"], changes: changes)
            let document = try Self.document(machine)
            #expect(machine.code == 3 && document["version"] as? Int == 1 && document["recorded"] as? Bool == false)
            let told = Self.error(document)
            #expect(told.reason.contains(reason) && told.remedy.contains(remedy), "\(told)")
            // The shape is the usual one: whoever lists what hasn't passed lists it here, too.
            let lines = try #require(document["items"] as? [[String: Any]])
            #expect(lines.map { $0["id"] as? String } == items.map { $0["id"] as? String })
            for line in lines where line["id"] as? String == "tenant-active" {
                #expect(line["verdict"] as? String == "unknown" && line["obstacle"] != nil)
            }
            #expect(document["passed"] as? Int == 0)
            let junit = try await live.run(["check", "live", "--format", "junit"], changes: changes)
            let numbers = ["failed", "unknown", "skipped"].map { document[$0] as? Int ?? -1 }
            let counted = "failures=\"\(numbers[0])\" errors=\"\(numbers[1])\" skipped=\"\(numbers[2])\""
            #expect(junit.code == 3 && junit.output.contains(counted), "\(counted): \(junit.output.prefix(300))")
            let person = try await live.run(["check", "live"], changes: changes)
            #expect(person.code == 3 && person.output.isEmpty && person.errors.contains("→"), "\(person)")
            #expect(person.errors.replacing(/\s+/, with: " ").contains(reason), "\(person.errors)")
        }
        for arguments in [
            ["check", "live", "--method", "bogus"], ["check", "live", "--cloud", "x"], ["check", "none"],
        ] {
            #expect(try await live.run(arguments + ["--json"]).code == 2, "\(arguments)")
        }
        // What was asked for by hand and isn't fit is a matter of usage.
        #expect(try await live.run(["check", "live", "--secret-file", "/nowhere", "--json"]).code == 2)
        let other = try Self.document(
            try await live.run(["whoami", "--json"], changes: ["AZURE_CLIENT_SECRET": "wrong"]))
        #expect(other["version"] as? Int == 1 && Self.error(other).reason.contains("The client secret is wrong"))
        await live.tenant.stop()
    }

    /// Without a terminal nobody reads a code: each command says so at once, and what to configure.
    @Test(.timeLimit(.minutes(2))) func noCommandWaitsForACodeThatNobodyReads() async throws {
        let live = try await LiveTenant()
        try await Self.begun(live)
        // The environment offers an app; it is named, and not used.
        let offered = try await live.run(["check", "coded", "--json"])
        let document = try Self.document(offered)
        #expect(offered.code == 3 && document["recorded"] as? Bool == false)
        #expect(Self.error(document).reason.contains("nobody sits at a terminal"))
        #expect(Self.error(document).remedy.contains(#"--method secret --client-id "$AZURE_CLIENT_ID""#))
        let bare = ["AZURE_CLIENT_SECRET": "", "AZURE_CLIENT_ID": ""]
        let alone = try await live.run(["check", "coded"], changes: bare)
        #expect(alone.code == 3 && alone.output.isEmpty)
        let said = alone.errors.replacing(/\s+/, with: " ")
        #expect(said.contains("AZURE_CLIENT_ID with AZURE_CLIENT_SECRET or a certificate"), "\(said)")
        #expect(!said.contains("enter the code"))
        // As the remedy says.
        let asked = try await live.run(
            ["check", "coded", "--json", "--method", "secret", "--client-id", live.tool.clientID])
        #expect(try Self.document(asked)["error"] == nil && asked.code != 3, "\(asked)")

        let file = live.folder.url.appending(path: "peig.csv")
        try Data("userName,externalId\nida@nordwind.example,1\n".utf8).write(to: file)
        for (arguments, hasDocument) in [
            (["whoami"], true), (["identifiers", "--with", file.path], true),
            (["doctor", "peig-microsoft-365"], false),
        ] {
            let result = try await live.run(arguments + ["--method", "device-code", "--json"], changes: bare)
            #expect(result.code == 3 && !result.errors.contains("enter the code"), "\(arguments) \(result)")
            #expect(result.output.contains("nobody sits at a terminal"), "\(arguments) \(result.output)")
            if hasDocument { #expect(try Self.document(result)["version"] as? Int == 1) }
        }
        await live.tenant.stop()
    }
}
