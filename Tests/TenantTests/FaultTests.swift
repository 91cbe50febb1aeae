import Foundation
import HTTPTransport
import Journal
import SimulatedTenant
import TestSupport
import Testing
import Verification

/// Whatever goes wrong on the way to a verdict, the verdict is unknown: never passed, never a crash.
@Suite(.serialized) struct FaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let effect: Fault.Effect
        let says: String
        var path = "/v1.0/"

        var testDescription: String { says }
    }

    static let cases = [
        Case(effect: .status(429, retryAfter: 7), says: "throttling requests (429), and asks to wait 7 s"),
        Case(effect: .status(429), says: "throttling requests (429)."),
        Case(effect: .status(503), says: "The service answered 503"),
        Case(effect: .status(500), says: "The service answered 500"),
        Case(effect: .status(401), says: "The token was not accepted (401)"),
        Case(effect: .status(403), says: "Access was denied (403)"),
        Case(effect: .delay(milliseconds: 30_000), says: "no answer in time"),
        Case(effect: .truncatedBody, says: "the body is not whole JSON"),
        Case(effect: .reset, says: "the connection was cut off"),
        Case(effect: .wrongType, says: "isn't what Graph documents"),
        Case(effect: .html, says: "text/html"),
        Case(effect: .status(503), says: "The service answered 503", path: "/oauth2"),
        Case(effect: .html, says: "holds no token", path: "/oauth2"),
        Case(effect: .status(429, retryAfter: 3), says: "asks to wait 3 s", path: "/oauth2"),
    ]

    @Test(arguments: cases)
    func everyFaultReadsAsUnknown(fault: Case) async throws {
        var configuration = HTTPConfiguration()
        if case .delay = fault.effect { configuration.totalTimeout = 0.5 }
        let trainee = try await Trainee.start("ready-to-cut-over", configuration: configuration)
        let path = fault.path == "/oauth2" ? "/\(trainee.tenant.tenantID)/oauth2" : fault.path
        trainee.tenant.add(Fault(pathPrefix: path, effect: fault.effect))
        // One item asks nobody.
        let items = try CheckTests.items().filter { $0.check != nil && $0.id != "certificate-lasts" }
        let results = await Evaluation.evaluate(
            items, answers: CheckTests.answers, access: trainee.access, now: { Date() })
        #expect(results.count == items.count)
        for (id, result) in results {
            guard case .unknown(let obstacle) = result.verdict else {
                Issue.record("\(id): \(result.verdict)")
                continue
            }
            #expect(obstacle.reason.contains(fault.says), "\(id): \(obstacle.reason)")
            #expect(!obstacle.remedy.isEmpty)
        }
        trainee.tenant.clearFaults()
        let again = await Evaluation.evaluate(
            items, answers: CheckTests.answers, access: Trainee(trainee.tenant).access, now: { Date() })
        #expect(again.values.allSatisfy { $0.verdict == .passed }, "it must recover")
        await trainee.tenant.stop()
    }

    @Test func aMissingPermissionIsNamed() async throws {
        let trainee = try await Trainee.start("ready-to-cut-over")
        trainee.tenant.add(Fault(pathPrefix: "/v1.0/domains", effect: .status(403)))
        let verdict = try await CheckTests.verdict("corporate-domain", trainee)
        guard case .unknown(let obstacle) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(obstacle.remedy.contains("Domain.Read.All"))
        await trainee.tenant.stop()
    }

    @Test func aFindingIsToldEvenIfSomethingElseCouldNotBeRead() async throws {
        let trainee = try await Trainee.start("ready-to-cut-over")
        try await trainee.write(.patch, "applications/\(try await trainee.appID())", #"{"requiredResourceAccess": []}"#)
        try await trainee.withdrawRoles()
        trainee.tenant.add(Fault(pathPrefix: "/v1.0/users", effect: .status(503)))
        let verdict = try await CheckTests.verdict("permissions-consented", trainee)
        guard case .failed = verdict else {
            Issue.record("\(verdict)")
            return
        }
        await trainee.tenant.stop()
    }

    @Test func aRevokedTokenIsRenewedOnce() async throws {
        let trainee = try await Trainee.start("ready-to-cut-over")
        trainee.tenant.add(Fault(pathPrefix: "/v1.0/organization", effect: .status(401), times: 1))
        #expect(try await CheckTests.verdict("tenant-active", trainee) == .passed)
        await trainee.tenant.stop()
    }

    @Test(arguments: ["/v1.0/", "/"])
    func cancellingLeavesItemsUnknownAtOnce(path: String) async throws {
        let trainee = try await Trainee.start("ready-to-cut-over")
        trainee.tenant.add(Fault(pathPrefix: path, effect: .delay(milliseconds: 60_000)))
        let items = try CheckTests.items().filter { $0.check != nil && $0.id != "certificate-lasts" }
        let access = trainee.access
        let task = Task {
            await Evaluation.evaluate(items, answers: CheckTests.answers, access: access, now: { Date() })
        }
        task.cancel()
        let results = await task.value
        for (id, result) in results {
            guard case .unknown(let obstacle) = result.verdict else {
                Issue.record("\(id): \(result.verdict)")
                continue
            }
            #expect(obstacle.reason == "Cancelled.")
        }
        await trainee.tenant.stop()
    }
}
