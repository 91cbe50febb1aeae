import ArgumentParser
import Authoring
import Console
import Escaping
import Foundation
import PrivateFiles
import Text
import YAMLDocument

struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show a runbook as a page to read, to print and follow by hand, or as its files.",
        discussion: """
            With --yaml it is the runbook as its authors wrote it: all of its files one after the other, each behind a line \
            with its name, or one scenario alone, or with --to a folder that lint, rehearse and your editor take.

            Examples:
              lockstep show peig-microsoft-365 | less
              lockstep show pingone-microsoft-365 --markdown > pingone.md
              lockstep show peig-microsoft-365 --yaml | less
              lockstep show peig-microsoft-365 --yaml --to my-runbooks/peig-microsoft-365
              lockstep show peig-microsoft-365 --yaml --scenario fresh-tenant > own.yaml
              lockstep rehearse peig-microsoft-365 --scenario own.yaml
            """)

    @Argument(help: "The runbook; \"lockstep runbooks\" lists them.", completion: ShellCompletions.runbooks)
    var runbook: String
    @Flag(help: "Markdown, for printing and for wikis.") var markdown = false
    @Flag(help: "The files that the runbook is written in.") var yaml = false
    @Option(help: "With --yaml: this scenario alone.", completion: ShellCompletions.scenarios) var scenario: String?
    @Option(
        help: ArgumentHelp(
            "With --yaml: the folder to make; its name becomes the runbook's id. What has that name already stays, and "
                + "nothing is written.", valueName: "folder"))
    var to: String?
    @OptionGroup var library: RunbookLibrary

    func validate() throws {
        if yaml, markdown { throw ValidationError("--yaml and --markdown are two forms; choose one.") }
        if !yaml, to != nil || scenario != nil {
            throw ValidationError("\(to == nil ? "--scenario" : "--to") is for files: --yaml shows them.")
        }
        if to != nil, scenario != nil {
            throw ValidationError("--to makes a folder of everything, and --scenario prints one file; choose one.")
        }
    }

    func run() throws {
        if yaml { return try showFiles() }
        let page = PrintedRunbook(try library.load(runbook).runbook, form: markdown ? .markdown : .screen).text
        let screen = Screen()
        if markdown {
            screen.data(page)
            return
        }
        for line in page.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let level = line.prefix { $0 == "#" }.count
            if level > 0 {
                screen.line(Style.bold(SafeText.clean(String(line.dropFirst(level + 1)))))
            } else {
                let indent = String(line.prefix { $0 == " " })
                screen.text(String(line.dropFirst(indent.count)), first: indent, rest: indent + "  ")
            }
        }
    }

    // MARK: - Its files

    private func showFiles() throws {
        let screen = Screen()
        if let scenario {
            let names = try library.scenarioNames(of: try library.source(runbook).id)
            guard names.contains(scenario) else {
                throw InputProblem(
                    "\(runbook) has no scenario \"\(scenario)\"\(Suggestion.hintOrList(for: scenario, in: names))")
            }
            let files = try RunbookCopy(of: try library.place(of: runbook)).files
            // Where it goes, no schema lies beside it.
            let text = files["scenarios/\(scenario).yaml"] ?? ""
            return screen.data(text.replacing(/^# yaml-language-server:.*\n/, with: ""))
        }
        if let to { return try write(to, screen) }
        let files = try RunbookCopy(of: try library.place(of: runbook)).files
        for (path, text) in files.sorted(by: { RunbookCopy.isBefore($0.key, $1.key) }) {
            screen.data("---  # \(runbook)/\(path)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")")
        }
    }

    private func write(_ folder: String, _ screen: Screen) throws {
        try MadeFolder.check(folder)
        let id = try RunbookFolder.name(of: folder)
        let files = try RunbookCopy(of: try library.place(of: runbook)).standing(as: id, own: runbook)
        try MadeFolder.make(files.mapValues { Data($0.utf8) }, at: folder)
        screen.line("\(files.count) files of \(runbook) are in \(folder). Next:")
        let parent = URL(filePath: folder).deletingLastPathComponent().relativePath
        screen.line("  \(ShellText.command("lockstep", "lint", folder))")
        screen.line("  \(ShellText.command("lockstep", "rehearse", id, "--runbooks", parent))")
    }
}
