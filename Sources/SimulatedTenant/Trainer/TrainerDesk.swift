import Foundation
import Hummingbird

/// What a trainer does from outside the simulated world: faults, injects, the clock, snapshots, and a look at everything.
struct TrainerDesk: Sendable {
    static let operations = [
        "GET /trainer/status", "GET /trainer/faults", "POST /trainer/faults", "DELETE /trainer/faults",
        "GET /trainer/injects", "POST /trainer/injects/{id}", "GET /trainer/clock", "POST /trainer/clock",
        "GET /trainer/snapshots", "POST /trainer/snapshots/{name}", "POST /trainer/snapshots/{name}/restore",
        "GET /trainer/log", "GET /trainer/debrief", "POST /trainer/devices/{code}", "POST /trainer/sign-ins",
        "GET /trainer/accounts",
    ]

    let world: World
    let signIn: SignInDesk
    let log: RequestLog
    /// Opens these controls, and nothing else does.
    let key: String

    func answer(_ request: Request) async -> Response {
        guard TrainerDesk.same(request.headers[.authorization] ?? "", "Bearer \(key)") else {
            return TrainerDesk.refused(401, "The trainer's key is missing or wrong: it was printed at the start.")
        }
        let path = request.uri.path.split(separator: "/").dropFirst().map { $0.removingPercentEncoding ?? String($0) }
        let body: String
        if request.method == .post {
            guard let buffer = try? await request.body.collect(upTo: 65_536) else {
                return TrainerDesk.refused(413, "The request is too large.")
            }
            body = String(buffer: buffer)
        } else {
            body = ""
        }
        switch (request.method, path.first, path.count) {
        case (.get, "status", 1): return await status()
        case (.get, "faults", 1): return ResponseShapes.json(200, ["faults": .array(world.faultList)])
        case (.post, "faults", 1): return await arm(body)
        case (.delete, "faults", 1):
            await world.clearFaults()
            return ResponseShapes.json(200, ["faults": []])
        case (.get, "injects", 1): return ResponseShapes.json(200, ["injects": .array(await world.injectList())])
        case (.post, "injects", 2): return await inject(path[1])
        case (.get, "clock", 1): return ResponseShapes.json(200, clock)
        case (.post, "clock", 1): return await changeClock(body)
        case (.get, "snapshots", 1):
            let names = await world.directory.state.snapshotNames
            return ResponseShapes.json(200, ["snapshots": .array(names.map(JSON.string))])
        case (.post, "snapshots", 2):
            await world.snapshot(path[1])
            return ResponseShapes.json(200, ["snapshot": .string(path[1])])
        case (.post, "snapshots", 3) where path[2] == "restore":
            guard await world.restore(path[1]) else {
                let names = await world.directory.state.snapshotNames
                let known = names.isEmpty ? "There is none yet." : "There are: \(names.joined(separator: ", "))."
                return TrainerDesk.refused(404, "There is no snapshot named \(path[1]). \(known)")
            }
            return ResponseShapes.json(200, ["restored": .string(path[1])])
        case (.get, "log", 1):
            let query = ResponseShapes.parameters(request.uri.query ?? "")
            let entries = log.entries(after: query["after"].flatMap { Int($0) } ?? 0)
            return ResponseShapes.json(200, ["requests": .array(entries.map(\.json))])
        case (.get, "debrief", 1):
            return ResponseShapes.json(200, ["expectations": .array(await world.debrief().map(\.json))])
        case (.get, "accounts", 1): return await accounts()
        case (.post, "sign-ins", 1): return await trySignIn(body)
        case (.post, "devices", 2): return await approve(path[1], body)
        default: return TrainerDesk.refused(404, "There is no such control.")
        }
    }

    /// Takes as long for a wrong key as for a right one.
    private static func same(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    static func refused(_ status: Int, _ message: String) -> Response {
        ResponseShapes.json(status, ["error": ["message": .string(message)]])
    }

    private func status() async -> Response {
        ResponseShapes.json(
            200,
            [
                "scenario": .string(world.scenario.id), "title": .string(world.scenario.title),
                "tenant": .string(world.scenario.tenantName), "clock": clock,
                "faults": .array(world.faultList), "injects": .array(await world.injectList()),
            ])
    }

    // MARK: - Faults and injects

    private func arm(_ body: String) async -> Response {
        do {
            let fault = try await world.arm(body)
            return ResponseShapes.json(200, ["armed": .string(fault.summary), "id": .string(fault.id)])
        } catch {
            return TrainerDesk.refused(400, "\(error)")
        }
    }

    private func inject(_ id: String) async -> Response {
        if await world.fire(id) { return ResponseShapes.json(200, ["happened": .string(id)]) }
        let names = world.scenario.injects.map(\.id)
        let known = names.isEmpty ? "The scenario has none." : "There are: \(names.joined(separator: ", "))."
        return TrainerDesk.refused(404, "There is no inject \(id). \(known)")
    }

    // MARK: - The clock

    private var clock: JSON {
        ["now": .string(world.clock.now.formatted(.iso8601)), "scale": .double(world.clock.scale)]
    }

    private func changeClock(_ body: String) async -> Response {
        let wanted = JSON.parse(Data(body.utf8)) ?? .null
        if let text = wanted["advance"].string {
            guard let seconds = Span.parse(text) else {
                return TrainerDesk.refused(400, "\(text) is no time: write 90s, 10m or 2h.")
            }
            await world.advance(by: seconds)
        } else if let scale = wanted["scale"].number, (0...100_000).contains(scale) {
            await world.run(at: scale)
        } else {
            return TrainerDesk.refused(400, "The clock takes advance (a time) or scale (0 to 100000).")
        }
        return ResponseShapes.json(200, clock)
    }

    // MARK: - People

    /// Somebody of the tenant tries to sign in; it stands in the sign-in log.
    private func trySignIn(_ body: String) async -> Response {
        let user = JSON.parse(Data(body.utf8))?["user"].string ?? ""
        return ResponseShapes.json(200, await world.trySignIn(user))
    }

    /// Peig's accounts and requests as its administrator would export them: what a trainee compares with.
    private func accounts() async -> Response {
        let tenant = Transaction(await world.directory.state)
        return Response(
            status: .ok, headers: [.contentType: "text/csv"],
            body: ResponseBody { writer in
                var part = ""
                for line in ExportRoutes.table(tenant) {
                    part += line
                    if part.utf8.count < 65_536 { continue }
                    try await writer.write(ByteBuffer(string: part))
                    part = ""
                }
                try await writer.write(ByteBuffer(string: part))
                try await writer.finish(nil)
            })
    }

    private func approve(_ code: String, _ body: String) async -> Response {
        let wanted = JSON.parse(Data(body.utf8)) ?? .null
        let outcome = await signIn.approve(
            code, as: wanted["account"].string ?? "", isApproved: wanted["decline"] != true)
        guard outcome.isSuccess else { return TrainerDesk.refused(400, outcome.text) }
        return ResponseShapes.json(200, ["outcome": .string(outcome.text)])
    }
}
