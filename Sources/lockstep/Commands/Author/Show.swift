import ArgumentParser
import Authoring
import Console
import Text

struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show a runbook as a page to read, or to print and follow by hand.",
        discussion: """
            Examples:
              lockstep show peig-microsoft-365 | less
              lockstep show pingone-microsoft-365 --markdown > pingone.md
            """)

    @Argument(help: "The runbook; \"lockstep runbooks\" lists them.", completion: ShellCompletions.runbooks)
    var runbook: String
    @Flag(help: "Markdown, for printing and for wikis.") var markdown = false
    @OptionGroup var library: RunbookLibrary

    func run() throws {
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
}
