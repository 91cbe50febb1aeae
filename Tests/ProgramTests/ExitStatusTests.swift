import ArgumentParser
import Assistant
import Foundation
import PrivateFiles
import SessionStore
import TestSupport
import Testing

@testable import enum lockstep.ExitStatus
@testable import struct lockstep.InputProblem
@testable import struct lockstep.Lockstep
@testable import struct lockstep.Refusal

/// What the program ends with, and that everything that speaks of it says the same.
@Suite(.computing) struct ExitStatusTests {
    @Test func readmeHasThemAll() throws {
        let rows = try Repository.text("README.md").matches(of: /(?m)^\| (\d+) \|/).compactMap { Int32($0.1) }
        #expect(rows == ExitStatus.allCases.map(\.rawValue))
    }

    @Test func helpNamesNoOthers() {
        for command in Lockstep.configuration.subcommands {
            let help = command.helpMessage().replacing(/\s+/, with: " ")
            guard let said = help.firstMatch(of: /Exit codes: ([^.]*)/)?.1 else { continue }
            let codes = said.matches(of: #/(?:^|[,;:] )(\d+) /#).compactMap { Int32($0.1) }
            #expect(!codes.isEmpty, "\(said)")
            for code in codes { #expect(ExitStatus(rawValue: code) != nil, "\(command): \(said)") }
        }
    }

    @Test func errorsEndAsTheTableSays() {
        for (error, status) in [
            (InputProblem("x") as any Error, ExitStatus.badInput), (Refusal("x"), .failed),
            (ExitStatus.unknown, .unknown),
            (StoreProblem.noSessions, .badInput), (StoreProblem.readOnly(path: "x"), .failed),
        ] { #expect(ExitStatus(error) == status, "\(error)") }
        #expect(ExitStatus(CancellationError()) == nil && ExitStatus(ValidationError("x")) == nil)
    }

    /// A failure is certain, so it comes before what is merely unknown.
    @Test func theWorstOutcomeEndsAConversation() {
        let outcomes: [Outcome] = [.done, .unknown, .failed, .usage]
        #expect(outcomes.sorted() == outcomes)
        #expect(outcomes.map(ExitStatus.init) == [.well, .unknown, .failed, .badInput])
    }
}
