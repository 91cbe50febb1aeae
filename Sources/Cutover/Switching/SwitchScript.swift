import Escaping
import Foundation
import Journal
import Tenant

/// The switch as commands for Windows PowerShell, for whoever sends it with their own hands. Making it uses up a
/// `Clearance`, as sending would. It calls Graph itself: the cmdlet made for this fails in some versions of its module
/// (`New-MgDomainFederationConfiguration` in 2.26).
///
/// Microsoft Graph PowerShell: `Connect-MgGraph`, `Invoke-MgGraphRequest`.
public struct SwitchScript: Sendable {
    public let until: Date
    /// One block: pasted, it runs as a whole or not at all.
    public let text: String

    /// - Parameter requestID: goes along as `client-request-id`.
    init(_ plan: SwitchPlan, _ clearance: consuming Clearance, tenant: TenantBinding, requestID: String) {
        until = clearance.decidedAt.addingTimeInterval(SwitchTimes.commands)
        let time = until.formatted(.iso8601)
        let cloud = tenant.connection.flatMap { Cloud(rawValue: $0.cloud) } ?? .global
        let federation = plan.federation
        let members: [(String, String?)] = [
            ("displayName", federation.displayName), ("issuerUri", federation.issuerUri),
            ("passiveSignInUri", federation.passiveSignInUri), ("signOutUri", federation.signOutUri),
            ("signingCertificate", federation.signingCertificate),
            ("preferredAuthenticationProtocol", federation.preferredAuthenticationProtocol),
            ("federatedIdpMfaBehavior", federation.federatedIdpMfaBehavior),
        ]
        // No line is longer than 78 characters: a terminal that breaks lines would break the commands.
        text = """
            # Written for version 2 of this module:
            # Install-Module Microsoft.Graph.Authentication -Scope CurrentUser
            & {
              $ErrorActionPreference = 'Stop'
              $late = 'Too late: let Lockstep check again.'
              $culture = [Globalization.CultureInfo]::InvariantCulture
              $until = [DateTimeOffset]::Parse(\(PowerShellText.quoted(time)), $culture)
              Connect-MgGraph -Environment \(cloud.powerShellName) -NoWelcome `
                -TenantId \(PowerShellText.quoted(tenant.tenantID)) `
                -Scopes 'Domain.Read.All', 'Domain-InternalFederation.ReadWrite.All'
              $domain = \(Self.pieces(plan.domain))
              $uri = "v1.0/domains/$domain"
              $seen = (Invoke-MgGraphRequest -Method GET -Uri $uri `
                -ResponseHeadersVariable head).authenticationType
              if ($seen -ne 'Managed') { throw "$domain is ${seen}: nothing was changed." }
              # By Microsoft's clock: this machine's may be off.
              $now = [DateTimeOffset]::Parse([string]@($head['Date'])[0], $culture)
              if ($now -gt $until) { throw $late }
              $federation = [ordered]@{
                '@odata.type' = '#microsoft.graph.internalDomainFederation'
            \(members.map { "    \($0.0) = \(Self.pieces($0.1 ?? ""))" }.joined(separator: "\n"))
              } | ConvertTo-Json
              Invoke-MgGraphRequest -Method POST -Uri "$uri/federationConfiguration" `
                -Headers @{
                  'client-request-id' = \(PowerShellText.quoted(requestID))
                } `
                -ContentType 'application/json' -Body $federation
            }
            """
    }

    /// A text, and a long one as the sum of pieces, each on its own line.
    static func pieces(_ text: String) -> String {
        guard text.unicodeScalars.count > 40 else { return PowerShellText.quoted(text) }
        var pieces: [String] = []
        var rest = text.unicodeScalars[...]
        while !rest.isEmpty {
            pieces.append("      " + PowerShellText.quoted(String(rest.prefix(60))))
            rest = rest.dropFirst(60)
        }
        return "(\n" + pieces.joined(separator: " +\n") + ")"
    }
}

extension Cloud {
    /// As `Connect-MgGraph -Environment` calls it.
    var powerShellName: String {
        switch self {
        case .global: "Global"
        case .usGovernment: "USGov"
        case .usDoD: "USGovDoD"
        case .china: "China"
        }
    }
}
