import Foundation
import Reconciliation
import TestSupport
import Testing

@testable import Tenant
@testable import Verification

/// SCIM services as they are: booleans and numbers as text, fields left out, lists that say one thing and hold another.
@Suite(.serialized) struct ScimWordsTests {
    private static func read(_ users: [String], total: String) async throws -> [Account] {
        let body = Data(#"{"totalResults":\#(total),"Resources":[\#(users.joined(separator: ","))]}"#.utf8)
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/scim+json\r\nContent-Length: \(body.count)\r\n\r\n"
        let empty = Data(#"{"totalResults":\#(total),"Resources":[]}"#.utf8)
        let last = "HTTP/1.1 200 OK\r\nContent-Type: application/scim+json\r\nContent-Length: \(empty.count)\r\n\r\n"
        let server = try HandMadeServer(
            Dictionary(
                [
                    ("/scim/v2/Users?startIndex=1&count=500", Data(head.utf8) + body),
                    ("/scim/v2/Users?startIndex=\(users.count + 1)&count=500", Data(last.utf8) + empty),
                ]) { first, _ in first })
        let source = ScimAccounts(
            ScimClient(address: server.address + "/scim/v2", token: "t", anchor: server.anchor, policy: .none))
        let seen = Counted()
        try await source.read { seen.add($0) }
        return seen.accounts
    }

    private final class Counted: @unchecked Sendable {
        // Safe: one source calls it, one page after another.
        private(set) var accounts: [Account] = []

        func add(_ more: [Account]) { accounts += more }
    }

    private static func user(_ number: Int, _ active: String) -> String {
        #"{"id":"s\#(number)","userName":"p\#(number)@n.example","externalId":\#(number)\#(active)}"#
    }

    private static let words: [(String, AccountState)] = [
        (#","active":true"#, .active), (#","active":false"#, .inactive(#""active" is "false""#)),
        (#","active":"True""#, .active),
        (#","active":"False""#, .inactive(#""active" is "False""#)), (#","active":1"#, .active),
        (#","active":"0""#, .inactive(#""active" is "0""#)),
        (#","active":"perhaps""#, .unknown(#""active" is "perhaps""#)), ("", .unknown("")),
        (#","active":null"#, .unknown("")),
    ]

    @Test func activeIsReadHoweverItIsWritten() async throws {
        let users = Self.words.enumerated().map { Self.user($0.offset, $0.element.0) }
        for total in ["\(users.count)", "\"\(users.count)\""] {
            let accounts = try await Self.read(users, total: total)
            #expect(accounts.map(\.state) == Self.words.map(\.1))
            #expect(accounts.map(\.identifier) == users.indices.map { "\($0)" })
        }
    }

    // MARK: - What stands beside `active`

    private static let beside: [(String, AccountState)] = [
        (#""status":"SUSPENDED""#, .inactive("SUSPENDED")), (#""locked":true"#, .inactive(#""locked" is "true""#)),
        (#""accountLocked":"true""#, .inactive(#""accountLocked" is "true""#)),
        (#""lifecycle":{"status":"STAGED"}"#, .inactive("STAGED")),
        (#""urn:scim:wso2:schema":{"accountLocked":true}"#, .inactive(#""accountLocked" is "true""#)),
        (#""urn:scim:wso2:schema":{"accountState":"LOCKED"}"#, .inactive("LOCKED")),
        (
            #""urn:ietf:params:scim:schemas:extension:sap:2.0:User":{"validTo":"2024-01-01T00:00:00Z"}"#,
            .inactive(#""validTo" is "2024-01-01T00:00:00Z""#)
        ),
        (#""urn:acme:params:scim:2.0:User:suspended":true"#, .inactive(#""suspended" is "true""#)),
        (
            #""urn:acme:2.0:User":{"account":{"locked":true}}"#, .inactive(#""account.locked" is "true""#)
        ),
        (
            #""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employmentStatus":"terminated"}"#,
            .unknown(#""employmentStatus" is "terminated""#)
        ),
        (#""meta":{"resourceType":"User","deleted":true}"#, .inactive(#""meta.deleted" is "true""#)),
        (#""kontoGesperrt":"ja""#, .inactive(#""kontoGesperrt" is "ja""#)),
        (#""ACTIVE":false"#, .unknown(#""active" stands there twice, in other letters"#)),
        // What says nothing against anybody.
        (#""status":"ACTIVE","locked":false,"accountLocked":"false","suspended":null"#, .active),
        (#""roles":[{"value":"locked"}]"#, .active),
        (#""urn:acme:2.0:User":{"enrolled":false,"litigationHoldEnabled":false}"#, .active),
        (#""status":null,"lifecycle":{"status":"ACCOUNT_OK"},"validTo":"","deletedAt":null"#, .active),
        (
            #""title":"Retired","displayName":"Ada Gesperrt","nickName":"locked","userType":"Blocked","mfaEnabled":false"#,
            .active
        ),
        (
            #""name":{"formatted":"Bo Locked","familyName":"Locked"},"roles":[{"value":"admin"}],"groups":[{"value":"g","display":"Locked"}]"#,
            .active
        ),
        (
            #""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"0","department":"Left","manager":{"value":"s1","displayName":"Al Locked"}}"#,
            .active
        ),
        (#""meta":{"resourceType":"User","created":"2020-01-01T00:00:00Z","location":"https://x/Users/1"}"#, .active),
        (#""addresses":[{"country":"US","region":"CA","locality":"Off"}],"phoneNumbers":[{"value":"0"}]"#, .active),
    ]

    @Test func whatStandsBesideActiveIsReadToo() async throws {
        let users = Self.beside.enumerated().map { Self.user($0.offset, #","active":true,\#($0.element.0)"#) }
        let accounts = try await Self.read(users, total: "\(users.count)")
        for (account, row) in zip(accounts, Self.beside) { #expect(account.state == row.1, "\(row.0)") }
        #expect(accounts.count == Self.beside.count)
    }

    // MARK: - Odd resources

    /// Names are the same in any letters (RFC 7643, section 2.1).
    @Test func namesAreReadInAnyLetters() async throws {
        for user in [
            #"{"ID":"s1","UserName":"bo@n.example","ExternalId":"x","Active":"TRUE","Emails":[{"Value":"b@n.example"}],"DisplayName":"Bo"}"#,
            #"{"id":"s1","username":"bo@n.example","externalid":"x","active":true,"emails":["b@n.example"],"name":{"Formatted":"Bo"}}"#,
            #"{"Id":"s1","USERNAME":"bo@n.example","EXTERNALID":"x","ACTIVE":1,"EMAILS":{"value":"b@n.example"},"NAME":{"GIVENNAME":"Bo"}}"#,
            #"{"urn:ietf:params:scim:schemas:core:2.0:User:userName":"bo@n.example","id":"s1","externalId":"x","active":true,"emails":[{"value":"b@n.example"}],"displayName":"Bo"}"#,
        ] {
            let accounts = try await Self.read([user], total: "1")
            #expect(
                accounts == [
                    Account(
                        id: "s1", address: "bo@n.example", otherAddresses: ["b@n.example"], name: "Bo", identifier: "x")
                ], "\(user)")
        }
        let off = try await Self.read([#"{"id":"1","userName":"bo@n.example","ACTIVE":false}"#], total: "1")
        #expect(off.map(\.state) == [.inactive(#""active" is "false""#)])
    }

    private static let odd: [(String, String, AccountState)] = [
        (#"{"userName":"bo@n.example","externalId":"x","active":true}"#, "bo@n.example", .active),
        (
            #"{"id":"s2","userName":null,"externalId":"x","active":true}"#, "SCIM id s2",
            .unknown(#""userName" is missing"#)
        ),
        (#"{"id":"s2","userName":{"a":1},"active":true}"#, "SCIM id s2", .unknown(#""userName" is missing"#)),
        (
            #"{"id":"s2","emails":[{"value":"bo@n.example"}],"active":true}"#, "bo@n.example",
            .unknown(#""userName" is missing"#)
        ),
        (
            #"{"id":"s2","userName":"bo@n.example","externalId":["x"],"active":true}"#, "bo@n.example",
            .unknown(#""externalId" isn't a text"#)
        ),
        (#"{"id":"s2","userName":"bo@n.example","active":[true]}"#, "bo@n.example", .unknown("")),
        (
            #"{"id":"s2","userName":"bo@n.example","emails":7,"displayName":[],"name":"Bo","active":true}"#,
            "bo@n.example", .active
        ),
        (#""bo""#, "SCIM resource 2", .unknown(#""userName" is missing"#)),
        ("null", "SCIM resource 2", .unknown(#""userName" is missing"#)),
    ]

    /// What one resource lacks leaves the others as they are.
    @Test func oneOddResourceIsOneUnknown() async throws {
        for (resource, address, state) in Self.odd {
            let accounts = try await Self.read(
                [Self.user(1, #","active":true"#), resource, Self.user(3, #","active":true"#)], total: "3")
            #expect(accounts.map(\.address) == ["p1@n.example", address, "p3@n.example"], "\(resource)")
            #expect(accounts.map(\.state) == [.active, state, .active], "\(resource)")
        }
    }

    @Test func whatComesTwiceIsCountedAsTheServiceCounts() async throws {
        let (one, two) = (Self.user(1, #","active":true"#), Self.user(2, #","active":true"#))
        #expect(try await Self.read([one, two, two], total: "3").count == 2)
        #expect(try await Self.read([one, two, two], total: "2").count == 2)
        // The same one with something else to say is told with both.
        let both = try await Self.read([one, two, Self.user(2, #","active":false"#)], total: "3")
        #expect(both.map(\.isEnabled) == [true, true, false] && both.map(\.id) == ["s1", "s2", "s2"])
        // A group among the users is nobody, and is counted.
        let group = #"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"g","displayName":"all"}"#
        for total in ["2", "3"] { #expect(try await Self.read([one, group, two], total: total).count == 2) }
    }

    /// As of a file without a row.
    @Test func anAnswerWithNobodyInItProvesNothing() async throws {
        let group = #"{"meta":{"resourceType":"Group"},"id":"g","displayName":"all"}"#
        for (users, total) in [([], "0"), ([], "\"0\""), ([group], "1"), ([group], "0")] {
            do {
                _ = try await Self.read(users, total: total)
                Issue.record("\(users) was taken for all accounts")
            } catch let fault as TenantFault {
                #expect(fault.reason.contains("no user at all") && fault.remedy.contains("token"), "\(fault)")
            }
        }
    }

    /// What can't be read is the SCIM service's, and a list that ends early is no list.
    @Test func whatIsWrongIsTheScimServices() async throws {
        for (total, says) in [
            ("9", "ends after 1 of 9"), (#"1,"nextCursor":"abc""#, "behind its first 1 that there are more accounts"),
            ("\"many\"", "isn't what SCIM documents"),
            ("true", "isn't what SCIM documents"),
            ("null", "isn't what SCIM documents"),
        ] {
            do {
                _ = try await Self.read([Self.user(1, "")], total: total)
                Issue.record("\(total) was taken for a length")
            } catch let fault as TenantFault {
                #expect(fault.reason.contains(says) && !fault.reason.contains("Graph"), "\(fault.reason)")
            }
        }
    }
}
