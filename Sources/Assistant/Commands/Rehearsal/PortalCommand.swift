import ArgumentParser
import Console
import Rehearsal
import Text
import YAMLDocument

struct PortalCommand: Command {
    let name = "portal"
    let aliases = ["p"]
    let usage = "[VERB …]"
    let summary = "rehearsal only: do a portal's work in the simulated tenant"
    let details =
        "\"portal\" alone lists the verbs, \"portal VERB --help\" shows one. Do things half-way or wrong to see "
        + "what the checks say: leave out the consent, make an expired secret, set a wrong redirect URI."

    func isAvailable(in conversation: Conversation) -> Bool { conversation.desk != nil }

    func candidates(after words: [String], in conversation: Conversation) -> [String] {
        guard let desk = conversation.desk else { return [] }
        guard let name = words.first else { return PortalCommand.names(desk) }
        guard let verb = try? PortalVerbs.named(name, in: desk) else { return [] }
        return PortalCommand.options(of: verb)
    }

    private static func names(_ desk: RehearsalDesk) -> [String] {
        PortalVerbs.groups(in: desk).flatMap(\.verbs).map { $0.verb }
    }

    /// The options of a verb, from its own help.
    private static func options(of verb: any PortalVerb.Type) -> [String] {
        verb.helpMessage().matches(of: /--[a-z][a-z-]+/).map { String($0.output) }.filter { $0 != "--help" }
    }

    func run(_ words: [String], in conversation: Conversation) async throws -> Outcome {
        guard let desk = conversation.desk else { throw UsageError("There is no portal in a live session.") }
        guard let name = words.first else {
            list(desk, conversation)
            return .done
        }
        let found: (any PortalVerb.Type)?
        do {
            found = try PortalVerbs.named(name, in: desk)
        } catch {
            return refused(error, conversation)
        }
        guard let verb = found else {
            let hint = Suggestion.hint(for: name, in: PortalCommand.names(desk))
            throw UsageError("The portal has no \"\(name)\"\(hint.isEmpty ? ". Type portal for the list." : hint)")
        }
        if words.contains("--help") || words.contains("-h") {
            help(verb, conversation)
            return .done
        }
        let parsed = try PortalLine.parse(verb, Array(words.dropFirst()))
        let stage = PortalStage(
            desk: desk, screen: conversation.screen, tenantID: conversation.state.tenant.tenantID,
            tenantName: conversation.state.tenant.displayName, now: conversation.writer.time,
            plan: conversation.runner.plan,
            commandsUntil: conversation.state.switches.openSwitches.last?.commandsUntil,
            clientSecret: conversation.access.secrets.value(of: "client_secret"),
            askSecret: { await conversation.secret($0) })
        let refusal = await conversation.interruptible { () async -> PortalRefusal? in
            do {
                try await parsed.run(desk.portal, stage)
                return nil
            } catch {
                return error as? PortalRefusal ?? PortalRefusal(message: "\(error)")
            }
        }
        return refusal.map { refused($0, conversation) } ?? .done
    }

    private func refused(_ refusal: PortalRefusal, _ conversation: Conversation) -> Outcome {
        conversation.screen.error("The portal refused: \(refusal.message)")
        return .failed
    }

    private func list(_ desk: RehearsalDesk, _ conversation: Conversation) {
        for group in PortalVerbs.groups(in: desk) {
            conversation.screen.line(Style.bold(group.title))
            var table = Table()
            for verb in group.verbs { table.add(verb.verb, verb.summary) }
            for line in table.lines(columns: conversation.screen.columns, indent: "  ") {
                conversation.screen.line(line)
            }
        }
    }

    private func help(_ verb: any PortalVerb.Type, _ conversation: Conversation) {
        let text = verb.helpMessage(columns: conversation.screen.columns)
            .replacing(/^USAGE: \S+/) { _ in "portal \(verb.verb)" }
        conversation.screen.line("\(verb.summary)\n\n\(text)")
    }
}
