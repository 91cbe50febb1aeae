import Foundation
import Journal
import Reconciliation
import Tenant

/// One check's view of the snapshot: reads, decodes, and keeps what the evidence needs.
public actor Probe {
    private nonisolated let snapshot: TenantSnapshot
    private var exchanges: [Exchange] = []

    /// The moment of the check.
    let now: Date
    /// The federation that this session set, if it did.
    let ours: OurFederation?
    /// What the session's switch sets, or would; nil where it has none, or lacks an answer.
    let meant: MeantFederation?
    /// What the properties of this check were last seen as, in this session.
    let past: [String: SeenFlag]

    init(
        _ snapshot: TenantSnapshot, now: Date, ours: OurFederation? = nil, meant: MeantFederation? = nil,
        past: [String: SeenFlag] = [:]
    ) {
        self.past = past
        self.snapshot = snapshot
        self.meant = meant
        self.ours = ours
        self.now = now
    }

    nonisolated var stagingProof: (@Sendable (_ domain: String) throws -> StagingProof?)? {
        snapshot.access.stagingProof
    }

    /// Whether the tenant is a simulated one inside the program.
    nonisolated var isRehearsed: Bool { snapshot.access.isRehearsed }
    /// Whether an app signs in by itself.
    nonisolated var isApp: Bool { snapshot.access.graph.isApp }
    /// Who signed in, as the sign-in service said it; nil where it wasn't asked.
    nonisolated func person() async throws(TenantFault) -> IdentityClaims? { try await snapshot.access.graph.person() }
    /// What the token says of whoever is signed in.
    nonisolated func claims() async throws(TenantFault) -> TokenClaims? { try await snapshot.access.graph.claims() }

    /// Every request made so far, each once, in order.
    func requests() -> [Exchange] { exchanges }

    func read<T: Decodable & Sendable>(_ path: GraphPath, as type: T.Type) async throws(TenantFault) -> T {
        let reply = await snapshot.get(path)
        note(reply.exchange)
        return try GraphDecoding.decode(T.self, from: try reply.result.get()).get()
    }

    /// Reads one resource, or nil where Graph says of this very resource that it isn't there.
    func readIfThere<T: Decodable & Sendable>(_ path: GraphPath, as type: T.Type) async throws(TenantFault) -> T? {
        do {
            return try await read(path, as: type)
        } catch {
            if error.saysThatItIsNotThere { return nil }
            throw error
        }
    }

    /// Asks something that takes a body and changes nothing; a collection answers.
    /// - Parameter key: says what is asked about.
    func ask<T: PageElement>(
        _ path: GraphPath, _ body: any Encodable & Sendable, about key: String, of type: T.Type
    ) async throws(TenantFault) -> [T] {
        let reply = await snapshot.ask(path, body, about: key)
        note(reply.exchange)
        let page = try GraphDecoding.decode(Page<T>.self, from: try reply.result.get()).get()
        guard page.nextLink == nil else { throw .unexpected("an answer in pages to \(path)") }
        return page.value
    }

    /// Reads a whole collection that is known to be small.
    func all<T: PageElement>(_ path: GraphPath, of type: T.Type) async throws(TenantFault) -> [T] {
        try await fold(path, as: "all", into: [T]()) { (elements: inout [T], page: [T]) in elements += page }
    }

    /// Reads a collection of any size page by page, and keeps only what is made of it. Everybody who makes the same of
    /// the same collection shares one reading.
    /// - Parameter purpose: names what is made, so that two makings of one collection don't get mixed up.
    func fold<T: PageElement, Sum: Sendable>(
        _ path: GraphPath, as purpose: String, into start: Sum,
        _ add: @escaping @Sendable (inout Sum, [T]) throws(TenantFault) -> Void
    ) async throws(TenantFault) -> Sum {
        let reading = await snapshot.fold(path, as: purpose, into: start, add)
        for exchange in reading.exchanges { note(exchange) }
        return try reading.sum.get()
    }

    /// Reads a whole collection, or nil where Graph says that what holds it isn't there.
    func allIfThere<T: PageElement>(_ path: GraphPath, of type: T.Type) async throws(TenantFault) -> [T]? {
        do {
            return try await all(path, of: type)
        } catch {
            if error.saysThatItIsNotThere { return nil }
            throw error
        }
    }

    /// All users, counted by domain; read once for everybody.
    func census() async throws(TenantFault) -> UserCensus {
        let reading = await snapshot.census()
        for exchange in reading.exchanges { note(exchange) }
        return try reading.sum.get()
    }

    /// Whether the tenant takes mail addresses for a login.
    func alternateLogin() async -> AccessLoss.AlternateLogin {
        let (login, exchanges) = await SignInWays.alternateLogin(snapshot)
        for exchange in exchanges { note(exchange) }
        return login
    }

    /// Whether an on-premises Active Directory writes the tenant's accounts, or once did.
    func synced() async throws -> AccessKnowledge.Synced {
        let (synced, exchanges) = try await SignInWays.synced(snapshot)
        for exchange in exchanges { note(exchange) }
        return synced
    }

    /// The comparison with the provider's accounts, where the session has one of that domain.
    func proof(for domain: String) async throws -> Comparison.Compared? {
        guard await snapshot.compares(domain) else { return nil }
        return try await comparison()
    }

    /// The tenant's accounts beside the other system's.
    func comparison() async throws -> Comparison.Compared {
        let outcome = try await snapshot.compare(now: now)
        for exchange in outcome.exchanges { note(exchange) }
        return outcome
    }

    /// The public view of a user's domain.
    func realm(of login: String) async throws(TenantFault) -> Realm {
        let reply = await snapshot.realm(of: login)
        note(reply.exchange)
        return try reply.result.get()
    }

    /// A client of the same tenant for another application.
    /// - Parameter seen: gathers the requests to the sign-in service.
    nonisolated func client(_ credential: ClientCredential, _ seen: SeenExchanges) -> GraphClient {
        snapshot.access.graph.signedIn(with: credential) { seen.add($0) }
    }

    /// What an identity provider says of itself, read once for everybody.
    func provider(_ source: String) async throws(Impediment) -> ProviderClient.Reading {
        let (client, now) = (snapshot.access.provider, now)
        let reading: Result<ProviderClient.Reading, MetadataProblem>
        do {
            reading = try await snapshot.once("metadata \(source)") {
                do throws(MetadataProblem) {
                    return Result<_, MetadataProblem>.success(try await client.metadata(at: source, now: now))
                } catch {
                    return .failure(error)
                }
            }
        } catch {
            throw Impediment(error)
        }
        switch reading {
        case .success(let found):
            for exchange in found.exchanges { note(exchange) }
            return found
        case .failure(let problem):
            let place =
                source.contains("://") || problem.isOfThePlace ? "" : " It was read in the file \(source)."
            let message = problem.message + place
            // What says of itself that it is over was read well, and is.
            if case .ended = problem { throw .missing(message: message, remedy: problem.remedy) }
            throw .fault(.elsewhere(message, remedy: problem.remedy))
        }
    }

    /// Whether an address of the provider answers.
    func answers(_ address: String) async -> Result<Int, MetadataProblem> {
        let (result, exchange) = await snapshot.access.provider.answers(address)
        if let exchange { note(exchange) }
        return result
    }

    /// Reads from PingOne, once for everybody who reads the same.
    func pingOne<T: Sendable>(
        _ key: String, _ read: @escaping @Sendable (PingOneClient) async throws(PingOneFault) -> T
    ) async throws(Impediment) -> T {
        guard let client = snapshot.access.pingOne else { throw Probe.noPingOne }
        let reading: PingOneReading<T>
        do {
            reading = try await snapshot.once("pingone \(key)") { await PingOneReading(client, read) }
        } catch {
            throw Impediment(error)
        }
        for exchange in reading.exchanges { note(exchange) }
        do {
            return try reading.result.get()
        } catch {
            throw .fault(.elsewhere(error.reason, remedy: error.remedy))
        }
    }

    /// Asks PingOne something that is asked for this check alone.
    func pingOneOnce(_ ask: @escaping @Sendable (PingOneClient) async throws(PingOneFault) -> Void)
        async throws(PingOneFault)
    {
        guard let client = snapshot.access.pingOne else {
            throw .unexpected("PingOne isn't connected")
        }
        let reading = await PingOneReading(client, ask)
        for exchange in reading.exchanges { note(exchange) }
        try reading.result.get()
    }

    private static let noPingOne = Impediment.fault(
        .elsewhere(
            "PingOne isn't connected.",
            remedy:
                "Set PINGONE_ENVIRONMENT_ID, PINGONE_CLIENT_ID, PINGONE_CLIENT_SECRET and PINGONE_REGION of a worker "
                + "application with the role Environment Admin, and resume."))

    func note(_ exchange: Exchange) {
        if !exchanges.contains(exchange) { exchanges.append(exchange) }
    }
}
