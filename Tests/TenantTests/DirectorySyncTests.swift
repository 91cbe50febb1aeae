import Foundation
import Journal
import Tenant
import TestSupport
import Testing

/// People who come from an on-premises directory, as Graph tells it: null, false, true, and when.
@Suite struct DirectorySyncTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let organization: String
        let expectation: String
        /// nil for passed; else what the finding or the obstacle begins with.
        let says: String?
        var isUnknown = false
        var testDescription: String { "\(organization) \(expectation)" }
    }

    /// Half an hour before the check, and five days.
    private static let soon = #""onPremisesSyncEnabled": true, "onPremisesLastSyncDateTime": "2026-09-21T13:43:20Z""#
    private static let old = #""onPremisesSyncEnabled": true, "onPremisesLastSyncDateTime": "2026-09-16T14:13:20Z""#
    private static let former = #""onPremisesSyncEnabled": false, "onPremisesLastSyncDateTime": "2020-01-01T00:00:00Z""#

    @Test(arguments: [
        Row(organization: soon, expectation: "enabled: true", says: nil),
        Row(organization: soon, expectation: "since: { at-most: 3h }", says: nil),
        Row(
            organization: soon, expectation: "enabled: false",
            says: "Synchronisation from an on-premises directory: is yes"),
        Row(
            organization: old, expectation: "since: { at-most: 3h }",
            says: "Time since the last synchronisation: is 5 days"),
        Row(organization: former, expectation: "enabled: false", says: nil),
        Row(
            organization: #""onPremisesSyncEnabled": null, "onPremisesLastSyncDateTime": null"#,
            expectation: "enabled: false", says: nil),
        Row(
            organization: #""onPremisesSyncEnabled": null, "onPremisesLastSyncDateTime": null"#,
            expectation: "since: { at-most: 3h }", says: "Nothing was ever synchronised"),
        // A clock that runs ahead.
        Row(
            organization: #""onPremisesSyncEnabled": true, "onPremisesLastSyncDateTime": "2026-09-21T14:20:00Z""#,
            expectation: "since: { at-most: 1m }", says: nil),
        Row(
            organization: #""onPremisesSyncEnabled": true, "onPremisesLastSyncDateTime": "yesterday""#,
            expectation: "since: { at-most: 3h }", says: "", isUnknown: true),
        Row(organization: #""displayName": "x""#, expectation: "enabled: false", says: "", isUnknown: true),
        Row(organization: #""displayName": "x""#, expectation: "since: { at-most: 3h }", says: "", isUnknown: true),
        Row(
            organization: #""onPremisesSyncEnabled": "no""#, expectation: "enabled: false", says: "", isUnknown: true),
    ])
    func whatTheTenantSaysOfIt(_ row: Row) async throws {
        let path = GraphPath(
            ["organization"],
            [("$select", "id,displayName,countryLetterCode,onPremisesSyncEnabled,onPremisesLastSyncDateTime")])
        let result = try await SmallGraph.result(
            "directory-sync:", row.expectation, [path: #"{"value": [{"id": "t", \#(row.organization)}]}"#])
        switch try #require(result).verdict {
        case .passed: #expect(row.says == nil && !row.isUnknown)
        case .failed(let findings):
            #expect(!row.isUnknown && row.says.map { findings[0].message.hasPrefix($0) } == true, "\(findings)")
        case .unknown(let obstacle): #expect(row.isUnknown, "\(obstacle)")
        }
    }
}
