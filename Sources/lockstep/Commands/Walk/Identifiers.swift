import ArgumentParser
import Assistant
import Console
import Foundation
import PrivateFiles
import Reconciliation
import Runbook
import Sameness
import Tenant
import Verification

struct Identifiers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare all accounts of a tenant with all accounts of another system.",
        discussion: """
            Says who is linked, who is in one system only, who is in both and not linked, and what to do about each. \
            Reads the tenant and changes nothing in it. Accounts come from a table with a header (CSV; commas, \
            semicolons or tabs), from JSON, or from a SCIM 2.0 service, whose token stands in LOCKSTEP_SCIM_TOKEN.

            Examples:
              lockstep identifiers --with peig.csv --domain contoso.com
              lockstep identifiers --with peig.csv --domain contoso.com --export todo.csv
              lockstep identifiers --with https://id.contoso.com/scim/v2 --json
              lockstep identifiers --with hr.csv --column identifier="Employee ID" \\
                --exclude guests --exclude 'svc-*'

            Exit codes: 0 everybody is linked or left out by a rule and nobody would lose access, 1 somebody isn't or \
            would, 2 usage or a file that can't be used, 3 the tenant could not be read, or of somebody it isn't known.
            """)

    @Option(
        help: ArgumentHelp(
            "The other system's accounts: a file, - for the standard input, or a SCIM address.", valueName: "accounts"))
    var with: String
    @Option(help: ArgumentHelp("The domain to be switched, with those below it. (default: all)", valueName: "domain"))
    var domain: String?
    @Option(
        help: ArgumentHelp(
            "Who need not be linked: guests, disabled, a shape such as 'svc-*', or none. Repeat it for several. "
                + "(default: guests and disabled)", valueName: "rule"))
    var exclude: [String] = []
    @Option(
        help: ArgumentHelp(
            "A column that goes by an unusual name: PART=NAME, where PART is id, address, aliases, name, given, "
                + "family, identifier, status or claim.", valueName: "part=name"))
    var column: [String] = []
    @Option(help: ArgumentHelp("What the other system is called.", valueName: "name")) var system = "Peig"
    @Option(
        help: ArgumentHelp("Only accounts of this class; \"lockstep help identifiers\" lists them.", valueName: "class")
    )
    var `class`: String?
    @Option(help: ArgumentHelp("Only accounts with this in their address or name.", valueName: "text"))
    var search: String?
    @Flag(help: "Only who would lose access if the domain were switched now.") var blast = false
    @Flag(help: "Linked accounts too.") var all = false
    @Option(
        help: ArgumentHelp(
            "Write the worklist as CSV that is safe for spreadsheets; - is standard output.", valueName: "file"))
    var export: String?
    @OptionGroup var overwrite: OverwriteOption
    @OptionGroup var output: FormatOptions<ListFormat>
    @OptionGroup var tenant: TenantOptions

    /// Entries that are shown without --json and --export.
    private static let shown = 20

    func validate() throws {
        if let name = `class`, AccountClass(key: name) == nil {
            throw ValidationError("There is no class \"\(name)\"\(AccountView.hint(for: name))")
        }
    }

    func run() async throws {
        let screen = Screen()
        let profile = try tenant.resolved()
        // Before anybody signs in: a file that can't be used is told at once.
        let destination = try export.map { (name) throws(FileProblem) in
            try Destination(name, replaces: overwrite.force, besides: [with] + tenant.files(profile))
        }
        if output.isJSON, destination?.isStandardOutput == true {
            throw InputProblem("--json is written to standard output too; name a file for --export")
        }
        do {
            if !with.contains("://") {
                try AccountFile(path: with, fields: try AccountFields(column, canBeNamed: true)).probe()
            }
        } catch let problem as ReconciliationProblem {
            throw InputProblem("\(problem)")
        }
        // Blanks around it came with copying. What it isn't is told with what the tenant has.
        let domain = domain.map { DomainName.withoutRoot($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        let link = try await tenant.link(
            profile, permissions: ["User.Read.All", "Domain.Read.All"], screen)
        let access = try link.access(columns: column)
        let identity = try await SignInFailure.told(asJSON: output.isJSON, screen) {
            try Attendance.demand(link)
            return try await SigningIn.identity(access.graph, screen)
        }
        let comparison = Comparison(
            system: system, domain: domain, source: access.accounts(with), rules: try rules())
        let found = try await compare(comparison, access, screen)
        let filter = Reconciliation.Filter(
            classes: `class`.flatMap(AccountClass.init(key:)).map { [$0] }
                ?? (all || blast ? [] : AccountClass.allCases.filter { $0 != .linked }), search: search ?? "",
            access: blast ? [.loses, .unknown] : [])
        let report = IdentifierReport(comparison: comparison, outcome: found, filter: filter, tenant: identity)
        do {
            if let destination {
                let count = try report.export(to: destination)
                screen.error("\(destination.told(count, "line", "lines")).")
            }
            if output.isJSON {
                try report.writeJSON()
            } else if destination == nil {
                try report.show(screen, limit: Self.shown)
            }
        } catch let problem as ReconciliationProblem {
            throw InputProblem("\(problem)")
        }
        let totals = found.reconciliation.totals
        let isOpen = totals.open + totals.losingAccess > 0
        throw isOpen ? ExitStatus.failed : totals.unknownAccess > 0 ? .unknown : .well
    }

    private func compare(_ comparison: Comparison, _ access: TenantAccess, _ screen: Screen) async throws
        -> Comparison.Compared
    {
        defer { screen.clearProgress() }
        do {
            return try await comparison.run(access, now: Date()) { screen.progress($0.words) }
        } catch {
            switch error {
            case .absent(let message, let remedy), .missing(let message, let remedy):
                throw InputProblem("\(message)\n  → \(remedy)")
            case .fault(.elsewhere(let message, _)): throw InputProblem(message)
            case .fault(let fault):
                try SignInFailure.tell(TenantProblem(fault), asJSON: output.isJSON, screen)
                throw ExitStatus.unknown
            }
        }
    }

    private func rules() throws -> [ExclusionRule] {
        if exclude == ["none"] { return [] }
        if exclude.isEmpty { return [.guests, .disabled] }
        return exclude.map {
            switch $0 {
            case "guests": .guests
            case "disabled": .disabled
            default: .matching($0, reason: "")
            }
        }
    }
}
