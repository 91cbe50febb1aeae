import Foundation
import Journal

/// A session's checklist as JUnit XML: what CI servers show. A step is a suite, an item a case.
public enum JUnitReport {
    /// How many of a suite's cases came to what.
    private struct Counts {
        var tests = 0
        var failures = 0
        var errors = 0
        var skipped = 0

        static func + (one: Counts, other: Counts) -> Counts {
            Counts(
                tests: one.tests + other.tests, failures: one.failures + other.failures,
                errors: one.errors + other.errors, skipped: one.skipped + other.skipped)
        }

        func suite(_ element: StaticString, _ name: String, _ children: [XMLElement]) -> XMLElement {
            XMLElement(
                element,
                [
                    "name": name, "tests": "\(tests)", "failures": "\(failures)", "errors": "\(errors)",
                    "skipped": "\(skipped)",
                ], children)
        }
    }

    public static func text(_ report: SessionReport) -> String {
        var suites = report.steps.map { step in
            (name: "\(step.number) \(step.title)", cases: step.items.map { item($0, step) })
        }
        if let sent = outcome(report) { suites.append(("the switch", [sent])) }
        let counts = suites.map { $0.cases.map(\.counts).reduce(Counts(), +) }
        return counts.reduce(Counts(), +).suite(
            "testsuites", report.name,
            zip(suites, counts).map { suite, counts in
                counts.suite("testsuite", suite.name, suite.cases.map(\.element))
            }
        ).document
    }

    private typealias Case = (element: XMLElement, counts: Counts)

    private static func item(_ item: SessionReport.Line, _ step: SessionReport.Step) -> Case {
        let seconds = String(format: "%.3f", Double(item.evidence?.milliseconds ?? 0) / 1_000)
        var (children, counts): ([XMLElement], Counts) = ([], Counts(tests: 1))
        func skip(_ why: String) {
            children = [XMLElement("skipped", ["message": why])]
            counts.skipped = 1
        }
        switch item.standing {
        // A file's word makes nothing green here.
        case .passed where item.fromFile: skip("passed, says \(item.checkedBy ?? ""): not checked here")
        case .passed, .held: break
        case .failed:
            let words = item.findings.map { "\($0.message) → \($0.remedy)" }.joined(separator: " · ")
            children = [XMLElement("failure", ["message": item.findings.first?.message ?? ""], text: words)]
            counts.failures = 1
        case .unknown:
            children = [
                XMLElement("error", ["message": item.obstacle?.reason ?? ""], text: item.obstacle?.remedy ?? "")
            ]
            counts.errors = 1
        case .open, .unattested:
            children = [XMLElement("error", ["message": "not checked or not confirmed yet"])]
            counts.errors = 1
        case .waived: skip("waived: \(item.waiver?.reason ?? "")")
        case .later: skip("opens with the switch")
        case .skipped: skip(item.skippedBecause ?? "")
        }
        return (XMLElement("testcase", ["classname": step.id, "name": item.id, "time": seconds], children), counts)
    }

    /// How the switch stands, as a case of its own: once something was sent, nothing is well until it is known to be. nil
    /// while nothing was.
    private static func outcome(_ report: SessionReport) -> Case? {
        var (children, counts): ([XMLElement], Counts) = ([], Counts(tests: 1))
        switch report.cutoverState {
        case .nothingSent: return nil
        case .asMeant, .rolledBack: break
        case .notKnown, .removalNotKnown, .readsManaged:
            children = [XMLElement("error", ["message": report.cutover])]
            counts.errors = 1
        case .otherwise, .unread, .managed, .refused, .reverted:
            children = [XMLElement("failure", ["message": report.cutover])]
            counts.failures = 1
        }
        return (
            XMLElement("testcase", ["classname": "switch", "name": report.cutoverState.rawValue], children), counts
        )
    }
}
