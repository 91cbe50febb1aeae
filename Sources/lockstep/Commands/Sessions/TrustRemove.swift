import ArgumentParser
import Console
import Foundation
import Journal
import Runbook
import Signatures
import Text
import YAMLDocument

struct TrustRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Know a key no more, or only for what was written before a moment.",
        discussion: """
            Examples:
              lockstep trust remove SHA256:2ZbO…
              lockstep trust remove kai --from 2026-11-28T22:00Z

            What a key signed that isn't known any more stays in the journal, as a stranger's.
            """)

    @Argument(help: "A fingerprint, or the name of whoever has one key here.") var key: String
    @Option(help: ArgumentHelp("From when nothing of it counts; what was written before does.", valueName: "time"))
    var from: String?

    func run() throws {
        let known = try KeyFolder.known()
        let matching = known.entries.filter { $0.key.fingerprint == key || $0.name == key }
        guard let entry = matching.first else {
            let all = Set(known.entries.flatMap { [$0.name, $0.key.fingerprint] })
            throw InputProblem(
                all.isEmpty
                    ? "no key is known here, \(key) neither"
                    : "no key here is \(key)\(Suggestion.hintOrList(for: key, in: all.sorted()))")
        }
        guard Set(matching.map(\.key)).count == 1 else {
            throw InputProblem(
                "\(key) has several keys here; name one: "
                    + matching.map(\.key.fingerprint).joined(separator: ", "))
        }
        let time: Date?
        do throws(AnswerProblem) {
            time = if let from { try Moment(from).date } else { nil }
        } catch {
            throw InputProblem("--from: \(error.description)")
        }
        let changed = try known.ending(entry.key, from: time)
        try KeyFolder.keep(changed)
        // One that ended sooner stays so.
        let end = changed.entries.first { $0.key == entry.key }?.before
        Screen().text(
            end.map { "\(entry.name)'s key is known only for what was written before \(Event.text($0))." }
                ?? "\(entry.name)'s key \(entry.key.fingerprint) isn't known here any more.",
            first: "\(Style.green("✓")) ", rest: "  ")
    }
}
