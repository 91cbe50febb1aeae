import Foundation
import Journal
import Runbook
import SessionStore
import Tenant
import Verification

/// Takes a session's switch back: removes the federation, reads what is true, and writes it down.
public struct RollbackRunner: Sendable {
    public enum Outcome: Sendable {
        /// Managed again. `wasManaged`: it was so before anything was sent.
        case managed(wasManaged: Bool)
        case stillFederated(String)
        /// Sent, or not even readable, and what is true can't be said yet.
        case inDoubt(Obstacle)
    }

    private let writer: SessionWriter
    private let client: GraphClient
    private let pause: Duration
    private let patience: Int

    public init(
        writer: SessionWriter, access: TenantAccess, pause: Duration = .seconds(2), patience: Int = 15
    ) {
        self.writer = writer
        client = access.graph
        self.pause = pause
        self.patience = patience
    }

    /// Reads the domain as it is.
    public func reading(of domain: String) async -> Result<DomainReading, TenantFault> {
        do throws(TenantFault) {
            return .success(try await DomainReading.read(domain, client, client.patience()))
        } catch {
            return .failure(error)
        }
    }

    /// Removes the federation, and reads back what became of it. What is managed already is only written down.
    public func perform(_ domain: String, attempt: String) async throws(StoreProblem) -> Outcome {
        let before = await reading(of: domain)
        let configurationID: String?
        switch before {
        case .failure(let fault): return .inDoubt(Obstacle(reason: fault.reason, remedy: fault.remedy))
        case .success(let seen) where !seen.isFederated:
            try conclude(domain, attempt, isManaged: true, reason: nil)
            return .managed(wasManaged: true)
        case .success(let seen): configurationID = seen.configuration?.id
        }
        try writer.append(.rollbackStarted(RollbackStarted(attempt: attempt, domain: domain)))
        let reply = await FederationRemoval.send(domain, configurationID: configurationID, client)
        var refusal: TenantFault?
        var tries = patience
        if case .failure(let fault) = reply {
            // A refusal with a reason comes before anything is done; after any other end the service may still be at it.
            switch fault {
            case .refused, .forbidden, .notFound, .unauthorized: (refusal, tries) = (fault, 1)
            default: break
            }
        }
        return try await settle(domain, attempt: attempt, tries: tries, refusal: refusal?.reason)
    }

    /// Reads what is true of a domain whose federation was to be removed, and writes it down.
    /// - Parameter isOver: whether the removal, if it was sent at all, has had its time to show.
    public func settle(_ domain: String, attempt: String, isOver: Bool) async throws(StoreProblem) -> Outcome {
        try await settle(
            domain, attempt: attempt, tries: 1, refusal: isOver ? "The removal did not take effect." : nil)
    }

    private func settle(_ domain: String, attempt: String, tries: Int, refusal: String?)
        async throws(StoreProblem) -> Outcome
    {
        var last: Result<DomainReading, TenantFault> = .failure(.transport(.cancelled))
        for number in 1...max(1, tries) {
            if number > 1 { try? await Task.sleep(for: pause) }
            last = await reading(of: domain)
            if case .success(let seen) = last, !seen.isFederated { break }
            if Task.isCancelled { break }
        }
        switch last {
        case .failure(let fault): return .inDoubt(Obstacle(reason: fault.reason, remedy: fault.remedy))
        case .success(let seen) where !seen.isFederated:
            try conclude(domain, attempt, isManaged: true, reason: nil)
            return .managed(wasManaged: false)
        case .success:
            if let refusal {
                try conclude(domain, attempt, isManaged: false, reason: refusal)
                return .stillFederated(refusal)
            }
            return .inDoubt(
                Obstacle(
                    reason: "\(domain) still shows as federated. It can take a while to show.",
                    remedy: "Wait some minutes."))
        }
    }

    private func conclude(_ domain: String, _ attempt: String, isManaged: Bool, reason: String?) throws(StoreProblem) {
        try writer.append(
            .rolledBack(RolledBack(attempt: attempt, domain: domain, isManaged: isManaged, reason: reason)))
    }
}
