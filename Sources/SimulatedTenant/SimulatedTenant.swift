import Foundation
import Hummingbird

/// A tenant that answers as Microsoft's would: sign-in, Graph, PingOne and Peig's workspace over HTTPS on a loopback
/// port.
public final class SimulatedTenant: Sendable {
    /// Who may ask for what.
    public enum Identity: Sendable {
        /// The app that checks: reads, and the switch.
        case checker
        /// A Global Administrator at the portals.
        case portal
        /// PingOne's worker application.
        case worker
    }

    public let tenantID: String
    /// PingOne's environment.
    public let environmentID: String
    /// `https://localhost:PORT`: sign-in and Graph alike.
    public let address: String
    /// PEM of the authority made for this run; nothing else vouches for the server.
    public let anchor: Data
    /// Opens the trainer's controls.
    public let trainerKey: String
    let world: World
    private let clients: ServiceClients
    private let log: RequestLog
    private let server: LoopbackServer

    public var scenario: Scenario { world.scenario }
    public var clock: SimulatedClock { world.clock }
    var directory: Directory { world.directory }

    /// Starts a tenant from a scenario.
    /// - Parameters:
    ///   - log: the file that remembers it; nil for a tenant that is forgotten when it stops.
    ///   - port: where it listens on loopback; 0 takes a free one.
    ///   - now: the wall clock that the simulated one starts from.
    public static func start(
        _ scenario: Scenario, log: URL? = nil, port: Int = 0, now: @escaping @Sendable () -> Date = { Date() }
    ) async throws(SimulationProblem) -> SimulatedTenant {
        let startedAt = Date(timeIntervalSince1970: now().timeIntervalSince1970.rounded(.down))
        let certificates: ProviderCertificates
        do {
            certificates = try ProviderCertificates(scenario, now: startedAt)
        } catch {
            throw .server("the identity provider's certificate can't be made: \(error)")
        }
        var seeder = Seeder(scenario, startedAt: startedAt, certificates: certificates)
        let state = seeder.seed()
        var changeLog: ChangeLog?
        if let log {
            changeLog = try ChangeLog.create(
                at: log,
                header: .init(
                    version: 1, scenario: scenario.text, startedAt: Int(startedAt.timeIntervalSince1970),
                    certificate: certificates.signing, nextCertificate: certificates.next,
                    domainCertificates: certificates.domains.isEmpty ? nil : certificates.domains,
                    truths: scenario.truthsText))
        }
        let clock = SimulatedClock(wall: now)
        let directory = Directory(state: state, log: changeLog, now: { clock.now })
        return try await serve(seeder, directory, clock, port: port)
    }

    /// Goes on with a tenant that was remembered.
    /// - Parameter isReadOnly: true when another process is the one that writes: changes stay in memory.
    public static func resume(
        log: URL, isReadOnly: Bool = false, now: @escaping @Sendable () -> Date = { Date() }
    ) async throws(SimulationProblem) -> SimulatedTenant {
        let (header, changes, changeLog) = try ChangeLog.open(at: log, appending: !isReadOnly)
        let scenario: Scenario
        do {
            scenario = try Scenario.load(header.scenario, file: "scenario", truths: header.truths)
        } catch {
            throw .log("its scenario can't be read any more: \(error)")
        }
        var seeder = Seeder(
            scenario, startedAt: Date(timeIntervalSince1970: Double(header.startedAt)),
            certificates: ProviderCertificates(
                signing: header.certificate, next: header.nextCertificate, domains: header.domainCertificates ?? [:]))
        var state = seeder.seed()
        for change in changes { state.apply(change) }
        let clock = SimulatedClock(wall: now)
        if let record = state[.clock]["clock"] { clock.restore(record) }
        let directory = Directory(state: state, log: changeLog, now: { clock.now })
        return try await serve(seeder, directory, clock, port: 0)
    }

    /// The client id and secret of one of the rehearsal's own identities.
    public func credential(_ identity: Identity) -> (clientID: String, secret: String) {
        let client =
            switch identity {
            case .checker: clients.checker
            case .portal: clients.portal
            case .worker: clients.worker
            }
        return (client.id, client.secret)
    }

    /// Stops serving: no new connection is taken, and the open ones end when their requests have.
    public func stop() async { await server.stop() }

    private init(
        _ seeder: Seeder, _ world: World, _ clients: ServiceClients, _ log: RequestLog, _ trainerKey: String,
        _ server: LoopbackServer
    ) {
        tenantID = seeder.tenantID
        environmentID = seeder.ids.guid("pingone:environment")
        address = "https://localhost:\(server.port)"
        anchor = server.anchor
        self.world = world
        self.clients = clients
        self.log = log
        self.trainerKey = trainerKey
        self.server = server
    }

    private static func serve(_ seeder: Seeder, _ directory: Directory, _ clock: SimulatedClock, port: Int)
        async throws(SimulationProblem) -> SimulatedTenant
    {
        let scenario = seeder.scenario
        let faults = FaultProgram(seed: scenario.seed, startedAt: seeder.startedAt, clock: clock)
        let injects = InjectProgram(
            injects: scenario.injects, watched: scenario.watchedRequests, startedAt: seeder.startedAt,
            surroundings: { WorldChange.Surroundings(faults: faults, now: clock.now) })
        let world = World(scenario: scenario, directory: directory, clock: clock, faults: faults, injects: injects)
        await world.synchronizeFaults()
        let (clients, log, key) = (ServiceClients(), RequestLog(), Secrets.new())
        let issuer = await TokenIssuer()
        let tokens = TokenDesk(
            directory: directory, issuer: issuer, clients: clients, tenantID: seeder.tenantID, clock: clock,
            deviceCodes: DeviceCodes(), refreshTokens: RefreshTokens(),
            codes: AuthorizationCodes(), blocksDeviceCodes: seeder.scenario.blocksDeviceCodes)
        let signIn = SignInDesk(
            directory: directory, issuer: issuer, tokens: tokens, tenantID: seeder.tenantID, clock: clock)
        let responder = Responder(
            graph: GraphDesk(
                directory: directory, injects: injects, faults: faults, tenantID: seeder.tenantID, clock: clock),
            signIn: signIn,
            pingOne: PingOneDesk(
                directory: directory, issuer: issuer, environmentID: seeder.ids.guid("pingone:environment"),
                worker: clients.worker, clock: clock), provider: ProviderDesk(directory: directory),
            trainer: TrainerDesk(world: world, signIn: signIn, log: log, key: key), log: log)
        do {
            let server = try await LoopbackServer.start(responder, port: port)
            return SimulatedTenant(seeder, world, clients, log, key, server)
        } catch {
            throw .server("\(error)")
        }
    }
}

extension SimulatedTenant {
    /// Arms a fault. Only those of the scenario are armed by themselves.
    public func add(_ fault: Fault) { world.faults.add(fault) }

    /// Disarms every fault.
    public func clearFaults() { world.faults.clear() }

    /// Keeps what was, from now on, for `Fault.Effect.staleRead`.
    public func keepHistory() async { await directory.keepHistory() }

    /// Lets simulated time pass at once, with all that falls due in it.
    public func pass(_ seconds: TimeInterval) async { await world.advance(by: seconds) }

    /// What the scenario's debrief looks for, and whether it holds now.
    public func debrief() async -> [(text: String, isMet: Bool)] {
        await world.debrief().map { ($0.text, $0.isMet) }
    }

    /// The injects that have happened, each with what was expected of the trainee.
    public func surprises() async -> [(title: String, expected: String)] {
        let state = await directory.state
        return scenario.injects.compactMap { inject in
            guard state[.injects][inject.id]?["outcome"].string?.hasPrefix("happened") == true else { return nil }
            return (inject.title, inject.expected)
        }
    }

    /// Checks a person's word on an item against the world, for the debrief; the person isn't told.
    /// - Parameter answers: the session's, which the sentence names.
    public func heard(item: String, answers: [String: String] = [:]) async {
        guard let truth = scenario.truths[item]?.filled(answers) else { return }
        let now = clock.now
        await directory.change { tenant in
            let isTrue = truth.holds(in: tenant, at: now)
            let wasUntrue = tenant[.words][item]?["was-untrue"] == true
            tenant.put(["true": .bool(isTrue), "was-untrue": .bool(wasUntrue || !isTrue)], in: .words, id: item)
        }
    }

    /// The items on which somebody's word wasn't true when it was given, and whether it was true when it was last given.
    public func untrueWords() async -> [(item: String, isMended: Bool)] {
        let words = await directory.state[.words]
        return scenario.truths.keys.sorted().compactMap { item in
            guard let word = words[item], word["true"] == false || word["was-untrue"] == true else { return nil }
            return (item, word["true"] == true)
        }
    }
}
