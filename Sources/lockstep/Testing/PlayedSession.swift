import Assistant
import Foundation
import Journal
import PrivateFiles
import Rehearsal
import Runbook
import SessionStore
import SimulatedTenant

/// A rehearsal that nobody sits at: its tenant, and the session that walks it. Nothing of it is kept.
final class PlayedSession: Sendable {
    /// Why a line didn't come to what it was to.
    struct Objection: Error {
        let words: String
    }

    let tenant: SimulatedTenant
    let runbook: Runbook
    let conversation: Conversation
    private let writer: SessionWriter
    private let lines = ScriptedLines()
    private let screenful = Screenful()

    /// - Parameters:
    ///   - folder: where the session is while it lasts; it isn't there yet.
    ///   - runbook: what `source` says. It is taken for the one that comes with Lockstep, whose name nobody has to type.
    init(_ source: RunbookSource, _ runbook: Runbook, _ scenario: Scenario, in folder: URL) async throws {
        let tenant = try await SimulatedTenant.start(scenario)
        do {
            let store = try SessionStore(folder: folder)
            writer = try store.begin(
                SessionStarted(
                    name: scenario.id, runbook: source,
                    tenant: TenantBinding(
                        kind: .rehearsal, tenantID: tenant.tenantID, displayName: scenario.tenantName,
                        scenario: scenario.id)),
                who: Person(name: "lockstep test", host: "localhost"))
        } catch {
            await tenant.stop()
            throw error
        }
        writer.keepTime { tenant.clock.now }
        (self.tenant, self.runbook) = (tenant, runbook)
        conversation = Conversation(
            screen: screenful.screen, lines: lines, runbook: runbook, writer: writer,
            access: RehearsalDesk.access(to: tenant), desk: RehearsalDesk(tenant: tenant),
            bundled: RunbookOrigin.Bundled(source, runbook))
        await conversation.begin()
    }

    /// Ends it.
    func end() async {
        writer.release()
        await tenant.stop()
    }

    /// Types a line, with what the screen has shown in it.
    func type(_ line: Scenario.Stage.Line) async throws(Objection) {
        let text = try filled(line.text)
        var answers: [String] = []
        for answer in line.answers { answers.append(try filled(answer)) }
        screenful.mark()
        let reply = await played(text, answers)
        if let objection = lines.objection { throw Objection(words: "\(objection). \(screenful.last)") }
        switch reply {
        case .refused where !line.isRefused: throw Objection(words: "it is refused: \(screenful.last)")
        case .taken where line.isRefused: throw Objection(words: "it isn't refused")
        default: break
        }
    }

    /// Looks at every open item, with the answers that the rehearsal offers, as `check all` does.
    func look() async -> [Look] {
        _ = await played("check all", [])
        let board = conversation.standing
        var looks: [Look] = []
        for card in board.items {
            let truth = await tenant.wouldBeTrue(wordOn: card.item.id, answers: board.state.answers)
            looks.append(
                Look(card, truth: truth, lacksAnswer: conversation.lacksAnswer(card.item)))
        }
        return looks
    }

    private func played(_ line: String, _ answers: [String]) async -> Conversation.Reply {
        lines.take(answers)
        return await withTaskCancellationHandler {
            await conversation.type(line)
        } onCancel: {
            lines.end()
        }
    }

    /// A line with what the screen has shown in it.
    func filled(_ text: String) throws(Objection) -> String {
        guard
            let text = Scenario.Stage.filled(
                text,
                { name in
                    // Known without a screen.
                    name == .tenantID ? tenant.tenantID : screenful.value(of: name)
                })
        else { throw Objection(words: "the screen hasn't shown what it names in < >") }
        return text
    }
}
