import ArgumentParser
import Console
import Foundation
import Tenant
import Text
import Verification

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look whether everything that a live session needs is there.",
        discussion: """
            Names, TLS, clocks, sign-in, permissions and licences, in the order in which they are needed. Reads, and \
            changes nothing.

            Examples:
              lockstep doctor --tenant contoso.com
              lockstep doctor peig-microsoft-365 --profile contoso
              lockstep doctor peig-microsoft-365 --profile contoso --json

            Exit codes: 0 all well, 1 something is wrong, 3 something could not be found out, 2 usage.
            """)

    @Argument(
        help: "The runbook whose permissions are looked at. (default: all of them)",
        completion: ShellCompletions.runbooks)
    var runbook: String?
    @OptionGroup var output: FormatOptions<ListFormat>
    @OptionGroup var tenant: TenantOptions
    @OptionGroup var library: RunbookLibrary

    func run() async throws {
        let screen = Screen()
        let names = try runbook.map { [$0] } ?? library.names()
        let needs = try names.map { PermissionNeeds(try library.load($0).runbook) }
        let asked = Set(needs.flatMap(\.asked)).sorted()
        let link = try await tenant.link(try tenant.resolved(), permissions: asked, screen, confirms: false)
        if !output.isJSON { screen.progress("Looking…") }
        let lines = try await Examination(link: link, needs: needs, screen: screen) {
            try await tenant.confirm(link.strangers, screen)
        }
        .run()
        screen.clearProgress()
        if output.isJSON {
            screen.line(try JSONText.document(DoctorOutput(findings: lines)))
        } else {
            show(lines, screen)
        }
        if lines.contains(where: { $0.standing == .wrong }) { throw ExitStatus.failed }
        if lines.contains(where: { $0.standing == .unknown }) { throw ExitStatus.unknown }
    }

    private func show(_ lines: [Examination.Finding], _ screen: Screen) {
        for line in lines {
            let mark: String =
                switch line.standing {
                case .well: Style.green("✓")
                case .wrong: Style.red("✗")
                case .unknown: Style.yellow("?")
                }
            screen.text("\(line.what): \(line.detail)", first: "\(mark) ", rest: "    ")
            if let remedy = line.remedy { screen.text(remedy, first: "    → ", rest: "      ") }
        }
    }
}
