import ArgumentParser
import Console
import Escaping
import Foundation
import Journal
import Tenant
import Text
import YAMLDocument

/// Which live tenant, and how it is signed in to. What isn't given comes from the profile, then from the environment
/// that Microsoft's own tools read.
struct TenantOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A profile of ~/.config/lockstep/profiles.yaml.", valueName: "name"),
        completion: ShellCompletions.profiles)
    var profile: String?
    @Option(help: ArgumentHelp("The tenant's ID or a verified domain. (AZURE_TENANT_ID)", valueName: "tenant"))
    var tenant: String?
    @Option(help: ArgumentHelp("The app's client ID. (AZURE_CLIENT_ID)", valueName: "id")) var clientID: String?
    @Option(
        help: ArgumentHelp(
            "browser (default), device-code, secret, certificate, token (LOCKSTEP_ACCESS_TOKEN) or azure-cli.",
            valueName: "method"))
    var method: SignInMethod?
    @Option(
        help: ArgumentHelp(
            "PEM file with a certificate and its private key. (AZURE_CLIENT_CERTIFICATE_PATH)", valueName: "path"))
    var certificate: String?
    @Option(
        help: ArgumentHelp(
            "File with the client secret, readable by you alone. (AZURE_CLIENT_SECRET holds the secret itself)",
            valueName: "path"))
    var secretFile: String?
    @Option(help: ArgumentHelp("Open file descriptor to read the client secret from.", valueName: "number"))
    var secretFd: Int32?
    @Option(
        help: ArgumentHelp("global (default), us-government (GCC High), us-dod or china.", valueName: "cloud"))
    var cloud: String?
    @Option(help: ArgumentHelp("Another sign-in address. (AZURE_AUTHORITY_HOST)", valueName: "url"))
    var authority: String?
    @Option(help: ArgumentHelp("Another Graph address. (LOCKSTEP_GRAPH)", valueName: "url")) var graph: String?
    @Option(
        help: ArgumentHelp("PEM file with the only authorities to trust. (SSL_CERT_FILE)", valueName: "path"))
    var caFile: String?
    @Option(
        name: .customLong("trust-host"), parsing: .singleValue,
        help: ArgumentHelp(
            "A host that isn't Microsoft's and may get secrets and tokens; at a terminal you are asked.",
            valueName: "host"))
    var trustedHosts: [String] = []

    /// Microsoft's own app for command lines: every tenant knows it.
    static let commandLineClient = "14d82eec-204b-4c2f-b7e8-296a70dab67e"

    func validate() throws {
        if let cloud, Cloud(rawValue: cloud) == nil {
            let hint = Suggestion.hintOrList(for: cloud, in: Cloud.allCases.map(\.rawValue))
            throw ValidationError("There is no cloud \"\(cloud)\"\(hint)")
        }
    }

    /// Everything but the secret, from all the places that it may come from.
    /// - Parameters:
    ///   - binding: what a session remembers of how its tenant was reached.
    ///   - isForeign: it came in with a file. Then only the tenant's id is taken from it: where it is reached, and how,
    ///     says whoever is here.
    func resolved(_ binding: TenantBinding? = nil, isForeign: Bool = false) throws -> Profile {
        let environment = ProcessInfo.processInfo.environment
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let remembered = isForeign ? nil : binding?.connection
        var base = Profile()
        if let name = profile ?? (isBare ? remembered?.profile : nil) {
            let profiles = try ProfileFile.usual.load()
            guard let found = profiles[name] else {
                let hint =
                    profiles.isEmpty
                    ? "; make one: \(ShellText.command("lockstep", "login", "--save", name))"
                    : Suggestion.hintOrList(for: name, in: profiles.keys.sorted())
                throw InputProblem("there is no profile \"\(name)\" in \(ProfileFile.usual.url.path)\(hint)")
            }
            base = found
        } else if let remembered {
            base = Profile(
                tenant: binding?.tenantID, cloud: Cloud(rawValue: remembered.cloud) ?? .global,
                method: SignInMethod(rawValue: remembered.method), clientID: remembered.clientID,
                authority: remembered.authority, graph: remembered.graph)
        } else if isForeign, isBare {
            base.tenant = binding?.tenantID
        }
        var found = base
        found.tenant = tenant ?? base.tenant ?? variable("AZURE_TENANT_ID")
        found.cloud = cloud.flatMap(Cloud.init(rawValue:)) ?? base.cloud
        found.authority = authority ?? base.authority ?? variable("AZURE_AUTHORITY_HOST")
        found.graph = graph ?? base.graph ?? variable("LOCKSTEP_GRAPH")
        found.caFile = caFile ?? base.caFile ?? variable("SSL_CERT_FILE")
        found.certificate = certificate ?? base.certificate ?? variable("AZURE_CLIENT_CERTIFICATE_PATH")
        found.method = method ?? base.method ?? usualMethod(variable)
        // An app that signs in by itself is none that people sign in through, and the other way round.
        let isOther = base.method != nil && base.method?.isPerson != found.method?.isPerson
        found.clientID = clientID ?? (isOther ? nil : base.clientID)
        // An app that proves itself; a person's sign-in goes through Microsoft's own app unless another is named.
        if found.clientID == nil, found.method == .secret || found.method == .certificate {
            found.clientID = variable("AZURE_CLIENT_ID")
        }
        return found
    }

    /// What is read to sign in, besides the environment.
    func files(_ found: Profile) -> [String] {
        [
            secretFile, secretFd.map { "/dev/fd/\($0)" }, found.certificate, found.caFile, ProfileFile.usual.url.path,
        ].compactMap(\.self)
    }

    /// Nothing about signing in was given by hand: what is lacking is lacking in the session's or the machine's settings.
    var areAllUsual: Bool {
        isBare && profile == nil && method == nil && certificate == nil && secretFile == nil && secretFd == nil
            && caFile == nil
    }

    /// Nothing of the tenant was given by hand.
    private var isBare: Bool { tenant == nil && clientID == nil && authority == nil && graph == nil && cloud == nil }

    /// What the options and the environment point at; nil where nothing does.
    private func usualMethod(_ variable: (String) -> String?) -> SignInMethod? {
        if secretFile != nil || secretFd != nil { return .secret }
        if certificate != nil { return .certificate }
        if variable("LOCKSTEP_ACCESS_TOKEN") != nil { return .token }
        if variable("AZURE_CLIENT_SECRET") != nil, variable("AZURE_CLIENT_ID") != nil { return .secret }
        if variable("AZURE_CLIENT_CERTIFICATE_PATH") != nil, variable("AZURE_CLIENT_ID") != nil { return .certificate }
        return nil
    }

    /// The way to sign in; a person is asked, with their own account offered.
    private func method(_ profile: Profile, _ screen: Screen) async throws -> SignInMethod {
        if let method = profile.method { return method }
        guard screen.terminal.isInteractive else { return .browser }
        screen.line("How do you sign in?")
        var table = Table()
        for method in SignInMethod.allCases { table.add(method.rawValue, method.summary) }
        for line in table.lines(columns: screen.columns, indent: "  ") { screen.line(line) }
        while true {
            let text = try await answer(nil, "  method [browser]: ", missing: "", screen, takesNothing: true)
            guard let text else { throw BrokenOff() }
            if text.isEmpty { return .browser }
            if let method = SignInMethod(rawValue: text) { return method }
            let hint = Suggestion.hintOrList(for: text, in: SignInMethod.allCases.map(\.rawValue))
            screen.error("There is no method \"\(text)\"\(hint)")
        }
    }

    /// Where the tenant is and who signs in, the secret fetched from where it is kept.
    /// - Parameter permissions: what a person who signs in is asked to consent to.
    /// - Parameter confirms: whether hosts that aren't the cloud's must be named first; false where nothing goes to them
    ///   before `confirm` is called.
    func link(
        _ profile: Profile, permissions: [String], _ screen: Screen, confirms: Bool = true
    ) async throws -> LiveLink {
        var profile = profile
        profile.tenant = try await answer(
            profile.tenant, "Which tenant? Its ID or a verified domain: ",
            missing: "the tenant is missing: --tenant, a profile, or AZURE_TENANT_ID", screen)
        guard let tenant = profile.tenant else { throw BrokenOff() }
        let method = try await method(profile, screen)
        profile.method = method
        let anchor = try profile.caFile.map { path in
            // The system's own file of all authorities has a quarter of a megabyte.
            let data = try BoundedFile.data(path, limit: 8 << 20)
            guard
                data.range(of: Data("-----BEGIN CERTIFICATE-----".utf8)) != nil
                    || data.range(of: Data("-----BEGIN TRUSTED CERTIFICATE-----".utf8)) != nil
            else { throw InputProblem("\(path) holds no certificate (PEM) of an authority to trust") }
            return data
        }
        let strangers = try LiveHosts.strangers(profile)
        if confirms { try await confirm(strangers, screen) }
        let endpoints = TenantEndpoints(
            profile.cloud, authority: profile.authority, graph: profile.graph, anchor: anchor)
        let credential = ClientCredential(
            tenant: tenant, clientID: try await clientID(profile, method, screen),
            method: try await credentialMethod(profile, method, permissions, screen))
        return LiveLink(
            profile: profile, name: self.profile, endpoints: endpoints, credential: credential, strangers: strangers)
    }

    /// Sees that a person has named every host that isn't the cloud's: with an option, or at the terminal.
    func confirm(_ strangers: [String], _ screen: Screen) async throws {
        let named = [authority, graph].compactMap { $0.map(TrustedHosts.name) }
        try await LiveHosts.confirm(strangers, trusted: trustedHosts + named, screen)
    }

    private func clientID(_ profile: Profile, _ method: SignInMethod, _ screen: Screen) async throws -> String {
        switch method {
        case .browser, .deviceCode: return profile.clientID ?? TenantOptions.commandLineClient
        case .azureCLI, .token: return profile.clientID ?? ""
        case .secret, .certificate:
            let answer = try await answer(
                profile.clientID, "Which app? Its Application (client) ID: ",
                missing: "the app is missing: --client-id, a profile, or AZURE_CLIENT_ID", screen)
            guard let answer else { throw BrokenOff() }
            return answer
        }
    }

    private func credentialMethod(
        _ profile: Profile, _ method: SignInMethod, _ permissions: [String], _ screen: Screen
    ) async throws -> ClientCredential.Method {
        switch method {
        case .deviceCode:
            return .deviceCode(permissions: permissions) { prompt in
                TenantOptions.show(prompt, permissions, on: screen)
            }
        case .browser: return .browser(permissions: permissions, desk: BrowserSignIn(permissions, screen))
        case .azureCLI: return .azureCLI(AzureCLI())
        case .token:
            guard let token = ProcessInfo.processInfo.environment["LOCKSTEP_ACCESS_TOKEN"], !token.isEmpty else {
                throw InputProblem("the token is missing: set LOCKSTEP_ACCESS_TOKEN, or choose another --method")
            }
            return .token(token)
        case .certificate:
            guard let path = profile.certificate else {
                throw InputProblem("the certificate is missing: --certificate, or AZURE_CLIENT_CERTIFICATE_PATH")
            }
            let pem = try SecretSource.file(path)
            do {
                return .certificate(try ClientKey(pem: pem))
            } catch {
                throw InputProblem("\(path) is no certificate to sign in with: \(error)")
            }
        case .secret: return .secret(try await secret(screen))
        }
    }

    private func secret(_ screen: Screen) async throws -> String {
        if let secretFile { return try SecretSource.file(secretFile) }
        if let secretFd { return try SecretSource.descriptor(secretFd) }
        if let secret = ProcessInfo.processInfo.environment["AZURE_CLIENT_SECRET"], !secret.isEmpty { return secret }
        let answer = try await answer(
            nil, "Client secret (not shown): ",
            missing: "the client secret is missing: AZURE_CLIENT_SECRET, --secret-file or --secret-fd", screen,
            for: .secret)
        guard let answer else { throw BrokenOff() }
        return answer
    }

    /// Asks a person, where there is one.
    /// - Returns: nil if they broke off.
    private func answer(
        _ known: String?, _ question: String, missing: String, _ screen: Screen, for purpose: LinePurpose = .answer,
        takesNothing: Bool = false
    ) async throws -> String? {
        if let known { return known }
        guard screen.terminal.isInteractive else { throw InputProblem(missing) }
        while true {
            guard let text = try await TypedAnswer.read(question, on: screen, for: purpose) else { return nil }
            if takesNothing || !text.isEmpty { return text }
        }
    }

    private static func show(_ prompt: DeviceCodePrompt, _ permissions: [String], on screen: Screen) {
        screen.error("To sign in, open \(prompt.page) in a browser on any device, and enter the code \(prompt.code).")
        if !permissions.isEmpty {
            screen.error("Microsoft's consent page will name: \(permissions.joined(separator: ", ")).")
        }
        screen.error("The code is good for \(prompt.expiresIn / 60) minutes. Ctrl-C ends the waiting.")
    }
}

/// A person left a question without an answer: nothing was begun, and a script must not take it for done.
struct BrokenOff: Error, CustomStringConvertible {
    let description = "Nothing was started."
}
