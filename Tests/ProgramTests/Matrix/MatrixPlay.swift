import Foundation
import Runbook
import TestSupport
import YAMLDocument

@testable import SimulatedTenant
@testable import struct lockstep.Look
@testable import class lockstep.PlayedSession

/// Breaks what a matrix's rows say, one after the other in one tenant, and says of which nobody took notice.
struct MatrixPlay {
    /// Why a row isn't so.
    struct Objection: CustomStringConvertible {
        let row: Matrix.Row
        let words: String
        var description: String { "\(row.place), \(row.anchor): \(words)" }
    }

    /// What playing rows came to.
    struct Result {
        /// Why the start isn't green, why rows aren't so, and what one row left behind for the next.
        var objections: [Objection] = []
        /// For each row that made its item red: the item, and the properties on which that rests.
        var grounds: [(item: String, properties: Set<String>)] = []
    }

    let source: RunbookSource
    let runbook: Runbook
    let scenario: Scenario
    let start: Matrix.Start
    /// An item that was taken out of the runbook: what is typed about it can't be.
    var without: String?

    func result(of rows: [Matrix.Row]) async throws -> Result {
        try await inTurn {
            let folder = try TemporaryFolder()
            let session = try await PlayedSession(source, runbook, scenario, in: folder.url.appending(path: "store"))
            let result = try await result(of: rows, in: session)
            await session.end()
            return result
        }
    }

    private func result(of rows: [Matrix.Row], in session: PlayedSession) async throws -> Result {
        var result = Result()
        guard let first = rows.first else { return result }
        var given: [String: Scenario.Stage.Line] = [:]
        for line in lines {
            do throws(PlayedSession.Objection) {
                let filled = try Self.filled(line, session)
                if let name = Self.answered(filled) { given[name] = filled }
                try await session.type(filled)
            } catch {
                result.objections = [
                    Objection(row: first, words: "the start isn't reached: \(line.text): \(error.words)")
                ]
                return result
            }
        }
        let green = await session.look()
        await session.tenant.world.snapshot("start")
        for row in rows {
            let answers = session.conversation.standing.state.answers
            if let words = await objection(to: row, green, session) {
                result.objections.append(Objection(row: row, words: words))
            } else if let item = row.redItem {
                result.grounds.append((item, Self.grounds(of: item, session)))
            }
            guard await session.tenant.world.restore("start") else {
                result.objections.append(Objection(row: row, words: "the tenant can't be brought back"))
                return result
            }
            for case .line(let line) in row.breaks {
                guard let name = Self.answered(line) else { continue }
                let old =
                    given[name]
                    ?? Scenario.Stage.Line(
                        text: "set \(name) \(answers[name] ?? "none")", answers: [], isRefused: false,
                        location: line.location)
                do throws(PlayedSession.Objection) { try await session.type(old) } catch {
                    result.objections.append(
                        Objection(row: row, words: "the answer can't be brought back: \(error.words)"))
                }
            }
        }
        let after = await session.look()
        for (before, now) in zip(green, after) where before.word != now.word {
            result.objections.append(
                Objection(
                    row: first, words: "\(now.item) was \(before.word) and is \(now.word) once all is brought back"))
        }
        return result
    }

    /// The properties on which an item's being red rests.
    private static func grounds(of item: String, _ session: PlayedSession) -> Set<String> {
        let card = session.conversation.standing.items.first { $0.item.id == item }
        guard case .failed(let findings) = card?.verdict?.verdict else { return [] }
        return Set(findings.map(\.property))
    }

    /// Why nobody noticed what a row breaks; nil where somebody did.
    private func objection(to row: Matrix.Row, _ green: [Look], _ session: PlayedSession) async -> String? {
        guard let item = row.notice.item else { return nil }
        guard let before = green.first(where: { $0.item == item }) else { return "the runbook has no item \(item)" }
        if case .red = row.notice, before.word != .passed {
            return "\(item) is \(before.word) at the start: \(before.findings.joined(separator: " "))"
        }
        if case .untrue = row.notice,
            await session.tenant.wouldBeTrue(wordOn: item, answers: session.conversation.standing.state.answers) != true
        {
            return "a word on \(item) isn't true at the start"
        }
        for each in row.breaks {
            switch each {
            case .line(let line):
                do throws(PlayedSession.Objection) { try await session.type(line) } catch {
                    return "“\(line.text)”: \(error.words)"
                }
            case .change(let change):
                let surroundings = session.tenant.world.injects.surroundings()
                await session.tenant.directory.change { change.apply(to: &$0, surroundings) }
            case .edit(let table, let name, let values):
                let objects = await session.tenant.directory.state[table]
                let named = objects.first("displayName", name) ?? objects.first("userPrincipalName", name)
                let key = objects[name] == nil ? named?["id"].string : name
                guard let key, var object = objects[key] else { return "there is no \(name) among \(table.rawValue)" }
                for (property, value) in values { object[property] = value }
                let edited = object
                await session.tenant.directory.change { $0.put(edited, in: table, id: key) }
            }
        }
        if case .untrue = row.notice {
            return await session.tenant.wouldBeTrue(wordOn: item, answers: session.conversation.standing.state.answers)
                == false ? nil : "a word on \(item) is still true"
        }
        let now = await session.look().first { $0.item == item }
        return now?.word == .failed ? nil : "nobody notices: \(item) is \(now.map { "\($0.word)" } ?? "not there")"
    }

    private var lines: [Scenario.Stage.Line] {
        let stages = scenario.stages
        let last = stages.firstIndex { $0.title == start.upTo && start.upTo != nil } ?? (start.upTo == nil ? 0 : -1)
        return (stages.prefix(last + 1).flatMap(\.lines) + start.lines).filter { line in
            without.map { !line.text.contains($0) } ?? true
        }
    }

    /// The question that a line answers.
    private static func answered(_ line: Scenario.Stage.Line) -> String? {
        let words = line.text.split(separator: " ")
        return words.count > 1 && words[0] == "set" && !words[1].hasPrefix("-") ? String(words[1]) : nil
    }

    private static func filled(
        _ line: Scenario.Stage.Line, _ session: PlayedSession
    ) throws(PlayedSession.Objection) -> Scenario.Stage.Line {
        var answers: [String] = []
        for answer in line.answers { answers.append(try session.filled(answer)) }
        return Scenario.Stage.Line(
            text: try session.filled(line.text), answers: answers, isRefused: line.isRefused, location: line.location)
    }
}
