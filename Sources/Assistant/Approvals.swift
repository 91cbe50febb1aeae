import Console
import Escaping
import Foundation
import Journal
import SessionStore

/// Waits for a second person, who approves on a terminal of their own.
public struct Approvals {
    private let screen: Screen
    private let writer: SessionWriter
    private let isInteractive: Bool
    /// nil in a rehearsal.
    private let people: (any PeopleProver)?
    /// Runs a wait that Ctrl-C may end.
    private let interruptible: (@escaping @Sendable () async -> ApprovalAnswer?) async -> ApprovalAnswer?

    /// For a command, which Ctrl-C ends as a whole.
    public init(screen: Screen, writer: SessionWriter, people: (any PeopleProver)?) {
        self.screen = screen
        self.writer = writer
        self.people = people
        isInteractive = screen.terminal.isInteractive
        interruptible = { await $0() }
    }

    init(conversation: Conversation) {
        screen = conversation.screen
        writer = conversation.writer
        people = conversation.people
        isInteractive = conversation.isInteractive
        interruptible = { work in await conversation.interruptible { () async -> ApprovalAnswer? in await work() } }
    }

    /// Shows a code and waits until somebody else has answered, or the person gives up.
    /// - Parameters:
    ///   - seen: who has approved it already, the one who writes among them.
    ///   - words: who is waited for.
    ///   - isWatchable: whether something is sent next, which they may look on at and stop.
    /// - Returns: nil if nobody approved; the screen says why.
    public func wait(
        for request: ApprovalRequest, besides seen: [Person], by words: String, isWatchable: Bool = false
    ) async throws -> Person? {
        var asker: EntraIdentity?
        switch await people?.own() {
        case .success(let own): asker = own
        case .failure(let objection):
            screen.text("\(objection) Nobody is asked.", first: "\(Style.red("✗")) ", rest: "  ")
            return nil
        case nil: break
        }
        let code = try writer.askForApproval(of: request, isWatchable: isWatchable)
        defer { writer.forgetApproval(code) }
        screen.text(
            "\(words) On their own terminal, with this store: `\(ShellText.command("lockstep", "approve", writer.id, code))`. "
                + "For another machine, `\(ShellText.command("lockstep", "approve", writer.id, code, "--ask", "FILE"))` writes it. "
                + "Ctrl-C gives up."
        )
        switch try await answer(to: code, request, asker, isWatchable) {
        case nil: return nil
        case .declined(let person, let reason):
            screen.text(
                "\(person) (\(person.caveat(besides: nil))) declined: “\(reason)”", first: "\(Style.red("✗")) ",
                rest: "  ")
            try writer.append(
                .approvalDeclined(ApprovalDeclined(what: request.title, by: person, reason: reason)))
            return nil
        case .notCounted(_, let why):
            screen.text("\(why) It doesn't count.", first: "\(Style.red("✗")) ", rest: "  ")
            return nil
        case .approved(let person, let signed, let watch):
            guard seen.allSatisfy({ TwoPeople.differ($0, person) }) else {
                screen.text(
                    "\(person) is no other person than \(seen.map(\.description).joined(separator: ", ")), as far as names, "
                        + "keys and accounts tell. It doesn't count.", first: "\(Style.red("✗")) ", rest: "  ")
                return nil
            }
            if let name = (try? signed?.opened())?.statement.name,
                TwoPeople.differ(Person(name: name, host: ""), Person(name: person.name, host: ""))
            {
                screen.text(
                    "They call themselves \(name); the key is \(person.name)'s, and that is who counts.", first: "  ",
                    rest: "  ")
            }
            if let signed {
                try writer.append(
                    .approvalSigned(
                        ApprovalSigned(
                            what: request.title, by: person, approval: signed, asker: asker)))
            }
            if let watch, isWatchable {
                writer.beWatched(by: watch, person)
                screen.text("\(person) looks on until it is sent, and can stop it.", first: "  ", rest: "  ")
            }
            return person
        }
    }

    private func answer(to code: String, _ request: ApprovalRequest, _ asker: EntraIdentity?, _ isWatchable: Bool)
        async throws
        -> ApprovalAnswer?
    {
        // In a script nobody can be waited for, but somebody may have been quick.
        guard isInteractive else {
            guard let answer = try writer.handedIn(to: code) else { return nil }
            return await Approvals.judged(
                answer, request, writer, people, asker, isSentNext: isWatchable)
        }
        screen.progress("Waiting for the second person…")
        defer { screen.clearProgress() }
        let (writer, people) = (writer, people)
        return await interruptible {
            while !Task.isCancelled {
                if let answer = (try? writer.handedIn(to: code)) ?? nil {
                    return await Approvals.judged(
                        answer, request, writer, people, asker, isSentNext: isWatchable)
                }
                do { try await Task.sleep(for: .milliseconds(300)) } catch { return nil }
            }
            return nil
        }
    }

    /// - Parameter isSentNext: what is approved now must still count then.
    private static func judged(
        _ answer: HandedIn, _ request: ApprovalRequest, _ writer: SessionWriter, _ people: (any PeopleProver)?,
        _ asker: EntraIdentity?, isSentNext: Bool
    ) async -> ApprovalAnswer {
        var account: Result<EntraIdentity, ApprovalRule.Objection> = .failure(
            .init("Nobody here can prove who they are."))
        if let people, answer.declined == nil {
            let challenge = (try? answer.signed?.opened())?.statement.challenge ?? ""
            account = await people.account(of: answer.identityToken, for: challenge)
        }
        let judgement = writer.judge(answer, to: request, asker: asker, account: account)
        if isSentNext, case .approved = judgement {
            writer.rest(on: answer, to: request, asker: asker, account: account)
        }
        return judgement
    }

    /// Gathers the approvals of everybody but the one who writes.
    /// - Parameters:
    ///   - wanted: how many people must approve, the one who writes included.
    ///   - record: writes an approval down.
    /// - Returns: false if there aren't enough; the screen says so.
    func gather(
        _ wanted: Int, for request: ApprovalRequest, named name: String, record: (Person) throws -> Void
    ) async throws -> Bool {
        guard wanted > 1 else { return true }
        var seen = [writer.who]
        for number in 2...wanted {
            let person = try await wait(
                for: request, besides: seen, by: "\(name) needs \(wanted) people; number \(number) approves it.",
                isWatchable: true)
            guard let person else {
                screen.line("Nothing was sent: \(wanted) people must approve, and \(seen.count) did.")
                return false
            }
            seen.append(person)
            try record(person)
            screen.text(
                "approved by \(person) (\(person.caveat(besides: writer.who.account)))", first: "\(Style.green("✓")) ",
                rest: "  ")
        }
        return true
    }
}
