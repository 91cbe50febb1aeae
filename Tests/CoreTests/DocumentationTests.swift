import Foundation
import Runbook
import SimulatedTenant
import TestSupport
import Testing
import Verification

/// What the pages say is what the program knows.
@Suite(.computing) struct DocumentationTests {
    @Test func everyWordOfTheVocabularyIsExplained() throws {
        let page = try Repository.text("Runbooks/README.md")
        for resource in Registry.vocabulary.resources {
            let row = try #require(
                page.split(separator: "\n").first { $0.hasPrefix("| `\(resource.name)` |") }, "\(resource.name)")
            for property in resource.properties {
                #expect(row.contains(property.name), "\(resource.name) \(property.name)")
            }
        }
        for matcher in Registry.vocabulary.matchers { #expect(page.contains("`\(matcher.name)`"), "\(matcher.name)") }
        for kind in Input.Kind.allCases { #expect(page.contains(kind.rawValue)) }
        for asked in Asked.allCases { #expect(page.contains("`\(asked.rawValue)`")) }
        for style in Hint.Style.allCases { #expect(page.contains(style.rawValue)) }
    }

    @Test func everyWordOfAScenarioIsExplained() throws {
        let page = try Repository.text("Runbooks/README.md")
        for word in ScenarioVocabulary.conditions + ScenarioVocabulary.changes {
            #expect(page.contains("`\(word)`"), "\(word)")
        }
        for kind in ScenarioVocabulary.discrepancies { #expect(page.contains("\(kind): "), "\(kind)") }
    }

    /// The example is a scenario.
    @Test func theExampleLoads() throws {
        let page = try Repository.text("Runbooks/README.md")
        let section = try #require(page.components(separatedBy: "## A scenario").last)
        let example = try #require(section.firstMatch(of: /```yaml\n([\s\S]*?)```/)?.1)
        _ = try Scenario.load(String(example), file: "README")
    }

    @Test func theReadmeGivesTwoCommands() throws {
        let firstScreen = try Repository.text("README.md").split(separator: "\n").prefix { !$0.hasPrefix("```") }
        let commands = firstScreen.filter { $0.hasPrefix("    ") }
        #expect(
            commands == [
                "    .ci/setup && swift run lockstep rehearse peig-microsoft-365", "    .ci/setup && swift test",
            ])
    }
}
