import Escaping
import Foundation
import PrivateFiles
import Tenant
import YAMLDocument

/// A live tenant by a name: everything but the secret.
struct Profile: Sendable, Equatable {
    var tenant: String?
    var cloud: Cloud = .global
    var method: SignInMethod?
    var clientID: String?
    var certificate: String?
    var authority: String?
    var graph: String?
    var caFile: String?
}

/// `profiles.yaml` in the configuration's folder.
struct ProfileFile {
    let url: URL

    /// `$XDG_CONFIG_HOME/lockstep/profiles.yaml`, or below `~/.config`.
    static var usual: ProfileFile {
        let environment = ProcessInfo.processInfo.environment
        let folder =
            environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? URL(filePath: $0) : nil }
            ?? StoreOptions.home.appending(path: ".config")
        return ProfileFile(url: folder.appending(path: "lockstep").appending(path: "profiles.yaml"))
    }

    func load() throws -> [String: Profile] {
        guard FileManager.default.fileExists(atPath: url.path) else { return [:] }
        let text = try BoundedFile.text(url.path, limit: YAMLDocument.Limits().bytes)
        if text.allSatisfy(\.isWhitespace) { return [:] }
        let problems = ProblemCollector()
        problems.register(file: url.path, text: text)
        let root = MappingReader(try YAMLDocument.parse(text, file: url.path), "the profiles", problems: problems)
        var profiles: [String: Profile] = [:]
        for entry in root.allEntries { profiles[entry.key] = profile(entry.value, problems) }
        try problems.check()
        return profiles
    }

    private func profile(_ node: YAMLNode, _ problems: ProblemCollector) -> Profile {
        let reader = MappingReader(node, "a profile", problems: problems)
        defer { reader.finish() }
        for word in ["secret", "client-secret", "token", "password"] where reader.optionalText(word) != nil {
            problems.report(
                "a profile keeps no secret: use the prompt, AZURE_CLIENT_SECRET or --secret-file",
                at: reader.location(of: word))
        }
        var profile = Profile(
            tenant: reader.optionalText("tenant"), clientID: reader.optionalText("client-id"),
            certificate: reader.optionalText("certificate"), authority: reader.optionalText("authority"),
            graph: reader.optionalText("graph"), caFile: reader.optionalText("ca-file"))
        profile.cloud = choice("cloud", reader, problems) ?? .global
        profile.method = choice("method", reader, problems)
        return profile
    }

    private func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ reader: MappingReader, _ problems: ProblemCollector
    ) -> Choice? where Choice.RawValue == String {
        guard let text = reader.optionalText(key) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let hint = Suggestion.hintOrList(for: text, in: Choice.allCases.map(\.rawValue))
        problems.report("there is no \(key) \"\(text)\"\(hint)", at: reader.location(of: key))
        return nil
    }

    /// Adds or replaces one profile; the others stay as they are read. Written whole, then put in place.
    func save(_ profile: Profile, as name: String) throws {
        var profiles = try load()
        profiles[name] = profile
        var text =
            "# Tenants that lockstep signs in to. No secrets: those come from a prompt, the environment or a file.\n"
        for (name, profile) in profiles.sorted(by: { $0.key < $1.key }) {
            text += "\(YAMLText.quoted(name)):\n"
            let entries: [(String, String?)] = [
                ("tenant", profile.tenant), ("cloud", profile.cloud.rawValue), ("method", profile.method?.rawValue),
                ("client-id", profile.clientID), ("certificate", profile.certificate),
                ("authority", profile.authority), ("graph", profile.graph), ("ca-file", profile.caFile),
            ]
            for (key, value) in entries {
                if let value { text += "  \(key): \(YAMLText.quoted(value))\n" }
            }
        }
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            // A link to where the file is kept stays one.
            try MadeFile.make(Data(text.utf8), at: url.resolvingSymlinksInPath().path, over: .file)
        } catch let problem as FileProblem {
            throw problem
        } catch {
            throw InputProblem("\(url.path) can't be written: \(error.localizedDescription)")
        }
    }
}
