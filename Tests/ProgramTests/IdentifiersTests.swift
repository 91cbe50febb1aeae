import Foundation
import SimulatedTenant
import TestSupport
import Testing

/// Comparing accounts, as an admin does it: in a rehearsal's conversation, and with the program alone.
@Suite(.serialized) struct IdentifiersTests {
    @Test func theConversationShowsBothTabs() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let result = try Program.run(
                ["rehearse", "peig-microsoft-365", "--scenario", "mismatched-identifiers"], store: folder.url,
                input: """
                    identifiers
                    identifiers open
                    identifiers more
                    identifiers more
                    identifiers peig jansen
                    identifiers microsoft
                    identifiers unlinkd
                    identifiers show Vladimir.Djordjevic@nordwind.example
                    identifiers show vladimr
                    identifiers export \(folder.url.path)/todo.csv
                    blast
                    blast export \(folder.url.path)/blast.csv
                    identifiers with \(folder.url.path)/nothing.csv

                    """)
            let output = result.output
            for words in [
                "✓ linked", "✗ in Microsoft 365 only", "1 request for an account wait", "outside nordwind.example 1",
                "5 people would lose access if the domain were switched now",
                "✗ vladimir.djordjevic@nordwind.example  Merge the faulty request →",
                "✗ malgorzata.jansen@nordwind.example  Create a Microsoft 365 account", "10 in all", "That was all.",
                "✓ amelie.ramos@nordwind.example  → ", "identifiers more shows the next ones",
                "1. valdimir.djordjevic@nordwind.example (a request)", "one letter of the address differs, same name",
                "✓ 10 lines are in", "✗ 5 people would lose access if nordwind.example were switched now:",
                "✓ 5 lines are in",
            ] { #expect(output.contains(words), "\(words)") }
            // The folder's name may be as long as a line.
            let told = result.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            for words in [
                "There is no list \"unlinkd\"; did you mean \"unlinked\"?",
                "No account has the address or id vladimr.", "There is no file \(folder.url.path)/nothing.csv.",
            ] { #expect(told.contains(words), "\(words)") }
            let list = try String(contentsOf: folder.url.appending(path: "todo.csv"), encoding: .utf8)
            #expect(list.split(separator: "\r\n").count == 11)
            let mode = try FileManager.default.attributesOfItem(atPath: folder.url.path + "/todo.csv")
            #expect(mode[.posixPermissions] as? Int == 0o600)
        }
    }

    /// Against a tenant that runs elsewhere, with an export on the disk.
    @Test func theProgramComparesFiles() async throws {
        let tenant = try await SimulatedTenant.start(try Repository.scenario("mismatched-identifiers"))
        let tool = try await tenant.registerTool(named: "Tool")
        let folder = try TemporaryFolder()
        let anchor = folder.url.appending(path: "ca.pem")
        try tenant.anchor.write(to: anchor)
        let environment = [
            "AZURE_AUTHORITY_HOST": tenant.address, "AZURE_TENANT_ID": tenant.tenantID,
            "AZURE_CLIENT_ID": tool.clientID, "AZURE_CLIENT_SECRET": tool.secret, "LOCKSTEP_GRAPH": tenant.address,
            "SSL_CERT_FILE": anchor.path,
        ]
        let export = try await Service(tenant).trainer(.get, "accounts").text
        func file(_ name: String, _ text: String) throws -> String {
            let url = folder.url.appending(path: name)
            try text.write(to: url, atomically: true, encoding: .utf8)
            return url.path
        }
        func run(_ arguments: [String]) async throws -> Program.Result {
            try await blocking {
                try Program.run(["identifiers"] + arguments, store: folder.url, environment: environment)
            }
        }
        // The same accounts in every form that they may come in.
        let rows = export.split(separator: "\r\n").dropFirst().map {
            $0.dropFirst().dropLast().components(separatedBy: "\",\"")
        }
        let objects = rows.map {
            """
            {"id": "\($0[0])", "userName": "\($0[1])", "name": {"formatted": "\($0[2])"}, "externalId": "\($0[3])",
             "status": "\($0[4])", "emails": [{"value": "\($0[1])", "primary": true}]}
            """
        }
        let forms = [
            try file("plain.csv", export),
            try file("excel.csv", "\u{FEFF}" + export.replacing(",", with: ";").replacing("\r\n", with: "\n")),
            try file("tabs.tsv", export.replacing(",", with: "\t")),
            try file("array.json", "[\n" + objects.joined(separator: ",\n") + "]"),
            try file("scim.json", #"{"totalResults": 24, "Resources": ["# + objects.joined(separator: ",") + "]}"),
            try file("lines.json", objects.map { $0.replacing("\n", with: " ") }.joined(separator: "\n")),
        ]
        var seen: Set<String> = []
        for form in forms {
            let result = try await run(["--with", form, "--domain", "nordwind.example", "--json"])
            #expect(result.code == 1, "\(form): \(result.errors)")
            let json = try #require(
                try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(form)")
            #expect(json["open"] as? Int == 10 && json["losingAccess"] as? Int == 5, "\(form)")
            let accounts = json["accounts"] as? [[String: Any]] ?? []
            seen.insert(
                accounts.map { "\($0["address"] ?? "") \($0["standing"] ?? "") \($0["action"] ?? "")" }.joined(
                    separator: "\n"))
        }
        #expect(seen.count == 1, "the form of the file changes what is found")
        let plain = try await run(["--with", forms[0], "--domain", "nordwind.example"])
        #expect(plain.output.contains("✗ 5 people would lose access") && plain.code == 1)
        let all = try await run(["--with", forms[0], "--json", "--all", "--class", "linked", "--search", "ida.holm"])
        #expect(all.output.contains("\"standing\":\"linked\"") && all.output.contains("\"partner\":\"ida.holm@"))
        await tenant.stop()
    }

    private static let mistakes: [(name: String, content: String, arguments: [String], says: String)] = [
        ("a.csv", "", [], "a.csv is empty."),
        ("a.csv", "name,phone\nIda,1\n", [], "a.csv:1: error: no column says what people sign in with"),
        (
            "a.csv", "userName,displayName\nida@x.example,Ida,,more\n", [],
            "a.csv:2: error: this row has 4 columns, the header has 2"
        ),
        ("a.csv", "userName,displayName\n\"ida,x\n", [], "a.csv:2: error: a quote is never closed"),
        (
            "a.csv", "userName,displayName\nida@x.example,Ida\n,Bo\n", [],
            "a.csv:3: error: nothing says what this person"
        ),
        ("a.json", "[{\"userName\": \"ida@x.example\"}, 7]", [], "element 2 isn't an account but \"7"),
        ("a.json", "[{\"userName\": \"ida@x.example\"}", [], "the list breaks off after element 1"),
        ("a.json", "[{\"userName\": \"ida@x.exa", [], "element 1 breaks off"),
        ("a.json", "[{\"phone\": 1}]", [], "no column says what people sign in with"),
        (
            "a.csv", "login\nida@x.example\n", ["--column", "identifier=Nothing"],
            "there is no column \"Nothing\"; there are login"
        ),
        ("a.csv", "login\nida@x.example\n", ["--column", "what"], "\"what\" names no column: write PART=NAME"),
        (
            "a.csv", "login\nida@x.example\n", ["--class", "linkd"],
            "There is no class \"linkd\"; did you mean \"linked\"?"
        ),
    ]

    /// Told once, with the place, before anybody signs in.
    @Test(arguments: mistakes.indices) func filesThatCannotBeUsedAreNamed(index: Int) async throws {
        let mistake = Self.mistakes[index]
        try await blocking {
            let folder = try TemporaryFolder()
            let path = folder.url.appending(path: mistake.name).path
            try mistake.content.write(toFile: path, atomically: true, encoding: .utf8)
            let result = try Program.run(
                ["identifiers", "--with", path, "--tenant", "contoso.example"] + mistake.arguments, store: folder.url)
            #expect(result.code == 2 && result.output.isEmpty)
            #expect(result.errors.contains(mistake.says), "\(result.errors)")
        }
    }

    @Test func aFileThatIsNotThereOrNotTextIsNamed() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let path = folder.url.appending(path: "utf16.csv").path
            try #require("userName\nida@x.example\n".data(using: .utf16)).write(to: URL(filePath: path))
            for (path, says) in [
                (path, "this is UTF-16 text. Export it again as UTF-8"),
                (folder.url.path, "is a folder; name the file with the accounts"),
                (folder.url.path + "/no.csv", "no.csv can't be read: No such file or directory"),
            ] {
                let result = try Program.run(
                    ["identifiers", "--with", path, "--tenant", "contoso.example"], store: folder.url)
                #expect(result.code == 2 && result.errors.contains(says), "\(result.errors)")
            }
        }
    }

    /// Names that would calculate, or begin a row of their own, stay in their cell: from a file into the worklist.
    @Test func aWorklistCalculatesNothing() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let names = [
                "\n=1+1", "\r=1+1", "=\u{301}cmd|calc", "x\"\u{301},=2+3,y", " \u{200B}=1", "x;=1+1;y", "+\u{FE0F}1",
                "@\u{200D}x",
            ]
            let accounts = names.enumerated().map {
                ["id": "\($0.offset)", "userName": "stranger\($0.offset)@nordwind.example", "displayName": $0.element]
            }
            let file = folder.url.appending(path: "accounts.json")
            try JSONEncoder().encode(accounts).write(to: file)
            let result = try Program.run(
                ["rehearse", "peig-microsoft-365", "--scenario", "mismatched-identifiers"], store: folder.url,
                input: "identifiers with \(file.path)\nidentifiers export \(folder.url.path)/todo.csv\n")
            let script = """
                import csv, sys
                rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline=""), strict=True))
                print(len([row for row in rows if row["side"] != "Microsoft 365"]), len({len(row) for row in rows}))
                for line in open(sys.argv[1], encoding="utf-8", newline="").read().replace("\\r", "\\n").split("\\n"):
                    if line[:1] in "=+-@" and line: print("begins", ascii(line))
                """
            let process = Process()
            let output = Pipe()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["python3", "-c", script, folder.url.path + "/todo.csv"]
            process.standardOutput = output
            try process.run()
            let said = String(decoding: output.fileHandleForReading.everything(), as: UTF8.self)
            #expect(said == "\(names.count) 1\n", "\(said) \(result.output) \(result.errors)")
        }
    }
}
