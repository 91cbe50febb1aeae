import ArgumentParser
import Authoring
import Console
import Verification

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of runbooks, for editors.",
        discussion: """
            Made from the same declarations that check runbooks. With the YAML language server, a first line such as \
            "# yaml-language-server: $schema=../runbook.schema.json" completes and checks as you type.

            Example:
              lockstep schema > Runbooks/runbook.schema.json
            """)

    func run() { Screen().line(RunbookSchema(Registry.vocabulary).json) }
}
