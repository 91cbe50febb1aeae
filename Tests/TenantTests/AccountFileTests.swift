import Foundation
import TestSupport
import Testing

@testable import Reconciliation

/// Files of accounts as people have them: read whole, or refused with what is missing.
@Suite(.computing) struct AccountFileTests {
    private static let ida = #"{"userName":"ida@n.example","externalId":"x1","active":true}"#
    private static let bo = #"{"userName":"bo@n.example","externalId":"x2","active":false}"#

    /// What is only a part of a list, or more than one, or none.
    private static let refused: [(name: String, text: String, says: String)] = [
        ("a.json", "[\(ida)]\n[\(bo)]", "the first has 1 of 2 accounts"),
        ("a.json", "[\(ida)][\(bo),\(ida)]", "the first has 1 of 3 accounts"),
        ("a.json", "{\"value\":[\(ida)]}\n{\"value\":[\(bo)]}", "the first has 1 of 2 accounts"),
        ("a.json", "[\(ida)] \(bo)", "the first has 1 of 2 accounts"),
        ("a.json", "[\(ida)] end", "behind the list of 1 accounts the file goes on with something else"),
        ("a.json", "{\"totalResults\":21,\"Resources\":[\(ida)]}", "holds 1 of 21 accounts"),
        ("a.json", "{\"meta\":{\"total\":30},\"users\":[\(ida)]}", "holds 1 of 30 accounts"),
        ("a.json", "{\"_embedded\":{\"users\":[\(ida)]},\"page\":{\"totalElements\":30}}", "holds 1 of 30 accounts"),
        ("a.json", "{\"content\":[\(ida)],\"totalElements\":30}", "holds 1 of 30 accounts"),
        ("a.json", "{\"users\":[\(ida)],\"page\":2,\"total_pages\":10}", "page 2 of 10"),
        ("a.json", "{\"users\":[\(ida)],\"meta\":{\"pages\":3}}", "page 1 of 3"),
        ("a.json", "{\"Resources\":[\(ida)],\"totalResults\":1,\"startIndex\":4}", "begins at its account 4"),
        ("a.json", "{\"users\":[\(ida)],\"offset\":100}", "begins at its account 101"),
        ("a.json", "{\"Users\":[\(ida)],\"PaginationToken\":\"x\"}", "there are more pages"),
        ("a.json", "{\"users\":[\(ida)],\"errors\":[{\"message\":\"shard 2\"}]}", "(errors: shard 2)"),
        ("a.json", "{\"Resources\":[\(ida)],\"totalResults\":\"2\",\"startIndex\":1}", "holds 1 of 2 accounts"),
        ("a.json", "{\"@odata.count\":40,\"value\":[\(ida),\(bo)]}", "holds 2 of 40 accounts"),
        ("a.json", "{\"total_count\":3,\"users\":[\(ida)]}", "holds 1 of 3 accounts"),
        ("a.json", "{\"@odata.nextLink\":\"https://x/y\",\"value\":[\(ida)]}", "there are more pages"),
        ("a.json", "{\"users\":[\(ida)],\"nextPageToken\":\"abc\"}", "there are more pages"),
        ("a.json", "{\"_links\":{\"next\":{\"href\":\"https://x\"}},\"_embedded\":{\"users\":[\(ida)]}}", "more pages"),
        ("a.json", "{\"data\":[\(ida)],\"has_more\":true}", "there are more pages"),
        ("a.json", "{\"users\":[\(ida)],\"cursor\":\"abc\"}", "there are more pages"),
        ("a.json", "{\"users\":[\(ida)],\"next_cursor\":\"abc\"}", "there are more pages"),
        ("a.json", "{\"users\":[\(ida)],\"meta\":{\"next_page\":2}}", "there are more pages"),
        ("a.json", "{\"users\":[\(ida)],\"response_metadata\":{\"nextPageCursor\":\"abc\"}}", "there are more pages"),
        ("a.json", "{\"users\":[\(ida)],\"Marker\":\"abc\"}", "there are more pages"),
        ("a.json", "{\"Items\":[\(ida)],\"LastEvaluatedKey\":{\"id\":\"abc\"}}", "there are more pages"),
        ("a.json", "{\"users\":[\(ida)],\"after\":\"abc\"}", "there are more pages"),
        ("a.json", "{\"users\":[\(ida)],\"cursor\":\"abc\",\"has_more\":true}", "there are more pages"),
        ("a.json", "{\"data\":[\(ida)],\"isLast\":false}", "there are more pages"),
        ("a.json", "{\"content\":[\(ida)],\"last\":false,\"first\":true}", "there are more pages"),
        ("a.json", "{\"users\":[\(ida)],\"meta\":{\"is_last_page\":\"false\"}}", "there are more pages"),
        ("a.json", "{\"users\":[\(ida)],\"lastPage\":false}", "there are more pages"),
        ("a.json", "{\"records\":1,\"users\":[\(ida)],\"done\":false}", "there are more pages"),
        ("a.json", "{\"users\":[\(ida)],\"lastPage\":4}", "page 1 of 4"),
        (
            "a.json", "{\"employees\":[\(ida)],\"people\":[\(bo),\(bo)]}",
            "beside its list of 1 accounts the file has another one of 2, \"people\""
        ),
        ("a.json", "{\"records\":[\(ida)],\"done\":false}", "there are more pages"),
        ("a.json", "{\"Resources\":[\(ida)],\"totalResults\"", "what stands behind the list breaks off"),
        ("a.json", "[]", "holds no account"), ("a.json", "{\"Resources\":[],\"totalResults\":0}", "holds no account"),
        ("a.csv", "userName,identifier\n", "holds no account"),
        ("a.csv", "userName,identifier\n,,\n", "holds no account"),
        ("a.json", "\(ida)\n\u{FEFF}\(bo)", "a byte order mark stands behind element 1"),
        (
            "a.csv", "userName,id\nida@n.example,1\nuserName,id\nbo@n.example,2\n",
            "a.csv:3: error: the header stands here again"
        ),
        ("a.csv", "userName,id\nida@n.example,1\n\u{FEFF}userName,id\n", "behind a byte order mark"),
        (
            "a.csv", "userName,id\nida@n.example,1\nTotal users:,21\n",
            "a.csv:3: error: \"Total users:\" is nothing that anybody signs in with"
        ),
        ("a.csv", "userName,id\n--------,--\nida@n.example,1\n", "a.csv:2: error: nothing says what this person"),
        ("a.csv", "userName,id\nida@n.example,1\n(1 rows affected),\n", "is nothing that anybody signs in with"),
        ("a.csv", "userName,id\nTotal,1\n", "\"Total\" is nothing that anybody"),
        ("a.csv", "userName,identifier\nida@n.example,1.00000E+17\n", "was rounded by a spreadsheet"),
        ("a.csv", "userName;identifier\nida@n.example;1,23457E+17\n", "was rounded by a spreadsheet"),
        (
            "a.csv", "userName,identifier\nida@n.example,123456789012345000\nbo@n.example,223456789012345000\n",
            "a.csv:2: error: 2 identifiers end in zeros"
        ),
        ("a.json", #"[{"userName":"ida@n.example","externalId":"x1\u0000"}]"#, "nobody sees (U+0000)"),
        ("a.json", #"[{"userName":"ida@n.example","externalId":"x\u200b1"}]"#, "nobody sees (U+200B)"),
        ("a.json", #"[{"userName":"i\u202Eda@n.example"}]"#, "what the person signs in with has a character"),
        (
            "a.json", #"[{"userName":"a@n.example"},{"userName":"b@n.example","active":true}]"#,
            "and the 1 before it don't"
        ),
        ("a.csv", "mailbox,id\nida@n.example,1\n", "Call that column userName in the file."),
    ]

    @Test(arguments: refused.indices) func whatIsNotTheWholeListIsRefused(index: Int) throws {
        let (name, text, says) = Self.refused[index]
        do {
            let accounts = try WrittenAccounts.read(name, text)
            Issue.record("\(accounts.map(\.address)) were read")
        } catch let problem as ReconciliationProblem {
            #expect(problem.description.contains(says), "\(problem)")
            #expect(!problem.description.contains("--column"), "nobody can follow that here")
        }
    }

    @Test func anOptionIsNamedWhereItCanBeGiven() throws {
        let folder = try TemporaryFolder()
        let url = folder.url.appending(path: "a.csv")
        try Data("mailbox\nida@n.example\n".utf8).write(to: url)
        do {
            try AccountFile(path: url.path, fields: try AccountFields([], canBeNamed: true)).probe()
            Issue.record("the column was guessed")
        } catch let problem as ReconciliationProblem {
            #expect(problem.description.contains("Name it: --column address=NAME"), "\(problem)")
        }
    }

    private typealias Seen = (address: String, identifier: String?, state: AccountState)

    private static let read: [(name: String, text: String, seen: [Seen])] = [
        // Line ends, marks and remarks.
        (
            "a.csv", "userName,identifier\rida@n.example,x1\rbo@n.example,x2",
            [("ida@n.example", "x1", .active), ("bo@n.example", "x2", .active)]
        ),
        ("a.csv", "userName,identifier\r\n\"ida@n.example\",x1\r\n\r\n,\r\n", [("ida@n.example", "x1", .active)]),
        (
            "a.csv",
            "#TYPE Selected.User\n\"UserPrincipalName\",\"ImmutableId\",\"Enabled\"\n\"ida@n.example\",\"x1\",\"False\"\n",
            [("ida@n.example", "x1", .inactive(#""Enabled" is "False""#))]
        ),
        ("a.csv", "#TYPE X\r\nupn;identifier\r\nida@n.example;x1\r\n", [("ida@n.example", "x1", .active)]),
        ("a.csv", "sep=|\nuserName|identifier\nida@n.example|x1\n", [("ida@n.example", "x1", .active)]),
        // A spreadsheet leaves what is empty at a row's end out, or more of it behind.
        (
            "a.csv", "userName,identifier,manager\nida@n.example,x1\nbo@n.example,x2,,,\n",
            [("ida@n.example", "x1", .active), ("bo@n.example", "x2", .active)]
        ),
        (
            "a.csv", "Email Address [Required],Status [READ ONLY],externalId\nida@n.example,Suspended,x1\n",
            [("ida@n.example", "x1", .inactive("Suspended"))]
        ),
        // A state is a part of a country where there are addresses; an empty cell says nothing.
        ("a.csv", "userName,State,City\nida@n.example,Bavaria,Munich\n", [("ida@n.example", nil, .active)]),
        (
            "a.csv", "userName,State\nida@n.example,Bavaria\n",
            [("ida@n.example", nil, .unknown(#""State" is "Bavaria""#))]
        ),
        ("a.csv", "userName,status\nida@n.example,\n", [("ida@n.example", nil, .unknown(""))]),
        // Fields whose yes keeps somebody out.
        (
            "a.csv", "UserPrincipalName,Block credential\nida@n.example,True\nbo@n.example,False\n",
            [("ida@n.example", nil, .inactive(#""Block credential" is "True""#)), ("bo@n.example", nil, .active)]
        ),
        (
            "a.json", #"{"kind":"users","users":[{"primaryEmail":"ida@n.example","suspended":false,"archived":true}]}"#,
            [("ida@n.example", nil, .inactive(#""archived" is "true""#))]
        ),
        // PingOne, Okta, Keycloak.
        (
            "a.json",
            #"{"size":2,"count":2,"_embedded":{"users":[{"username":"ida@n.example","externalId":"x1","enabled":true,"account":{"status":"LOCKED"},"lifecycle":{"status":"ACCOUNT_OK"}},{"username":"bo@n.example","enabled":true,"account":{"status":"OK","canAuthenticate":true},"lifecycle":{"status":"ACCOUNT_OK"}}]}}"#,
            [("ida@n.example", "x1", .inactive("LOCKED")), ("bo@n.example", nil, .active)]
        ),
        (
            "a.json",
            #"[{"id":"00u","status":"STAGED","profile":{"login":"ida@n.example","firstName":"I","immutableId":"x1"}}]"#,
            [("ida@n.example", "x1", .inactive("STAGED"))]
        ),
        (
            "a.json", #"[{"username":"ida@n.example","enabled":"true","attributes":{"externalId":["x1"]}}]"#,
            [("ida@n.example", "x1", .active)]
        ),
        (
            "a.json", #"[{"userName":"ida@n.example","externalId":417,"active":"1"}]"#,
            [("ida@n.example", "417", .active)]
        ),
        ("a.json", #"[{"userName":"ida@n.example","active":null}]"#, [("ida@n.example", nil, .unknown(""))]),
        (
            "a.json", #"{"totalResults":1,"Resources":[{"userName":"ida@n.example","active":"True"}],"nextCursor":""}"#,
            [("ida@n.example", nil, .active)]
        ),
        // A cursor that is set where nothing follows: the end of the list itself, and words for none.
        (
            "a.json", #"{"users":[{"userName":"ida@n.example","active":true}],"cursor":"abc","has_more":false}"#,
            [("ida@n.example", nil, .active)]
        ),
        (
            "a.json",
            #"{"users":[{"userName":"ida@n.example","active":true}],"next_cursor":0,"next_cursor_str":"0","nextReview":"2027"}"#,
            [("ida@n.example", nil, .active)]
        ),
        (
            "a.json",
            #"{"users":[{"userName":"ida@n.example","active":true}],"cursor":null,"nextPage":"null","previousCursor":"x"}"#,
            [("ida@n.example", nil, .active)]
        ),
        (
            "a.json",
            #"{"content":[{"userName":"ida@n.example","active":true}],"last":true,"lastPage":true,"cursor":"x","links":{"last":"https://x?page=1"}}"#,
            [("ida@n.example", nil, .active)]
        ),
        // A spreadsheet's way to keep a text a text, whoever quotes it; and what is no more than a formula.
        (
            "a.csv",
            "=\"userName\",identifier,status\n=\"ida@n.example\",\"=\"\"0417\"\"\",=\"disabled\"\nbo@n.example,=\"a\"&\"b\",active\n",
            [("ida@n.example", "0417", .inactive("disabled")), ("bo@n.example", "=\"a\"&\"b\"", .active)]
        ),
        // What came with copying.
        (
            "a.csv", "userName,identifier\n\u{200E}ida@n.example\u{A0}, \u{200E}x1\u{FEFF} \n",
            [("ida@n.example", "x1", .active)]
        ),
    ]

    @Test(arguments: read.indices) func whatSystemsWriteIsRead(index: Int) throws {
        let (name, text, seen) = Self.read[index]
        let accounts = try WrittenAccounts.read(name, text)
        #expect(accounts.map(\.address) == seen.map(\.address))
        #expect(accounts.map(\.identifier) == seen.map(\.identifier))
        #expect(accounts.map(\.state) == seen.map(\.state))
    }

    // MARK: - Between both sides

    private static func compare(_ microsoft: [Account], _ other: [Account]) throws -> Reconciliation {
        let loader = try AccountLoader(domain: "n.example", rules: [])
        try loader.add(other, to: .other)
        try loader.add(microsoft, to: .microsoft)
        return try Reconciliation(loader, company: ["n.example"])
    }

    private static func account(
        _ name: String, _ identifier: String?, id: String? = nil, _ state: AccountState = .active
    )
        -> Account
    {
        Account(
            id: id ?? "\(name)-\(identifier ?? "")", address: "\(name)@n.example", identifier: identifier, state: state)
    }

    @Test func zerosThatWereLostAreTold() throws {
        do {
            _ = try Self.compare([Self.account("cy", "000417")], [Self.account("cy", "417")])
            Issue.record("damaged identifiers were compared")
        } catch let problem as ReconciliationProblem {
            #expect(problem.description.contains("\"417\" of cy@n.example has lost the zeros before it"), "\(problem)")
        }
        // Another person's number that happens to end alike is no damage.
        #expect(try Self.compare([Self.account("cy", "000417")], [Self.account("bo", "417")]).totals.losingAccess == 1)
    }

    @Test func wordsForNothingAreCountedAndLinkNobody() throws {
        let people = ["ida", "bo", "cy"]
        let found = try Self.compare(
            people.map { Self.account($0, "x-\($0)") }, people.map { Self.account($0, "NULL") })
        #expect(found.totals.voids == [.other: ["NULL": 3]] && found.totals.count(.duplicate, on: .other) == 0)
        #expect(found.totals.count(.unlinked, on: .microsoft) == 3 && !found.hasIdentifiers)
    }

    @Test func anOldAccountThatIsOffBlocksNobody() throws {
        // The same person twice: another identifier, the same identifier, another state that nobody knows.
        for (old, losing, open) in [
            (Self.account("bo", "old-77", .inactive("inactive")), 0, 0),
            (Self.account("bo", "x2", id: "old", .inactive("off")), 0, 0),
            (Self.account("bo", nil, .inactive("off")), 0, 0), (Self.account("bo", "old-77", .unknown("hm")), 0, 1),
            (Self.account("bo", "x2", id: "old", .unknown("hm")), 1, 3),
        ] {
            let found = try Self.compare([Self.account("bo", "x2")], [old, Self.account("bo", "x2", id: "new")])
            #expect(found.totals.losingAccess == losing && found.totals.open == open, "\(old)")
        }
        // Somebody who left is in the other system alone, and off there: nobody waits for them. Whose state isn't known may.
        for (state, open, setAside) in [
            (AccountState.inactive("disabled"), 0, 1), (.inactive("placeholder"), 0, 1), (.unknown("hm"), 1, 0),
            (.active, 1, 0),
        ] {
            let found = try Self.compare(
                [Self.account("bo", "x2")], [Self.account("bo", "x2"), Self.account("gone", "x3", state)])
            #expect(
                found.totals.open == open && found.totals.setAside == setAside
                    && found.totals.count(.otherOnly, on: .other) == open, "\(state)")
        }
        // Off, and like somebody who is in Microsoft 365 alone: that one still needs an account.
        let like = try Self.compare([Self.account("bo", "x2")], [Self.account("bo", "x9", .inactive("off"))])
        #expect(like.totals.open > 0 && like.totals.losingAccess == 1)
        // One account, of which two things are said.
        let twoThings = try Self.compare(
            [Self.account("bo", "x2")], [Self.account("bo", "x2", .inactive("off")), Self.account("bo", "x2")])
        #expect(twoThings.totals.losingAccess == 1 && twoThings.totals.setAside == 0)
        // Both off: nobody signs in.
        let both = try Self.compare(
            [Self.account("bo", "x2")], [Self.account("bo", "x2", .inactive("off"))])
        #expect(both.totals.losingAccess == 1 && both.totals.count(.inactive, on: .microsoft) == 1)
    }
}
