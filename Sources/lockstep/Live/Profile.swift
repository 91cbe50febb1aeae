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

    static var usual: ProfileFile { ProfileFile(url: ConfigurationFolder.url.appending(path: "profiles.yaml")) }

    func load() throws -> [String: Profile] {
        try read(try text())
    }

    private func text() throws -> String {
        guard FileManager.default.fileExists(atPath: url.path) else { return "" }
        return try BoundedFile.text(url.path, limit: YAMLDocument.Limits().bytes)
    }

    private func read(_ text: String) throws -> [String: Profile] {
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

    /// Adds or replaces one profile; the rest of the file stays as it is. Written whole, then put in place.
    func save(_ profile: Profile, as name: String) throws {
        var profiles = try load()
        if profiles[name] == profile { return }
        profiles[name] = profile
        try MadeFolder.makeFolder(of: url)
        let text = try text()
        // Read again before it is written: YAML can be laid out in more ways than lines can be put into.
        guard let new = try ProfileText(text: text, file: url.path).with(profile, as: name),
            (try? read(new)) == profiles
        else {
            throw InputProblem(
                "\(url.path) is laid out so that nothing can be put in without changing the rest; nothing was written. "
                    + "Put this in yourself:\n\(ProfileText.lines(profile, as: name))")
        }
        // A link to where the file is kept stays one.
        try MadeFile.replace(Data(new.utf8), at: url.path)
    }
}
