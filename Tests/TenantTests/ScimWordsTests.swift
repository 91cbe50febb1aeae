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
        let server = try HandMadeServer([
            "/scim/v2/Users?startIndex=1&count=500": Data(head.utf8) + body,
            "/scim/v2/Users?startIndex=\(users.count + 1)&count=500": Data(last.utf8) + empty,
        ])
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
        (#","active":true"#, .active), (#","active":false"#, .inactive("false")), (#","active":"True""#, .active),
        (#","active":"False""#, .inactive("False")), (#","active":1"#, .active), (#","active":"0""#, .inactive("0")),
        (#","active":"perhaps""#, .unknown("perhaps")), ("", .unknown("")), (#","active":null"#, .unknown("")),
    ]

    @Test func activeIsReadHoweverItIsWritten() async throws {
        let users = Self.words.enumerated().map { Self.user($0.offset, $0.element.0) }
        for total in ["\(users.count)", "\"\(users.count)\""] {
            let accounts = try await Self.read(users, total: total)
            #expect(accounts.map(\.state) == Self.words.map(\.1))
            #expect(accounts.map(\.identifier) == users.indices.map { "\($0)" })
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
