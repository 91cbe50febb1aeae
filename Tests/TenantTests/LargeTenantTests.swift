import Foundation
import Runbook
import SimulatedTenant
import TestSupport
import Testing

@testable import Verification

/// A tenant of 100,000 people (on each change, of 10,000), and as many accounts on the other side.
@Suite(.serialized) struct LargeTenantTests {
    private static let people = Effort.times(10_000, long: 100_000)

    /// The whole gate: every page of users once, everything else in a few batches, whatever asks for it.
    @Test func theWholeGateReadsNothingTwice() async throws {
        let text = try Repository.text("Runbooks/peig-microsoft-365/scenarios/ready-to-cut-over.yaml")
            .replacing(/count: \d+/, with: "count: \(Self.people)")
        let tenant = try await SimulatedTenant.start(try Scenario.load(text, file: "large"))
        let trainee = Trainee(tenant)
        let folder = try TemporaryFolder()
        let export = folder.url.appending(path: "peig.csv")
        let service = Service(tenant)
        try await service.trainer(.get, "accounts").text.write(to: export, atomically: true, encoding: .utf8)
        let items = try CheckTests.items().filter { $0.check != nil }
        var answers = CheckTests.answers
        answers["peig_accounts"] = export.path
        answers["idp_metadata"] = ""
        let before = try await Self.requests(service).count
        let results = await Evaluation.evaluate(
            items, answers: answers, access: TenantAccess(trainee.checker), now: { Date() })
        for item in items {
            #expect(results[item.id]?.verdict == .passed, "\(item.id): \(results[item.id]?.verdict as Any)")
        }
        let requests = try await Self.requests(service).dropFirst(before)
        #expect(Set(requests).count == requests.count, "something was read twice")
        let pages = requests.count { $0.contains("/users?") && $0.contains("$skiptoken") }
        // The first page travels in the first batch.
        #expect(pages == (Self.people + 2 + 998) / 999 - 1)
        // What starts together travels together; how much does is a matter of the moment. One by one it would be 28.
        let rest = requests.filter { !$0.contains("$skiptoken") }
        #expect((4...16).contains(rest.count), "\(rest)")
        await tenant.stop()
    }

    /// Method, path and, for batches that look alike, the number.
    private static func requests(_ service: Service) async throws -> [String] {
        var last = 0
        var all: [String] = []
        let entries = try await service.trainer(.get, "log?after=\(last)").objects("requests")
        for entry in entries where (entry["client"] as? String) == "Lockstep" {
            last = entry["number"] as? Int ?? last
            let path = entry["path"] as? String ?? ""
            all.append("\(entry["method"] ?? "") \(path)" + (path.hasSuffix("$batch") ? " \(last)" : ""))
        }
        return all
    }
}
