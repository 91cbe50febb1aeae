import Escaping
import Foundation
import TestSupport
import Testing

@testable import Reconciliation

extension FuzzTests {
    private static let tables = [
        "userName,externalId,displayName\nida.holm@nordwind.example,AAECAwQFBgcICQoLDA0ODw==,Ida Holm\n"
            + "jonas@nordwind.example,,\"Jonas \"\"J\"\" Frey\"\n",
        "\u{FEFF}E-Mail;Vorname;First Name;Last Name;Status;Identifier\r\n\"ida@nordwind.example\";;Ida;Holm;active;x1\r\n"
            + "\"zoë@nordwind.example\";;Zoë;Çelik;requested;\r\n",
        "email\tmail aliases\taliases\tactive\nida@nordwind.example\tx\tsmtp:i@n.example;SMTP:holm@n.example\tfalse\n",
        "UserPrincipalName,DisplayName,OnPremisesImmutableId,AccountEnabled\n=1+1@x.example,'=cmd,@id,TRUE\n",
    ]
    private static let documents = [
        #"{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":2,"Resources":[{"id":"1","#
            + #""userName":"ida@nordwind.example","externalId":"AA==","name":{"givenName":"Ida","familyName":"Holm"},"#
            + #""emails":[{"value":"i@n.example","primary":true}],"active":true},{"id":"2","userName":"jonas@n.example"}]}"#,
        #"[{"email":"ida@nordwind.example","status":"pending","id":17,"linkedTo":"ida@n.example"},{"email":"x@y.example"}]"#,
        "{\"upn\":\"ida@nordwind.example\",\"accountEnabled\":false}\n{\"upn\":\"j@nordwind.example\"}\n",
        #"{"@odata.context":"x","value":[{"id":"1","userPrincipalName":"ida@nordwind.example","displayName":"Ida","#
            + #""proxyAddresses":["SMTP:ida@nordwind.example","smtp:i@n.example"],"onPremisesImmutableId":null}]}"#,
    ]

    @Test func accountTables() async throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "accounts.csv").path
        let mutator = Mutator(corpus: Self.tables.map { Array($0.utf8) })
        try await Test.fuzz("accountTables") {
            mutator.input(&$0)
        } judge: { bytes in
            try Self.checkRows(of: bytes, in: path)
            return try Self.read(bytes, in: path)
        }
        withExtendedLifetime(folder) {}
    }

    @Test func accountDocuments() async throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "accounts.json").path
        let mutator = Mutator(corpus: Self.documents.map { Array($0.utf8) })
        let trees = try [0, 1, 3].map { try Tree(json: Array(Self.documents[$0].utf8)) }
        try await Test.fuzz("accountDocuments") { chance in
            guard Bool.random(using: &chance), let tree = trees.randomElement(using: &chance) else {
                return mutator.input(&chance)
            }
            return Array(TreeMutator(others: trees.flatMap(\.parts)).mutated(tree, &chance).json.utf8)
        } judge: {
            try Self.read($0, in: path)
        }
        withExtendedLifetime(folder) {}
    }

    private static func put(_ bytes: [UInt8], in path: String) throws {
        try Data(bytes).write(to: URL(filePath: path))
    }

    /// Rows that are written as this program writes tables are the same rows again.
    private static func checkRows(of bytes: [UInt8], in path: String) throws {
        try put(bytes, in: path)
        guard let rows = try? rows(in: path), !rows.isEmpty else { return }
        try put(rows.flatMap { Array(CSVText.row($0).utf8) }, in: path)
        // What no table means, nobody gets back.
        let meant = rows.map { row in row.map(Self.meant) }.filter { $0 != [""] }
        let again = try Self.rows(in: path).map { $0.map(CSVText.unguarded) }
        try Wrong.unless(
            again.count == meant.count
                && zip(again, meant).allSatisfy { row, wanted in
                    row.map { Array($0.utf8) } == wanted.map { Array($0.utf8) }
                },
            "rows that were written come back as \(again)")
    }

    private static func meant(_ field: String) -> String {
        let scalars = field.unicodeScalars.map { scalar -> Unicode.Scalar in
            let isControl = scalar.properties.generalCategory == .control
            return !isControl || "\t\n\r".unicodeScalars.contains(scalar) ? scalar : "\u{FFFD}"
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func rows(in path: String) throws -> [[String]] {
        var (reader, rows) = (try CSVRows(ByteSource(path: path)), [[String]]())
        while let row = try reader.next() { rows.append(row) }
        return rows
    }

    private static func read(_ bytes: [UInt8], in path: String) throws -> Bool {
        try put(bytes, in: path)
        var accounts: [Account] = []
        do {
            try AccountFile(path: path, fields: try AccountFields()).read { accounts += $0 }
        } catch is ReconciliationProblem {
            return false
        }
        try Wrong.unless(accounts.allSatisfy { !$0.address.isEmpty && !$0.id.isEmpty }, "an account without an address")
        let objects = bytes.count { $0 == UInt8(ascii: "{") } + bytes.count { $0 == 0x0A || $0 == 0x0D }
        try Wrong.unless(accounts.count <= objects + 1, "\(accounts.count) accounts of \(objects) objects and lines")
        if accounts.count <= 200 { try compare(accounts) }
        return true
    }

    /// Whatever the accounts are, both sides are compared, and all of them come out as they went in.
    private static func compare(_ accounts: [Account]) throws {
        let loader = try AccountLoader(domain: "nordwind.example", rules: [])
        try loader.add(accounts, to: .other)
        try loader.add(accounts.reversed().map { Account(id: "m" + $0.id, address: $0.address) }, to: .microsoft)
        let result = try Reconciliation(loader, company: ["nordwind.example"])
        var entries: [Entry] = []
        try result.pages(.init()) {
            entries += $0
            return true
        }
        for entry in entries { _ = Worklist.line(of: entry, system: "Peig") }
        func shown(_ account: Account) -> String { "\(account.id)|\(account.address)|\(account.name)" }
        // What is there twice in all that it says is one account.
        let seen = Set(entries.filter { $0.side == .other }.map { shown($0.account) }).sorted()
        // A database's text ends at NUL, so none is kept.
        let wanted = Set(accounts.map { shown($0).replacing("\0", with: "\u{FFFD}") }).sorted()
        try Wrong.unless(seen == wanted, "accounts come out as \(seen.prefix(5))")
    }
}
