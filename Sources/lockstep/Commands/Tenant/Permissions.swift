import ArgumentParser
import Console
import Foundation
import Tenant
import Text
import Verification

struct Permissions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What a runbook's checks need to be allowed, why, and how to allow it.",
        discussion: """
            Prints the least-privileged permissions of Microsoft Graph that the checks need and which items need each, \
            the consent link for an app, and the commands that create an app which may do just that.

            Examples:
              lockstep permissions peig-microsoft-365
              lockstep permissions peig-microsoft-365 --tenant contoso.com --client-id ID
              lockstep permissions peig-microsoft-365 --json | jq -r '.permissions[].permission'
            """)

    @Argument(help: "The runbook; \"lockstep runbooks\" lists them.", completion: ShellCompletions.runbooks)
    var runbook: String
    @Option(help: ArgumentHelp("The tenant, for the consent link.", valueName: "tenant")) var tenant = "TENANT"
    @Option(help: ArgumentHelp("The app, for the consent link.", valueName: "id")) var clientID = "CLIENT-ID"
    @OptionGroup var output: FormatOptions<ListFormat>
    @OptionGroup var library: RunbookLibrary

    private var consentURL: String {
        "\(Cloud.global.authority)/\(tenant)/adminconsent?client_id=\(clientID)"
    }

    func run() throws {
        let (_, runbook) = try library.load(runbook)
        let needs = PermissionNeeds(runbook)
        let screen = Screen()
        if output.isJSON {
            let permissions = [(needs.needs, false), (needs.optional, true)].flatMap { list, isOptional in
                list.map { PermissionsOutput.Permission(need: $0, isOptional: isOptional) }
            }
            let output = PermissionsOutput(permissions: permissions, consentURL: consentURL)
            return screen.line(try JSONText.document(output))
        }
        var table = Table()
        for need in needs.needs {
            let why =
                need.isForSwitch
                ? "the cutover, and nothing else: leave it away to check only"
                : need.items.isEmpty ? "the tenant's own name" : need.items.joined(separator: ", ")
            table.add(need.permission.rawValue, why)
        }
        for need in needs.optional {
            table.add(
                need.permission.rawValue,
                need.items.isEmpty
                    ? "optional: the audit log tells what became of a switch, and who switched last"
                    : "optional, says more: " + need.items.joined(separator: ", "))
        }
        for line in table.lines(columns: screen.columns) { screen.line(line) }
        screen.line()
        screen.text(
            "People who sign in with a browser or a code consent to these on Microsoft's page. An administrator consents for an app by opening:"
        )
        screen.line("  \(consentURL)")
        screen.line()
        screen.text("An app that may check and change nothing, with the Azure CLI:")
        for line in azure(needs) { screen.line("  \(line)") }
        screen.line()
        screen.text("The same with Microsoft Graph PowerShell:")
        for line in powerShell(needs) { screen.line("  \(line)") }
    }

    private func ids(_ needs: PermissionNeeds) -> [(String, String)] {
        (needs.reads + needs.optional).compactMap { need in
            need.permission.applicationID.map { (need.permission.rawValue, $0) }
        }
    }

    private static let graph = "00000003-0000-0000-c000-000000000000"

    private func azure(_ needs: PermissionNeeds) -> [String] {
        ["APP=$(az ad app create --display-name Lockstep --query appId -o tsv)", "az ad sp create --id $APP"]
            + ids(needs).flatMap { name, id in
                [
                    "# \(name)", "az ad app permission add --id $APP --api \(Permissions.graph) \\",
                    "  --api-permissions \(id)=Role",
                ]
            }
            + ["az ad app permission admin-consent --id $APP", "az ad app credential reset --id $APP --years 1"]
    }

    private func powerShell(_ needs: PermissionNeeds) -> [String] {
        ["$access = @("]
            + ids(needs).map { name, id in "  @{ Id = '\(id)'; Type = 'Role' } # \(name)" }
            + [
                ")", "$app = New-MgApplication -DisplayName Lockstep -RequiredResourceAccess @{",
                "  ResourceAppId = '\(Permissions.graph)'",
                "  ResourceAccess = $access }", "New-MgServicePrincipal -AppId $app.AppId",
                "Add-MgApplicationPassword -ApplicationId $app.Id",
            ]
    }
}
