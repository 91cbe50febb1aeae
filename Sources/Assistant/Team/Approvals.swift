import Console
import Escaping
import Foundation
import Journal
import SessionStore
import Synchronization
import Text

/// Waits for a second person, who approves on a terminal of their own.
public struct Approvals {
    private let screen: Screen
    private let writer: SessionWriter
    private let isInteractive: Bool
    /// nil in a rehearsal.
    private let people: (any PeopleProver)?
    /// Runs a wait that Ctrl-C may end.
    private let interruptible: (@escaping @Sendable () async -> Judged?) async -> Judged?

    /// What somebody handed in, and what it comes to.
    private struct Judged {
        let handedIn: HandedIn
        let account: Result<EntraIdentity, ApprovalRule.Objection>
        let answer: ApprovalAnswer
    }

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
        interruptible = { work in await conversation.interruptible { () async -> Judged? in await work() } }
    }

    /// What came of one asking.
    private enum Came: Equatable {
        case approved(Person)
        /// Somebody approved, and it doesn't count.
        case notCounted
        /// Nobody approved, or somebody said no.
        case nothing
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
        if case .approved(let person) = try await ask(for: request, besides: seen, by: words, isWatchable: isWatchable)
        {
            return person
        }
        return nil
    }

    private func ask(
        for request: ApprovalRequest, besides seen: [Person], by words: String, isWatchable: Bool
    ) async throws -> Came {
        var asker: EntraIdentity?
        switch await people?.own() {
        case .success(let own): asker = own
        case .failure(let objection):
            screen.text("\(objection) Nobody is asked.", first: "\(Style.red("✗")) ", rest: "  ")
            return .nothing
        case nil: break
        }
        let code = try writer.askForApproval(of: request, isWatchable: isWatchable)
        defer { writer.forgetApproval(code) }
        screen.text(
            "\(words) On their own terminal, with this store: `\(ProgramCommand.text("approve", writer.id, code))`. "
                + "For another machine, `\(ProgramCommand.text("approve", writer.id, code, "--ask", "FILE"))` writes it. "
                + "Ctrl-C gives up."
        )
        guard let judged = try await answer(to: code, request, asker, number: seen.count + 1) else { return .nothing }
        switch judged.answer {
        case .declined(let person, let reason):
            screen.text(
                "\(person) (\(person.caveat(besides: nil))) declined: “\(reason)”", first: "\(Style.red("✗")) ",
                rest: "  ")
            try writer.append(
                ApprovalDeclined(what: request.title, by: person, reason: reason))
            return .nothing
        case .notCounted(_, let objection):
            return try refuse(request, "\(objection)\(objection.waitsForKey ? " Then ask again." : "")")
        case .approved(let person, let signed, let watch):
            let same = seen.compactMap { one in TwoPeople.sameness(one, person).map { "\(one) (\($0))" } }
            guard same.isEmpty else {
                return try refuse(request, "\(person) is no other person than \(same.joined(separator: ", ")).")
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
                    ApprovalSigned(
                        what: request.title, by: person, approval: signed, asker: asker))
            }
            // What is approved now must still count when it is sent.
            if isWatchable { writer.rest(on: judged.handedIn, to: request, asker: asker, account: judged.account) }
            if let watch, isWatchable {
                writer.beWatched(by: watch, person)
                screen.text("\(person) looks on until it is sent, and can stop it.", first: "  ", rest: "  ")
            }
            return .approved(person)
        }
    }

    /// Whoever reads the journal later is to see what was tried.
    private func refuse(_ request: ApprovalRequest, _ why: String) throws -> Came {
        screen.text("\(why) It doesn't count.", first: "\(Style.red("✗")) ", rest: "  ")
        try writer.append(
            NoteAdded(text: "An approval was handed in for \(request.title), and didn't count: \(why)"))
        return .notCounted
    }

    /// Approvals by keys that nobody knows yet.
    private final class SetAside: Sendable {
        let answers = Mutex<[HandedIn]>([])
    }

    private func answer(
        to code: String, _ request: ApprovalRequest, _ asker: EntraIdentity?, number: Int
    ) async throws -> Judged? {
        let (writer, people, screen) = (writer, people, screen)
        @Sendable func judged(
            _ answer: HandedIn, _ account: Result<EntraIdentity, ApprovalRule.Objection>
        ) -> Judged {
            Judged(
                handedIn: answer, account: account,
                answer: writer.judge(answer, to: request, asker: asker, account: account))
        }
        /// Whether only a key has to be known. Whose key nobody knows is nobody to ask the tenant about.
        @Sendable func waiting(_ answer: HandedIn) -> ApprovalRule.Objection? {
            guard case .notCounted(_, let objection) = judged(answer, Approvals.unproven).answer, objection.waitsForKey
            else { return nil }
            return objection
        }
        // In a script nobody can be waited for, but somebody may have been quick.
        guard isInteractive else {
            guard let answer = try writer.handedIn(to: code) else { return nil }
            return judged(answer, await Approvals.account(of: answer, people))
        }
        let whom = number > 2 ? "person number \(number)" : "the second person"
        screen.progress("Waiting for \(whom)…")
        defer { screen.clearProgress() }
        let aside = SetAside()
        let came = await interruptible {
            while !Task.isCancelled {
                if let answer = (try? writer.handedIn(to: code)) ?? nil {
                    guard let objection = waiting(answer) else {
                        return judged(answer, await Approvals.account(of: answer, people))
                    }
                    // Until it counts somebody else may approve, and everybody may say no.
                    guard (try? writer.setAside(answer)) != nil else { return judged(answer, Approvals.unproven) }
                    aside.answers.withLock { $0 = $0.suffix(Approvals.mostAside - 1) + [answer] }
                    screen.clearProgress()
                    screen.text(
                        "\(objection) It counts as soon as you do. Ctrl-C gives up.",
                        first: "\(Style.yellow("!")) ", rest: "  ")
                    screen.progress("Waiting for \(whom), or until that key is known…")
                }
                for answer in aside.answers.withLock({ $0 }) where waiting(answer) == nil {
                    aside.answers.withLock { all in all.removeAll { $0 == answer } }
                    return judged(answer, await Approvals.account(of: answer, people))
                }
                do { try await Task.sleep(for: .milliseconds(300)) } catch { return nil }
            }
            return nil
        }
        for answer in aside.answers.withLock({ $0 }) {
            let key = (try? answer.signed?.opened())?.key.fingerprint ?? "none"
            try writer.append(
                NoteAdded(
                    text:
                        "\(answer.person) approved \(request.title) with a key that nobody here knew (\(key)), and it "
                        + "didn't count."))
        }
        return came
    }

    /// More of them than people are somebody's who only wants to fill the screen.
    private static let mostAside = 8

    private static let unproven: Result<EntraIdentity, ApprovalRule.Objection> = .failure(
        .init("Nobody here can prove who they are."))

    /// Who the second person is to the tenant.
    private static func account(
        of answer: HandedIn, _ people: (any PeopleProver)?
    ) async -> Result<EntraIdentity, ApprovalRule.Objection> {
        guard let people, answer.declined == nil else { return unproven }
        let challenge = (try? answer.signed?.opened())?.statement.challenge ?? ""
        return await people.account(of: answer.identityToken, for: challenge)
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
            let words = "\(name) needs \(wanted) people; number \(number) approves it."
            var came: Came
            // Whoever has approved already isn't asked again because somebody else's doesn't count.
            repeat {
                came = try await ask(for: request, besides: seen, by: words, isWatchable: true)
            } while came == .notCounted && seen.count > 1 && isInteractive
            guard case .approved(let person) = came else {
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
