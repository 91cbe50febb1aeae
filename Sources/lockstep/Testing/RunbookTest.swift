import Foundation
import PrivateFiles
import Runbook
import SimulatedTenant
import YAMLDocument

/// Plays a runbook's scenarios, and compares what items come to with what each says of them.
struct RunbookTest: Sendable {
    let source: RunbookSource
    let runbook: Runbook
    /// Of the runbook, as a person would open it.
    let folder: String
    let places: ItemPlaces

    init(_ source: RunbookSource, _ runbook: Runbook, folder: URL) {
        (self.source, self.runbook, self.folder) = (source, runbook, folder.relativePath)
        places = ItemPlaces(source)
    }

    /// Plays them, as many at once as this machine has cores.
    /// - Parameter tell: is told of each as it ends.
    /// - Returns: in the order in which they were given.
    func play(
        _ scenarios: [Scenario], tell: @escaping @Sendable (TestReport.Played) -> Void
    ) async throws -> [TestReport.Played] {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let place = scratch.url
        return try await withThrowingTaskGroup(of: (Int, TestReport.Played).self) { group in
            var (played, next) = ([Int: TestReport.Played](), 0)
            func begin() {
                guard next < scenarios.count else { return }
                let (number, scenario) = (next, scenarios[next])
                next += 1
                group.addTask { (number, try await play(scenario, in: place.appending(path: "\(number)"))) }
            }
            for _ in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount) { begin() }
            while let (number, one) = try await group.next() {
                played[number] = one
                tell(one)
                begin()
            }
            return scenarios.indices.compactMap { played[$0] }
        }
    }

    private func play(_ scenario: Scenario, in folder: URL) async throws -> TestReport.Played {
        let start = ContinuousClock.now
        let session = try await PlayedSession(source, runbook, scenario, in: folder)
        var (stages, red, green) = ([TestReport.Stage](), Set<String>(), Set<String>())
        for (number, stage) in scenario.stages.enumerated() {
            let name = number == 0 ? "start" : "stage \(number)\(stage.title.map { " (\($0))" } ?? "")"
            let objections = await typed(stage, session)
            // What comes after a line that went wrong says nothing.
            let looks = objections.isEmpty ? await session.look() : []
            if Task.isCancelled { break }
            red.formUnion(looks.filter(\.isRed).map(\.item))
            green.formUnion(looks.filter(\.isGreen).map(\.item))
            let unmet = objections.isEmpty ? await session.tenant.unmet(stage) : []
            stages.append(
                TestReport.Stage(
                    name: name, verdicts: verdicts(stage, looks),
                    objections: objections
                        + unmet.map {
                            TestReport.Objection(
                                words: "what is expected of the world doesn't hold: \($0.name)", place: "\($0.location)"
                            )
                        }))
            if !objections.isEmpty { break }
        }
        await session.end()
        try Task.checkCancellation()
        let time = start.duration(to: .now)
        return TestReport.Played(
            id: scenario.id, title: scenario.title, stages: stages,
            milliseconds: Int(time.components.seconds * 1_000 + time.components.attoseconds / 1_000_000_000_000_000),
            red: red, green: green)
    }

    private func typed(_ stage: Scenario.Stage, _ session: PlayedSession) async -> [TestReport.Objection] {
        for line in stage.lines {
            do throws(PlayedSession.Objection) {
                try await session.type(line)
            } catch {
                return [TestReport.Objection(words: "“\(line.text)”: \(error.words)", place: "\(line.location)")]
            }
            if Task.isCancelled { break }
        }
        return []
    }

    private func verdicts(_ stage: Scenario.Stage, _ looks: [Look]) -> [TestReport.Verdict] {
        stage.wanted.compactMap { wanted in
            looks.first { $0.item == wanted.item }.map { look in
                TestReport.Verdict(
                    item: wanted.item, wanted: wanted.word, got: look.word, findings: look.findings,
                    place: "\(wanted.location)", itemPlace: places[wanted.item].map(place) ?? folder)
            }
        }
    }

    /// Of something in the runbook's own files, as a person would open it.
    private func place(_ location: SourceLocation) -> String {
        // What several runbooks share lies beside the folder of each.
        let isShared = location.file.hasPrefix(RunbookFolder.shared + "/")
        return (isShared ? (folder as NSString).deletingLastPathComponent : folder) + "/\(location)"
    }
}
