import Foundation
import HTTPTransport
import SimulatedTenant
import TestSupport
import Testing

@testable import Sameness
@testable import Tenant

/// A provider that rolls over to its next certificate: what its metadata names, and what it signs with.
@Suite(.serialized) struct ProviderRolloverTests {
    private static func tenant(_ peig: String, _ more: String = "", _ clock: TestClock, log: URL? = nil) async throws
        -> SimulatedTenant
    {
        let text = try Repository.text("Runbooks/peig-microsoft-365/scenarios/ready-to-cut-over.yaml")
            .replacing(
                "  server: login.nordwind-peig.example\n  provider",
                with: "  server: login.nordwind-peig.example\n\(peig)  provider")
        return try await SimulatedTenant.start(
            try Scenario.load(text + more, file: "rollover"), log: log, now: { clock.now })
    }

    /// The certificates that the metadata names, over HTTPS, as the real client reads them.
    private static func published(_ tenant: SimulatedTenant, _ clock: TestClock) async throws -> [CertificateFacts] {
        let client = ProviderClient(
            anchor: tenant.anchor, standIn: .init(host: tenant.providerHost, address: tenant.address))
        return try await client.metadata(at: tenant.providerMetadata, now: clock.now).metadata.signing
    }

    private static func signing(_ tenant: SimulatedTenant) async throws -> String {
        let service = Service(tenant)
        let token = try await service.token(of: .portal)
        return try await service.send(.get, "/v1.0/peig/workspace", token: token).text("certificate")
    }

    @Test func theNextCertificateIsPublishedBeforeItIsUsed() async throws {
        let clock = TestClock()
        let folder = try TemporaryFolder()
        let log = folder.url.appending(path: "t.jsonl")
        let tenant = try await Self.tenant(
            "  certificate-ends: 20d\n  next-certificate: true\n",
            "injects: [{ id: r, title: R, when: { after: 1h }, do: [{ rotate-certificate: true }], expect: E }]\n",
            clock,
            log: log)
        let both = try await Self.published(tenant, clock)
        #expect(both.count == 2 && Set(both.map(\.base64)).count == 2)
        #expect(try await Self.signing(tenant) == both[0].base64)
        let days = both.map { Int(($0.notAfter.timeIntervalSince(clock.now) / 86_400).rounded()) }
        #expect(days == [20, 1_000], "\(days)")
        await tenant.stop()
        // A rehearsal that goes on has the same two.
        let again = try await SimulatedTenant.resume(log: log, now: { clock.now })
        #expect(try await Self.published(again, clock) == both)
        await again.pass(3_601)
        #expect(try await Self.published(again, clock) == [both[1]])
        #expect(try await Self.signing(again) == both[1].base64)
        await again.stop()
    }

    /// As an inject, in the two steps in which providers do it; and once published, nothing else comes beside it.
    @Test func aTrainerLetsItRollOverInTwoSteps() async throws {
        let clock = TestClock()
        let tenant = try await Self.tenant(
            "",
            """
            injects:
              - { id: publish, title: P, do: [{ publish-certificate: true }], expect: E }
              - { id: rotate, title: R, do: [{ rotate-certificate: true }], expect: E }

            """, clock)
        let service = Service(tenant)
        let old = try await Self.published(tenant, clock)
        for _ in 0..<2 { #expect(try await service.trainer(.post, "injects/publish").status == 200) }
        let both = try await Self.published(tenant, clock)
        #expect(old.count == 1 && both.count == 2 && both[0] == old[0])
        #expect(try await Self.signing(tenant) == old[0].base64)
        _ = try await service.trainer(.post, "injects/rotate")
        #expect(try await Self.published(tenant, clock) == [both[1]])
        _ = try await service.trainer(.post, "injects/rotate")
        let third = try await Self.published(tenant, clock)
        #expect(third.count == 1 && !both.contains(third[0]))
        await tenant.stop()
    }
}
