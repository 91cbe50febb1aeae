import Foundation
import Journal

/// JUnit XML, as CI servers read it. What is counted is what is there: nobody adds it up beside it.
public struct JUnit: Sendable {
    /// What a case came to.
    public enum Result: Sendable {
        case passed
        case failure(String, details: String = "")
        case error(String, details: String = "")
        case skipped(String)

        /// What was found against it.
        /// - Parameter note: stands before the first finding.
        public static func failed(_ findings: [Finding], note: String = "") -> Result {
            .failure(
                note + (findings.first?.message ?? ""),
                details: findings.map { "\($0.message) → \($0.remedy)" }.joined(separator: " · "))
        }
    }

    /// One test case.
    public struct Case: Sendable {
        let group: String
        let name: String
        let milliseconds: Int
        let result: Result

        /// - Parameter group: the step that it belongs to.
        public init(_ name: String, of group: String, milliseconds: Int = 0, _ result: Result) {
            (self.name, self.group, self.milliseconds, self.result) = (name, group, milliseconds, result)
        }
    }

    /// Cases that belong together.
    public struct Suite: Sendable {
        let name: String
        let cases: [Case]

        public init(_ name: String, _ cases: [Case]) { (self.name, self.cases) = (name, cases) }
    }

    private let name: String
    private let suites: [Suite]

    public init(_ name: String, _ suites: [Suite]) { (self.name, self.suites) = (name, suites) }

    /// The whole document.
    public var text: String {
        JUnit.element(
            "testsuites", name, suites.flatMap(\.cases),
            suites.map { JUnit.element("testsuite", $0.name, $0.cases, $0.cases.map(\.element)) }
        ).xml
    }

    private static func element(
        _ element: StaticString, _ name: String, _ cases: [Case], _ children: [Markup]
    ) -> Markup {
        var (failures, errors, skipped) = (0, 0, 0)
        for one in cases {
            switch one.result {
            case .passed: break
            case .failure: failures += 1
            case .error: errors += 1
            case .skipped: skipped += 1
            }
        }
        return Markup(
            element,
            [
                "name": name, "tests": "\(cases.count)", "failures": "\(failures)", "errors": "\(errors)",
                "skipped": "\(skipped)",
            ], children)
    }
}

extension JUnit.Case {
    fileprivate var element: Markup {
        let children: [Markup] =
            switch result {
            case .passed: []
            case .failure(let message, let details):
                [Markup("failure", ["message": message], details.isEmpty ? [] : [.text(details)])]
            case .error(let message, let details):
                [Markup("error", ["message": message], details.isEmpty ? [] : [.text(details)])]
            case .skipped(let message): [Markup("skipped", ["message": message])]
            }
        return Markup(
            "testcase",
            ["classname": group, "name": name, "time": String(format: "%.3f", Double(milliseconds) / 1_000)], children)
    }
}
