import ArgumentParser
import Console
import Foundation
import Journal
import SessionStore
import Tenant
import Verification

struct Start: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Begin a runbook against a live tenant.",
        discussion: """
            The rehearsal's twin: the same conversation, checks and lock, against your tenant. Checks only read; the one \
            thing that changes it is the cutover, after you typed the domain's name.

            Examples:
              lockstep start peig-microsoft-365 --tenant contoso.com
              lockstep start peig-microsoft-365 --profile contoso
              lockstep start peig-microsoft-365 --tenant contoso.com --client-id ID --secret-file secret.txt

            Exit codes: piped, the worst of what was typed: 0 well, 1 something failed, 3 something is unknown, 2 a line was not \
            understood. At a terminal 0, unless it could not begin (3: nobody could sign in).
            """)

    @Argument(help: "The runbook; \"lockstep runbooks\" lists them.", completion: ShellCompletions.runbooks)
    var runbook: String
    @Option(help: "A name for the session. (default: the tenant's)") var name: String?
    @OptionGroup var approvals: ApprovalsOption
    @OptionGroup var tenant: TenantOptions
    @OptionGroup var library: RunbookLibrary
    @OptionGroup var options: StoreOptions

    func run() async throws {
        let who = try options.who
        let (source, runbook) = try library.load(runbook)
        let store = try options.openToWrite(mayMake: true)
        // Before anybody signs in.
        try store.requireWritable()
        let name = try name.map { try SessionName.checked($0, in: store) }
        var talk = Talk(store: store)
        let needs = PermissionNeeds(runbook)
        let link = try await tenant.link(
            try tenant.resolved(), permissions: needs.asked, talk.screen)
        try Attendance.demandReader(link)
        let access = try link.access()
        let identity = try await SigningIn.identity(access.graph, talk.screen)
        let writer = try store.begin(
            SessionStarted(
                name: name ?? SessionName.offered(by: identity), runbook: source, tenant: link.binding(identity),
                folder: try library.place(source.id), approvals: approvals.number),
            who: who, naming: name == nil ? .firstFree : .asChosen)
        talk.strangers = link.strangers
        talk.people = LivePeople(access.graph, identity.tenantID, profile: link.profile, talk.screen)
        talk.notices = try store.sessions().sessions.filter {
            $0.state.id != writer.id && $0.state.tenant.kind == .live && !$0.state.isArchived
                && $0.state.tenant.tenantID.lowercased() == identity.tenantID.lowercased()
        }.map {
            "session \($0.state.name) (\($0.state.id)) of this store is about this tenant too, last written by "
                + "\($0.state.lastEvent.who)" + ($0.holder.map { "; \($0) is at work in it" } ?? "") + "."
        }
        throw ExitStatus(try await talk.run(writer, access: access, isNew: true))
    }
}
