import Foundation
import SimulatedTenant
import TestSupport
import Testing

/// The ledger of what is known, and the list of what is served.
@Suite struct FidelityTests {
    /// Every row names a test that exists.
    @Test(.computing) func everyBehaviourIsHeldByATest() throws {
        let folder = Repository.root.appending(path: "Tests")
        var tests: Set<String> = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            guard path.hasSuffix(".swift") || path.hasSuffix(".py") else { continue }
            let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
            for match in text.matches(of: /(?:@Test[^\n]*\s+func |def (?=test_))(\w+)\(/) {
                tests.insert(String(match.1))
            }
            for match in text.matches(of: /\n    func (\w+)\(/) { tests.insert(String(match.1)) }
        }
        for row in FidelityLedger.rows {
            #expect(tests.contains(row.test), "“\(row.behaviour)” names \(row.test), which is no test")
            #expect(!row.source.isEmpty)
        }
        #expect(Set(FidelityLedger.rows.map(\.behaviour)).count == FidelityLedger.rows.count)
    }

    @Test func theListsAreForMachines() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            for (flag, name) in [("--operations", "operations"), ("--fidelity", "behaviours")] {
                let result = try Program.run(["simulate", flag], store: folder.url)
                let whole = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
                #expect(result.code == 0 && (whole[name] as? [Any] ?? []).count > 30)
            }
        }
        #expect(ServedOperation.all.contains { $0.operation == "GET /v1.0/users/{id}/licenseDetails" })
    }
}
