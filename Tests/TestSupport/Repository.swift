import Foundation
import Runbook
import SimulatedTenant
import Synchronization
import Verification

/// The project's own files, as tests read them.
public enum Repository {
    /// The folder with Package.swift.
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    public static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The files of a runbook that comes with the program.
    public static func runbook(_ id: String) throws -> RunbookSource {
        let folder = root.appending(path: "Runbooks/\(id)")
        var files: [String: String] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        where path.hasSuffix(".yaml") && !path.hasPrefix("scenarios/") && path != "truths.yaml" {
            files[path] = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
        }
        let shared = root.appending(path: "Runbooks/shared")
        for path in try FileManager.default.contentsOfDirectory(atPath: shared.path) {
            files["shared/\(path)"] = try String(contentsOf: shared.appending(path: path), encoding: .utf8)
        }
        return RunbookSource(id: id, files: files)
    }

    private static let scenarios = Mutex<[String: Scenario]>([:])

    public static func scenario(_ name: String) throws -> Scenario {
        if let known = scenarios.withLock({ $0[name] }) { return known }
        let scenario = try Scenario.load(
            try text("Runbooks/peig-microsoft-365/scenarios/\(name).yaml"), file: name,
            truths: try text("Runbooks/peig-microsoft-365/truths.yaml"))
        scenarios.withLock { $0[name] = scenario }
        return scenario
    }

    public static func scenarioNames() throws -> [String] {
        let folder = root.appending(path: "Runbooks/peig-microsoft-365/scenarios")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
            .map { String($0.dropLast(5)) }.sorted()
    }
}

/// A folder that goes when the test does.
public final class TemporaryFolder: Sendable {
    public let url: URL

    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "lockstep-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}

/// A runbook that comes with the program, loaded.
public enum CheckableRunbook {
    /// Read once: in a debug build that takes a tenth of a second, and hundreds of tests want it.
    private static let once = Result { try load(try Repository.runbook("peig-microsoft-365")) }

    public static func peig() throws -> Runbook { try once.get() }

    public static func load(_ source: RunbookSource) throws -> Runbook {
        try RunbookLoader.load(source, vocabulary: Registry.vocabulary)
    }
}
