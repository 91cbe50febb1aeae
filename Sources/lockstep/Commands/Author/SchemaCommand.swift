import ArgumentParser
import Console

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of an author's files, or of what Lockstep prints for machines.",
        discussion: """
            Of runbooks, scenarios and truths it is made from the same declarations that check them. With the YAML \
            language server, a first line such as "# yaml-language-server: $schema=../runbook.schema.json" completes and \
            checks as you type.

            With --output it is the grammar of every --json, in one document: "#/$defs/check" is what lockstep check \
            prints. As text the same is a page to read.

            Examples:
              lockstep schema > Runbooks/runbook.schema.json
              lockstep schema --of scenario > Runbooks/scenario.schema.json
              lockstep schema --of truths > Runbooks/truths.schema.json
              lockstep schema --output > lockstep.schema.json
              lockstep schema --output --format text | less
            """)

    @Option(help: "Of which of an author's files. (default: runbook)") var of: SchemaFiles.Subject?
    @Flag(name: .customLong("output"), help: "Of what Lockstep prints, instead of runbooks.") var isOfOutput = false
    @Option(help: "How it is printed. (default: json)") var format: ListFormat?

    func validate() throws {
        if isOfOutput, of != nil { throw ValidationError("--of and --output are two schemas; choose one.") }
        if format == .text, !isOfOutput {
            throw ValidationError("A runbook's schema is JSON; --format text is for --output.")
        }
    }

    func run() throws {
        let screen = Screen()
        guard isOfOutput else { return screen.line(SchemaFiles.json(of: of ?? .runbook)) }
        guard format == .text else { return screen.line(try JSONText.encode(OutputCatalogue.schema.json)) }
        for line in OutputCatalogue.schema.page {
            // A comment goes on as one, and what a member may be further in.
            let indent = String(line.prefix { " #".contains($0) })
            let rest = indent.contains("#") || indent.isEmpty ? indent : indent + "  "
            screen.text(String(line.dropFirst(indent.count)), first: indent, rest: rest)
        }
    }
}
