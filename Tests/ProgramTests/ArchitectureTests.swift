import Foundation
import TestSupport
import Testing

/// The house holds itself to its floors.
@Suite(.computing) struct ArchitectureTests {
    /// What each target of ours may import, as Package.swift declares it, in its order: the highest floor first.
    private static let declared: [(target: String, imports: [String])] = {
        let text = (try? Repository.text("Package.swift")) ?? ""
        let house = text.components(separatedBy: "// Tests:")[0]
        let names = house.matches(of: /\.(?:executableTarget|target|systemLibrary)\(\s*name: "(\w+)"/)
            .map { String($0.1) }
        let ends = house.ranges(of: /\.(?:executableTarget|target|systemLibrary)\(\s*name: "/).map(\.lowerBound)
        return names.indices.map { index in
            let end = index + 1 < ends.count ? ends[index + 1] : house.endIndex
            let words = house[ends[index]..<end].matches(of: /[\[ ]"(\w+)"/).map { String($0.1) }
            return (names[index], words.filter { names.contains($0) && $0 != names[index] })
        }
    }()

    private static let allowed = Dictionary(uniqueKeysWithValues: declared.map { ($0.target, Set($0.imports)) })

    /// Those that are written in Swift.
    private static let targets = declared.map(\.target).filter { target in
        ((try? sources(target)) ?? []).contains { $0.path.hasSuffix(".swift") }
    }

    /// What the pure middle may use besides: values and hashing, nothing that reaches the world.
    private static let pure: [String: Set<String>] = [
        "Runbook": ["Foundation"], "Journal": ["Foundation", "Crypto"], "Escaping": [],
        "Text": ["Foundation"], "Outputs": [],
        "Sameness": ["Foundation", "Crypto", "X509", "SwiftASN1"],
        "Signatures": ["Foundation", "Crypto", "_CryptoExtras"],
    ]

    private static func sources(_ target: String) throws -> [(path: String, text: String)] {
        let folder = Repository.root.appending(path: "Sources/\(target)")
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
            .map { ("\(target)/\($0)", try String(contentsOf: folder.appending(path: $0), encoding: .utf8)) }
    }

    private static func imports(_ text: String) -> [String] {
        text.matches(of: /(?m)^(?:@testable )?import (?:struct |enum |class |func )?([A-Za-z0-9_]+)/).map {
            String($0.1)
        }
    }

    /// Who stands above imports who stands below, and nobody the other way round: the manifest's order is the floors'.
    @Test func floorsLeadDownward() {
        let order = Self.declared.map(\.target)
        #expect(order.count > 20 && order.first == "lockstep", "the manifest is read as it is written")
        for (place, declared) in Self.declared.enumerated() {
            for name in declared.imports {
                #expect((order.firstIndex(of: name) ?? 0) > place, "\(declared.target) stands below \(name)")
            }
        }
    }

    /// The compiler finds a target that another one happens to have built: only what is declared is meant.
    @Test(arguments: targets)
    func importsAreDeclared(target: String) throws {
        for (path, text) in try Self.sources(target) {
            for name in Self.imports(text) where Self.allowed[name] != nil {
                #expect(Self.allowed[target]?.contains(name) == true, "\(path) imports \(name)")
            }
        }
    }

    /// A room in which one sees what there is.
    @Test func noRoomIsOverfull() throws {
        for target in Self.targets {
            let rooms = Dictionary(grouping: try Self.sources(target)) {
                $0.path.split(separator: "/").dropLast().joined(separator: "/")
            }
            for (room, files) in rooms { #expect(files.count <= 14, "\(room) holds \(files.count) files") }
        }
    }

    /// A file is found by the name of what is in it: a type, or what is added to one. Models of one service's answers, and
    /// verbs of one portal, are many and small.
    @Test func filesAreNamedAfterWhatTheyHold() throws {
        for target in Self.targets {
            for (path, text) in try Self.sources(target) {
                let name = path.split(separator: "/").last?.dropLast(".swift".count) ?? ""
                if name.hasSuffix("Models") || name.hasSuffix("Verbs") { continue }
                let parts = name.split(separator: "+").map(String.init)
                let held = text.matches(
                    of:
                        /(?m)^(?:@\w+ )?(?:public |final |indirect |fileprivate |private )*(?:struct|class|enum|actor|protocol|extension) ([\w.\[\]<>]+)/
                )
                // `[ClosedRange<Int>]` is an Array, and `Unicode.Scalar` a UnicodeScalar.
                let names = held.flatMap { match in
                    match.1.replacing("[", with: "Array<").replacing(".", with: "").split { "<>]".contains($0) }
                        .map(String.init)
                }
                let isThere = names.contains { $0 == parts[0] || parts.count == 1 && $0.hasSuffix(parts[0]) }
                #expect(isThere, "\(path) holds \(names.joined(separator: ", "))")
            }
        }
    }

    @Test(arguments: pure.keys.sorted())
    func theMiddleIsPure(target: String) throws {
        let own = Self.allowed[target] ?? []
        let reaching = [
            "FileManager", "URLSession", "Date()", "ProcessInfo", "FileHandle", "print(", "Task {", "async ",
        ]
        for (path, text) in try Self.sources(target) {
            for name in Self.imports(text) {
                #expect(own.contains(name) || Self.pure[target]?.contains(name) == true, "\(path) imports \(name)")
            }
            for word in reaching { #expect(!text.contains(word), "\(path) uses \(word)") }
        }
    }

    /// What another target may use says what it is; what a protocol asks for is explained there.
    @Test(arguments: targets)
    func whatIsPublicIsExplained(target: String) throws {
        let asked = [
            "fold", "mayBeTold", "hash", "encode", "isMetByAbsence", "makeAsyncIterator", "next", "validate", "==", "<",
        ]
        let declaration = /^\s*public (?:[a-z]+ )*(?:struct|class|enum|actor|protocol|func) ([^\s(<:]+|==|<)/
        for (path, text) in try Self.sources(target) {
            var before = ""
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                let trimmed = line.trimmingCharacters(in: .whitespaces)
                if trimmed.hasPrefix("@") { continue }
                if let name = line.firstMatch(of: declaration)?.1, !asked.contains(String(name)) {
                    #expect(before.hasPrefix("///"), "\(path): \(name)")
                }
                before = trimmed
            }
        }
    }

    /// What belongs to one provider comes from its runbook: the floors that read, judge and switch name none in what they say.
    @Test(arguments: ["Verification", "Tenant", "Journal", "Cutover", "Runbook", "Report", "Assistant", "Text"])
    func noFloorNamesAProvider(target: String) throws {
        for (path, text) in try Self.sources(target) {
            for line in text.split(separator: "\n") where !line.trimmingCharacters(in: .whitespaces).hasPrefix("//") {
                #expect(!line.contains(#/"[^"]*(Peig|peig)[^"]*"/#), "\(path): \(line)")
            }
        }
    }

    @Test func thereIsOneWayToTheSwitch() throws {
        var posts: [String] = []
        for target in Self.targets where target != "SimulatedTenant" {
            for (path, text) in try Self.sources(target) {
                if text.contains(/\.post,[^}]{0,160}"federationConfiguration"/) { posts.append(path) }
            }
        }
        // Who may make a clearance, the compiler knows.
        for file in ["Clearance", "RemovalClearance"] {
            let text = try Repository.text("Sources/Journal/Gate/\(file).swift")
            #expect(text.contains("fileprivate init(") && text.ranges(of: "\(file)(").count == 1, "\(file)")
        }
        // The portal of a rehearsal plays a person with commands; it reaches the simulated tenant only.
        #expect(posts.sorted() == ["Cutover/Switching/FederationSwitch.swift", "Rehearsal/Verbs/DomainVerbs.swift"])
    }

    @Test func verificationOfCertificatesIsNeverSwitchedOff() throws {
        for (path, text) in try Self.sources("HTTPTransport") {
            for match in text.matches(of: /CURLOPT_SSL_VERIFY(PEER|HOST), (\d)/) {
                #expect(match.2 == (match.1 == "PEER" ? "1" : "2"), "\(path)")
            }
        }
    }

    /// What a service leaves out is no value: its models have no optional fields, and what may be shown of one is used
    /// in verdicts only where it was looked at, one by one.
    @Test func verdictsRestOnNothingThatIsLeftOut() throws {
        // What is written and compared with what was meant, and the end of a collection.
        let optional: Set = [
            "nextLink", "id", "displayName", "issuerUri", "passiveSignInUri", "signOutUri", "signingCertificate",
            "preferredAuthenticationProtocol", "federatedIdpMfaBehavior",
        ]
        for (path, text) in try Self.sources("Tenant") where path.hasSuffix("Models.swift") {
            for match in text.matches(of: /(?:let|var) (\w+): [\w\[\].]+\?\n/) {
                #expect(optional.contains(String(match.1)), "\(match.1) in \(path) is optional: make it a Field")
            }
        }
        var shown: [String: Int] = [:]
        for target in ["Verification", "Cutover"] {
            for (path, text) in try Self.sources(target) {
                let count = text.matches(of: /\.shown\b/).count
                if count > 0 { shown[String(path.split(separator: "/").last ?? "")] = count }
            }
        }
        #expect(
            shown == [
                "AppCredentials.swift": 2, "ConditionalAccessTrial.swift": 2, "EmergencySurvey.swift": 2,
                "PingOneConnectionResource.swift": 4, "PingOneRuleResource.swift": 3, "SubscriptionState.swift": 2,
                "UserCensus.swift": 2,
                // Words of a policy and of a method; a number that isn't made ready opens nothing.
                "PolicyDemand.swift": 6, "SignInMethods.swift": 2,
                // Words beside a verdict: which group, which name is near.
                "StagedRollout.swift": 4, "Neighbours.swift": 2,
                // Seen or not is what is asked.
                "CredentialResource.swift": 1,
                // Which names are near, or like a company's own; and a domain that may be a root is looked at as one.
                "DomainResource.swift": 2, "TenantSnapshot.swift": 2, "DomainSurroundings.swift": 1,
            ])
    }

    /// Files and folders are made, given their names and taken away in one place, which loses nothing. What is open already
    /// may be written to elsewhere.
    @Test func filesAreMadeAndRemovedInOnePlace() throws {
        let words = [
            "removeItem", "createFile", "createDirectory", "moveItem", "copyItem", "replaceItem", "trashItem",
            "unlink(", "rmdir(", "mkdir(", "rename(from", "renameat", "O_CREAT", "creat(", "mkstemp", "fopen(",
            "ftruncate",
            "atomically:", ".atomic", "createSymbolicLink", "symlink(", "OutputStream(", "FileHandle.standardOutput",
        ]
        for target in Self.targets where target != "PrivateFiles" {
            for (path, text) in try Self.sources(target) {
                for word in words {
                    // A word that ends in it is another: "unlink(" is no "link(".
                    let isThere = text.ranges(of: word).contains { range in
                        range.lowerBound == text.startIndex || !text[text.index(before: range.lowerBound)].isLetter
                    }
                    #expect(!isThere, "\(path) uses \(word)")
                }
                #expect(!text.contains(/\bwrite\(to: (?!&)/), "\(path) uses write(to:)")
            }
        }
        // The log of a rehearsal's tenant grows in a file that its folder has made.
        let growing = try Self.targets.flatMap { try Self.sources($0) }
            .filter { $0.text.contains("forWritingTo:") || $0.text.contains("forUpdating:") }.map(\.path)
        #expect(growing == ["SimulatedTenant/State/ChangeLog.swift"])
    }

    @Test func noFileHoldsTwoIdeas() throws {
        for target in Self.targets {
            for (path, text) in try Self.sources(target) {
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
                #expect(lines <= 300, "\(path) has \(lines) lines")
            }
        }
    }
}
