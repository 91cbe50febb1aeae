import TestSupport
import Testing
import Verification
import YAMLDocument

@testable import Runbook

/// A runbook is read once and whole: nothing is passed over, and nothing is looked at again.
@Suite struct RunbookOnceTests {
    private static func problems(_ source: RunbookSource, isKept: Bool = false) -> String {
        do throws(Problems) {
            _ = try RunbookLoader.load(source, vocabulary: Registry.vocabulary, isKept: isKept)
            return ""
        } catch { return error.description }
    }

    /// Files of one item, by what stands in its include.
    private static func included(_ with: String, _ part: String) -> RunbookSource {
        RunbookSource(
            id: "small",
            files: [
                "runbook.yaml": """
                id: small
                title: Small
                summary: A small one.
                inputs:
                  - { id: domain, type: domain, ask: Which domain? }
                  - { id: b, type: text, ask: What? }
                phases: [{ id: only, title: Only, text: All., may-break: Nothing. }]
                steps: [one.yaml]
                """,
                "one.yaml": "id: one\ntitle: One\nphase: only\nchecklist: [{ include: part.yaml, with: \(with) }]\n",
                "part.yaml": part,
                "inner.yaml": "parameters: [x, b]\nchecklist: [{ id: i, text: \"{{x}} and {{b}}\", attest: so }]\n",
            ])
    }

    /// What comes in halves is nobody's: with its neighbour it would be a place for an answer.
    @Test(arguments: [
        #"{ a: "{{", b: "}}" }"#, #"{ a: "{{dom", b: "ain}}" }"#, #"{ a: "x", b: "ain}}" }"#,
        #"{ a: "{", b: "{domain}}" }"#,
        #"{ a: "{{domain}} {{", b: "x" }"#,
    ])
    func halvesOfAPlaceAreRefused(with: String) throws {
        let part = "parameters: [a, b]\nchecklist: [{ id: i, text: \"{{a}}{{b}}\", attest: so }]\n"
        #expect(throws: Problems.self) {
            try RunbookLoader.load(Self.included(with, part), vocabulary: Registry.vocabulary)
        }
    }

    @Test(arguments: [
        (#"{ a: "{{b}}", b: fixed }"#, "{{a}} and {{b}}", "<b> and fixed"),
        (#"{ a: "{{b}}", b: "{{domain}}" }"#, "{{ a }}{{b}}", "<b><domain>"),
        (#"{ a: "x{{b}}y", b: "{{b}}" }"#, "{{b}}-{{a}}-{{b}}", "<b>-x<b>y-<b>"),
    ])
    func parametersAreFilledOnce(with: String, text: String, shown: String) throws {
        let part = "parameters: [a, b]\nchecklist: [{ id: i, text: \"\(text)\", attest: so }]\n"
        for _ in 0..<20 {
            let runbook = try RunbookLoader.load(Self.included(with, part), vocabulary: Registry.vocabulary)
            #expect(runbook.items.map { $0.text.shown([:]) } == [shown])
        }
    }

    /// What an inner file calls `b` is its own, whatever the outer one calls so.
    @Test func parametersOfAnInnerFileAreItsOwn() throws {
        let part = "parameters: [a]\nchecklist: [{ include: inner.yaml, with: { x: \"{{a}}\", b: own } }]\n"
        let runbook = try RunbookLoader.load(Self.included(#"{ a: "{{b}}" }"#, part), vocabulary: Registry.vocabulary)
        #expect(runbook.items.map { $0.text.shown([:]) } == ["<b> and own"])
    }

    /// Files that include others twice each grow by powers: that ends.
    @Test(.timeLimit(.minutes(1))) func includesInIncludesEnd() {
        var files = Self.included("{ }", "checklist: []").files
        files["part.yaml"] = "checklist: [{ include: f1.yaml }]\n"
        for depth in 1...6 {
            let one = "{ include: f\(depth + 1).yaml }"
            files["f\(depth).yaml"] = "checklist: [\(Array(repeating: one, count: 40).joined(separator: ", "))]\n"
        }
        files["f7.yaml"] = "checklist: [{ id: i, text: I, attest: so }]\n"
        #expect(
            Self.problems(RunbookSource(id: "small", files: files)).contains("more than 2000 includes are followed"))
    }

    @Test func includesTooDeepAreNoCircle() {
        var files = Self.included("{ }", "checklist: [{ include: f1.yaml }]").files
        for depth in 1...9 { files["f\(depth).yaml"] = "checklist: [{ include: f\(depth + 1).yaml }]\n" }
        let said = Self.problems(RunbookSource(id: "small", files: files))
        #expect(said.contains("more than 8 deep: part.yaml → f1.yaml") && !said.contains("circle"), "\(said)")
    }

    /// A session that keeps a runbook without mistakes reads it as it was read when it began: one reading serves both.
    @Test(
        .computing,
        arguments: [
            "peig-microsoft-365", "pingone-microsoft-365", "license-management-microsoft-365", "staging-domain",
            "peig-managing-identifiers", "peig-entra-device-enrollment",
        ])
    func aGoodRunbookIsTheSameWhenItIsKept(runbook: String) throws {
        let source = try Repository.runbook(runbook)
        let strict = try RunbookLoader.load(source, vocabulary: Registry.vocabulary)
        #expect(try RunbookLoader.load(source, vocabulary: Registry.vocabulary, isKept: true) == strict)
    }

    /// Every line of every runbook that says something in one word: with nothing there it is a mistake, and the line is named.
    /// On each change, some of them, and each key once at least.
    @Test(
        .computing, arguments: ["peig-microsoft-365", "pingone-microsoft-365", "license-management-microsoft-365"])
    func aKeyWithNothingBehindItIsNamed(runbook: String) throws {
        let source = try Repository.runbook(runbook)
        var count = 0
        var keys: [Substring: Int] = [:]
        for (file, text) in source.files.sorted(by: { $0.key < $1.key }) where !file.hasPrefix("shared/") {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() {
                guard let found = line.wholeMatch(of: /( *(?:- )?)([a-z-]+): ([A-Za-z0-9"\[{][^>|]*)/) else { continue }
                // A property that is expected of a check says so itself, and a check that looks at one thing holds nothing.
                let key = found.2
                var changed = lines
                changed[index] = "\(found.1)\(key):"
                keys[key, default: 0] += 1
                guard Effort.isLong || keys[key].map({ $0 % 40 == 1 }) == true else { continue }
                // What followed inside isn't there any more, if it went over several lines.
                guard lines.indices.contains(index + 1), !lines[index + 1].hasPrefix(found.1 + "   ") else { continue }
                var files = source.files
                files[file] = changed.joined(separator: "\n")
                let said = Self.problems(RunbookSource(id: source.id, files: files))
                #expect(said.contains("\(file):\(index + 1):"), "\(file):\(index + 1) \(line): \(said)")
                count += 1
            }
        }
        #expect(count > Effort.times(10, long: 30))
    }

    /// A session opens whatever its runbook says.
    @Test func whatASessionKeepsOpens() throws {
        var files = Self.included(#"{ a: "{{domain}", b: so }"#, "").files
        files["part.yaml"] = """
            parameters: [a, b]
            hints:
            checklist:
              - { id: "\\u0435-mail", text: "{{domain}}: \\a", check: { domain: "{domain}", expect: { verified: true } } }
              - { id: w, text: !so W, when: , check: { window: 22:00/21:00, expect: { open: true } } }
              - { id: n, text: "{{a}}", attest: " " }
            """
        files["part.yaml"] = files["part.yaml"]?.replacing("hints:\n", with: "")
        let source = RunbookSource(id: "small", files: files)
        #expect(Self.problems(source) != "" && Self.problems(source, isKept: true) == "")
    }

    /// What people really have in a check.
    @Test(arguments: [
        "person: ida_contoso.com#EXT#@nordwind.onmicrosoft.com, expect: { domain: { exists: true } }",
        "organization: , expect: { verified-domains: { empty: false } }",
        "organization: , expect: { verified-domains: { include: [\"{{domain}}\", mail.nordwind.example] } }",
        "domain: Nordwind.Example, expect: { subdomains: { none: { matches: \"*.dev\" } } }",
        "domain: \"mail.{{domain}}\", expect: { verified: true }", "domain: \"{{b}}\", expect: { verified: true }",
        "domain: w\u{FC}rft.example, expect: { verified: true }",
        "realm: \"probe@{{domain}}\", expect: { namespace: managed }",
        "application: \"{braces} and “quotes”\", expect: { count: 1 }",
        "sign-in-activity: 30m, expect: { failures: 0 }",
        "window: 2026-11-28T22:00+01:00/2026-11-29T02:00Z, expect: { open: true }",
        "identity-provider: idp.xml, expect: { certificates: { empty: false } }",
        "enterprise-application: N, expect: { reply-urls: { include: \"http://localhost\" } }",
    ])
    func whatIsRightStaysWell(check: String) {
        let part = "checklist: [{ id: i, text: I, check: { \(check) } }]\n"
        #expect(Self.problems(Self.included("{ }", part)) == "")
    }

    @Test(arguments: [
        ("2026-11-28T22:00Z", ""), ("2026-11-28T22:00Z/2026-11-29T02:00+01:00", ""),
        ("2026-11-28T22:00Z/2026-11-28T22:00Z", ""), ("2026-11-31T22:00Z/2026-12-01T02:00Z", "November has 30 days"),
        ("22:00/23:00", "isn't a moment"), ("2026-12-02T02:00Z/2026-12-01T22:00Z", "would end before it begins"),
        ("2026-11-28T25:00Z", "23:59"), ("2026-11-28T22:00Z/", "isn't a moment"), ("a/b/c", "neither a moment nor two"),
        ("2026-11-28T22:00Z/2026-11-28T22:30+02:00", "would end before it begins"),
    ])
    func stretchesOfTimeAreReadStrictly(text: String, says: String) {
        do throws(AnswerProblem) {
            _ = try Stretch(text)
            #expect(says.isEmpty)
        } catch {
            #expect(!says.isEmpty && error.description.contains(says), "\(error)")
        }
    }
}
