import Foundation
import Journal
import TestSupport
import Testing

@testable import Tenant
@testable import Verification

/// One odd object in a list: what rests on it is unknown and names it, and everything else is judged.
@Suite(.serialized) struct OddDomainsTests {
    /// - Parameter odd: a field that isn't as documented, and what it is instead.
    static func domain(_ name: String, isRoot: Bool = true, odd: (String, String)? = nil) -> String {
        var fields = [
            "authenticationType": "\"Managed\"", "isDefault": "false", "isInitial": "false", "isVerified": "true",
            "isRoot": "\(isRoot)", "supportedServices": "[]", "state": "null",
        ]
        if let odd { fields[odd.0] = odd.1 == "" ? nil : odd.1 }
        let text = fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
        return "{\"id\": \"\(name)\", \(text)}"
    }

    private static let fields = ["authenticationType", "isDefault", "isInitial", "isVerified", "isRoot"]
    /// An empty text takes the field away.
    private static let oddities = ["null", "[]", "{\"a\": 1}", ""]
    private static let ready =
        "verified: true, initial: false, default: false, authentication: managed, pending-operation: none, "
        + "subdomains: { exactly: [it.a.example] }"

    private static func verdict(_ domains: [String]) async throws -> Verdict? {
        try await SmallGraph.result(
            "domain: a.example", Self.ready,
            [GraphPath(["domains"]): "{\"value\": [\(domains.joined(separator: ","))]}"]
        )?.verdict
    }

    @Test func anotherDomainThatIsOddIsNoMatter() async throws {
        let own = [Self.domain("a.example"), Self.domain("it.a.example", isRoot: false)]
        for field in Self.fields {
            for oddity in Self.oddities {
                let others = try await Self.verdict(own + [Self.domain("b.example", odd: (field, oddity))])
                #expect(others == .passed, "\(field): \(oddity): \(String(describing: others))")
                let itself = try await Self.verdict([Self.domain("a.example", odd: (field, oddity)), own[1]])
                // Whether it is a root of its own nothing here asks of the domain itself.
                if field == "isRoot" {
                    #expect(itself == .passed)
                } else {
                    AsItComesTests.expect(itself, .unknown("a.example"), "\(field): \(oddity)")
                }
                let below = try await Self.verdict([
                    own[0], Self.domain("it.a.example", isRoot: false, odd: (field, oddity)),
                ])
                if field == "isRoot" {
                    AsItComesTests.expect(below, .unknown("it.a.example"), "\(field): \(oddity)")
                } else {
                    #expect(below == .passed, "\(field): \(oddity)")
                }
            }
        }
    }

    @Test func aWordThatGraphDoesNotDocumentIsNoAuthentication() async throws {
        let result = try await Self.verdict([
            Self.domain("a.example", odd: ("authenticationType", "\"Hybrid\"")),
            Self.domain("it.a.example", isRoot: false),
        ])
        AsItComesTests.expect(result, .unknown("hybrid"), "hybrid")
    }

    @Test func anotherSubscriptionThatIsOddIsNoMatter() async throws {
        func sku(_ part: String, _ units: String, consumed: String = "3") -> String {
            """
            {"id": "\(part)", "skuId": "\(UUID())", "skuPartNumber": "\(part)", "capabilityStatus": "Enabled",
             "consumedUnits": \(consumed), "prepaidUnits": \(units)}
            """
        }
        let good = #"{"enabled": 25, "warning": 0, "suspended": 0}"#
        let path = GraphPath(["subscribedSkus"])
        for (odd, consumed) in [("null", "3"), (#"{"enabled": null}"#, "3"), ("[]", "3"), (good, "null"), (good, "-1")]
        {
            let other = try await SmallGraph.result(
                "license: SPB", "free-seats: 22",
                [path: SmallGraph.list(sku("SPB", good), sku("EMS", odd, consumed: consumed))])
            #expect(other?.verdict == .passed, "\(odd), \(consumed): \(String(describing: other?.verdict))")
            let own = try await SmallGraph.result(
                "license: SPB", "free-seats: 22", [path: SmallGraph.list(sku("SPB", odd, consumed: consumed))])
            AsItComesTests.expect(own?.verdict, .unknown("SPB"), "\(odd), \(consumed)")
        }
    }
}
