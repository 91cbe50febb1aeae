import Foundation
import Hummingbird
import HummingbirdHTTP2
import Logging
import NIOSSL
import ServiceLifecycle

/// A tenant that answers as Microsoft's would: sign-in, Graph and Peig's workspace over HTTPS on a loopback port.
public final class SimulatedTenant: Sendable {
    /// Who may ask for what.
    public enum Identity: Sendable {
        /// The app that checks: reads, and the switch.
        case checker
        /// A Global Administrator at the portals.
        case portal
    }

    public let scenario: Scenario
    public let tenantID: String
    /// `https://localhost:PORT`: sign-in and Graph alike.
    public let address: String
    /// PEM of the authority made for this run; nothing else vouches for the server.
    public let anchor: Data
    let directory: Directory
    private let clients: ServiceClients
    private let faults: FaultProgram
    private let service: ServiceGroup

    /// Starts a tenant from a scenario.
    /// - Parameters:
    ///   - log: the file that remembers it; nil for a tenant that is forgotten when it stops.
    ///   - port: where it listens on loopback; 0 takes a free one.
    public static func start(
        _ scenario: Scenario, log: URL? = nil, port: Int = 0, now: @escaping @Sendable () -> Date = { Date() }
    ) async throws(SimulationProblem) -> SimulatedTenant {
        let startedAt = Date(timeIntervalSince1970: now().timeIntervalSince1970.rounded(.down))
        var seeder = Seeder(scenario, startedAt: startedAt)
        var state = seeder.seed()
        let changeLog: ChangeLog?
        if let log {
            changeLog = try ChangeLog.create(
                at: log,
                header: .init(version: 1, scenario: scenario.text, startedAt: Int(startedAt.timeIntervalSince1970)))
        } else {
            changeLog = nil
        }
        do {
            // A certificate is new each time, so it is remembered rather than made again.
            var peig = PeigRoutes.peig(Transaction(state))
            peig["certificate"] = .string(
                try RehearsalAuthority.signingCertificate(for: scenario.peigServer, now: startedAt))
            let change = TenantState.Change.put(.peig, id: "workspace", peig)
            state.apply(change)
            try changeLog?.append([change])
        } catch {
            throw .server("the identity provider's certificate can't be made: \(error)")
        }
        return try await serve(scenario, seeder.tenantID, Directory(state: state, log: changeLog), port: port, now)
    }

    /// Goes on with a tenant that was remembered.
    /// - Parameter isReadOnly: true when another process is the one that writes: changes stay in memory.
    public static func resume(
        log: URL, isReadOnly: Bool = false, now: @escaping @Sendable () -> Date = { Date() }
    ) async throws(SimulationProblem) -> SimulatedTenant {
        let (header, changes, changeLog) = try ChangeLog.open(at: log, appending: !isReadOnly)
        let scenario: Scenario
        do {
            scenario = try Scenario.load(header.scenario, file: "scenario")
        } catch {
            throw .log("its scenario can't be read any more: \(error)")
        }
        var seeder = Seeder(scenario, startedAt: Date(timeIntervalSince1970: Double(header.startedAt)))
        var state = seeder.seed()
        for change in changes { state.apply(change) }
        return try await serve(scenario, seeder.tenantID, Directory(state: state, log: changeLog), now)
    }

    /// The client id and secret of one of the rehearsal's own identities.
    public func credential(_ identity: Identity) -> (clientID: String, secret: String) {
        let client = identity == .checker ? clients.checker : clients.portal
        return (client.id, client.secret)
    }

    /// Arms a fault. None is armed by itself.
    public func add(_ fault: Fault) { faults.add(fault) }

    public func clearFaults() { faults.clear() }

    /// Keeps things as they are now for `Fault.Effect.staleRead`.
    public func remember() async { await directory.remember() }

    /// Stops serving: no new connection is taken, and the open ones end when their requests have.
    public func stop() async {
        // Never by cancelling: NIO's HTTP/2 traps when streams arrive at a handler that was cancelled.
        await service.triggerGracefulShutdown()
    }

    private init(
        scenario: Scenario, tenantID: String, address: String, anchor: Data, directory: Directory,
        clients: ServiceClients,
        faults: FaultProgram, service: ServiceGroup
    ) {
        self.scenario = scenario
        self.tenantID = tenantID
        self.address = address
        self.anchor = anchor
        self.directory = directory
        self.clients = clients
        self.faults = faults
        self.service = service
    }

    private static func serve(
        _ scenario: Scenario, _ tenantID: String, _ directory: Directory, port: Int = 0,
        _ now: @escaping @Sendable () -> Date
    ) async throws(SimulationProblem) -> SimulatedTenant {
        let clients = ServiceClients()
        let faults = FaultProgram()
        do {
            let authority = try RehearsalAuthority(now: Date())
            let issuer = await TokenIssuer()
            let responder = Responder(
                graph: GraphDesk(directory: directory, issuer: issuer, faults: faults, tenantID: tenantID, now: now),
                signIn: SignInDesk(
                    directory: directory, issuer: issuer, clients: clients, tenantID: tenantID, now: now),
                faults: faults, now: now)
            let (port, service) = try await listen(responder, authority, port: port)
            return SimulatedTenant(
                scenario: scenario, tenantID: tenantID, address: "https://localhost:\(port)", anchor: authority.anchor,
                directory: directory, clients: clients, faults: faults, service: service)
        } catch {
            throw .server("\(error)")
        }
    }

    private static func listen(_ responder: Responder, _ authority: RehearsalAuthority, port: Int) async throws -> (
        port: Int, service: ServiceGroup
    ) {
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(authority.serverCertificate.utf8)).map {
                .certificate($0)
            }, privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(authority.serverKey.utf8), format: .pem)))
        tls.minimumTLSVersion = .tlsv12
        // The server's own chatter belongs to nobody's conversation.
        let logger = Logger(label: "lockstep.simulated-tenant") { _ in SwiftLogNoOpLogHandler() }
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in try await responder.respond(to: request)
            },
            server: try .http2Upgrade(
                tlsConfiguration: tls, configuration: .init(gracefulCloseTimeout: .seconds(1))),
            configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil),
            onServerRunning: { channel in
                found.yield(channel.localAddress?.port ?? 0)
                found.finish()
            }, logger: logger)
        let service = ServiceGroup(configuration: .init(services: [application], logger: logger))
        let run = Task {
            defer { found.finish() }
            try await service.run()
        }
        for await port in ports where port > 0 { return (port, service) }
        try await run.value
        throw CancellationError()
    }
}
