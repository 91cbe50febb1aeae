import Foundation
import Report
import Runbook
import TestSupport
import Testing
import Verification
import YAMLDocument

@testable import Journal
@testable import SessionStore
@testable import lockstep

extension FuzzTests {
    /// A file that was damaged is none; what stands in it is only taken as it was written.
    @Test func archives() async throws {
        let drafts = try SessionDrafts()
        var generator = SeededGenerator(1)
        let corpus = try (0..<6).map { _ in Array(try drafts.draft(&generator).data()) }
            .filter { (try? SessionArchive(data: Data($0)).events) != nil }
        try #require(!corpus.isEmpty)
        let known = Set(corpus)
        let trees = try corpus.map { try Tree(json: $0) }
        try await Test.fuzz("archives") {
            Self.damagedJSON(corpus, trees, &$0)
        } judge: { bytes in
            do throws(ArchiveProblem) {
                _ = try SessionArchive(data: Data(bytes)).events
            } catch {
                return "\(error)".isEmpty
            }
            try Wrong.unless(known.contains(bytes), "a file that nobody wrote is taken")
            return true
        }
    }

    /// Whatever somebody makes up, with every hash right: it is refused, or it can be read, told and taken in.
    @Test func forgedArchives() async throws {
        let folder = try TemporaryFolder()
        let store = try SessionStore(folder: folder.url)
        let drafts = try SessionDrafts()
        try await Test.fuzz("forgedArchives") { chance in
            String(decoding: try drafts.draft(&chance).data(), as: UTF8.self)
        } judge: { text in
            let events: [Event]
            do throws(ArchiveProblem) {
                events = try SessionArchive(data: Data(text.utf8)).events
            } catch {
                return false
            }
            try Wrong.unless(
                try SessionArchive(events).data() == Data(text.utf8), "it is written otherwise than it was read")
            try Self.tell(events, try SessionState(events))
            do {
                try ImportedAnswers.check(events)
                let count = try store.takeIn(events, now: Date(timeIntervalSince1970: 1_795_800_000))
                try Wrong.unless(count == events.count, "\(count) of \(events.count) entries were taken in")
                try Wrong.unless(try store.takeIn(events) == 0, "they were taken in twice")
            } catch is StoreProblem {
                return false
            } catch is InputProblem {
                return false
            } catch is Problems {
                return false
            }
            let kept = try store.events(of: events[0].session)
            try Wrong.unless(kept == events, "the store keeps other entries")
            try Self.tell(kept, try store.state(folding: kept))
            return true
        }
        withExtendedLifetime(folder) {}
    }

    /// What screens and reports say of a session.
    private static func tell(_ events: [Event], _ state: SessionState) throws {
        for event in events { _ = event.payload.sentence }
        for history in state.histories.values {
            _ = AftermathWords(history, session: state.id, cooldown: 3_600, now: state.lastEvent.time)
        }
        guard let runbook = try? Talk.runbook(of: state) else { return }
        let now = Date(timeIntervalSince1970: 1_795_800_000)
        let report = SessionReport(events, state, runbook, at: now)
        _ = [MarkdownReport.text(report), HTMLReport.text(report), JUnitReport.text(report)]
        _ = Strangers(state, runbook: runbook).lines
        _ = Board(runbook, state, now: now).items.map(\.standing)
    }
}
