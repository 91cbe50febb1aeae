import Foundation
import Journal
import Runbook
import SimulatedTenant
import TestSupport
import Testing
import Verification

/// Every live check of the Peig runbook, seen green and seen red.
@Suite(.serialized) struct CheckTests {
    static let answers = [
        "domain": "nordwind.example", "admin_upn": "ida.holm@nordwind.example", "app_name": "PeigUserManagerApp",
        "peig_server": "login.nordwind-peig.example", "peig_accounts": "workspace", "idp_metadata": "",
        "switching_account": "",
        "staging_domain": "", "idp_certificate": CertificateSamples.next,
    ]

    static func runbook() throws -> Runbook { try CheckableRunbook.peig() }

    static func verdict(
        _ id: String, _ trainee: Trainee, answers: [String: String] = Self.answers
    ) async throws -> Verdict {
        let item = try #require(try runbook().item(id))
        let results = await Evaluation.evaluate(
            [item], answers: answers, access: trainee.access, now: { Date() }, menus: try runbook().menus)
        return try #require(results[id]).verdict
    }

    /// Where a provider has what a remedy speaks of stands in the runbook: without it, no remedy leads to Peig's pages.
    @Test func anotherProvidersRunbookIsSentToNoPageOfPeig() async throws {
        let trainee = try await Trainee.start("mismatched-identifiers")
        let items = try Self.items().filter { $0.check != nil }
        for (menus, isNamed) in [(try Self.runbook().menus, true), ([:], false), (["link-account": "in Okta"], false)] {
            let results = await Evaluation.evaluate(
                items, answers: Self.answers, access: trainee.access, now: { Date() }, menus: menus)
            var remedies = ""
            for result in results.values {
                switch result.verdict {
                case .passed: break
                case .failed(let findings): remedies += findings.map(\.remedy).joined(separator: "\n")
                case .unknown(let obstacle): remedies += obstacle.remedy
                }
            }
            #expect(remedies.contains("link them to the account"), "\(remedies)")
            #expect(remedies.contains("in Peig: ") == isNamed && !remedies.contains("{menu"), "\(remedies)")
        }
    }

    /// Those before the switch; CutoverTests sees the others, MetadataTests the provider's own side, green and red.
    static func items() throws -> [Item] {
        try runbook().steps.filter { $0.id != "after-the-switch" }.flatMap(\.checklist).filter {
            $0.when.applies(answers)
        }
    }

    @Test func everyCheckIsGreenWhenAllIsReady() async throws {
        let trainee = try await Trainee.start("ready-to-cut-over")
        let items = try Self.items()
        let results = await Evaluation.evaluate(
            items, answers: Self.answers, access: trainee.access, now: { Date() })
        for item in items where item.check != nil {
            let result = try #require(results[item.id])
            #expect(result.verdict == .passed, "\(item.id)")
            // Read from the answer alone.
            if item.id == "certificate-lasts" { continue }
            #expect(
                !result.evidence.requests.isEmpty
                    && result.evidence.requests.allSatisfy {
                        $0.status == 200 || $0.path.contains("PeigMigrationManager")
                            // The tenant has no Entra ID P2.
                            || $0.path.contains("ScheduleInstances")
                    })
        }
        await trainee.tenant.stop()
    }

    struct Spoil: Sendable, CustomTestStringConvertible {
        let item: String
        let says: String
        let remedy: String
        var answers: [String: String] = [:]
        let how: @Sendable (Trainee) async throws -> Void

        var testDescription: String { "\(item): \(says)" }
    }

    /// Spoils a ready tenant in one way each.
    static let spoils: [Spoil] = [
        Spoil(
            item: "corporate-domain", says: "isn't a domain of this tenant", remedy: "Add domain",
            answers: ["domain": "other.example"]
        ) { _ in },
        Spoil(
            item: "corporate-domain", says: "new.example is added, but not verified", remedy: "Verify",
            answers: ["domain": "new.example"]
        ) {
            try await $0.write(.post, "domains", #"{"id": "new.example"}"#)
        },
        Spoil(
            item: "corporate-domain", says: "initial domain", remedy: "can't be federated",
            answers: ["domain": "nordwind.onmicrosoft.com"]
        ) { _ in },
        Spoil(
            item: "global-administrator", says: "Global Administrator is missing; there: none",
            remedy: "Add assignments"
        ) {
            let list = try await $0.read("roleManagement/directory/roleAssignments")
            for assignment in list["value"] as? [[String: Any]] ?? [] {
                try await $0.write(.delete, "roleManagement/directory/roleAssignments/\(assignment["id"] ?? "")")
            }
        },
        Spoil(item: "global-administrator", says: "Account enabled: is no", remedy: "Enable account") {
            try await $0.write(.patch, "users/ida.holm@nordwind.example", #"{"accountEnabled": false}"#)
        },
        Spoil(
            item: "global-administrator", says: "There is no user nobody@nordwind.example", remedy: "set admin_upn",
            answers: ["admin_upn": "nobody@nordwind.example"]
        ) { _ in },
        Spoil(
            item: "business-premium", says: "has no Microsoft 365 Business Premium licence", remedy: "Licenses and apps"
        ) {
            try await $0.write(
                .post, "users/ida.holm@nordwind.example/assignLicense",
                #"{"addLicenses": [], "removeLicenses": ["cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46"]}"#)
        },
        Spoil(
            item: "app-registered", says: "There is no app registration named PeigUserManagerApp",
            remedy: "New registration"
        ) {
            try await $0.write(.delete, "applications/\(try await $0.appID())")
        },
        Spoil(item: "app-registered", says: "There are 2 app registrations", remedy: "keep the one") {
            try await $0.write(.post, "applications", #"{"displayName": "PeigUserManagerApp"}"#)
        },
        Spoil(
            item: "app-registered", says: "http://localhost is missing; there: https://wrong.example",
            remedy: "Redirect URIs"
        ) {
            try await $0.write(
                .patch, "applications/\(try await $0.appID())", #"{"web": {"redirectUris": ["https://wrong.example"]}}"#
            )
        },
        Spoil(
            item: "app-registered", says: "is PersonalMicrosoftAccount, must be one of",
            remedy: "Supported account types"
        ) {
            try await $0.write(
                .patch, "applications/\(try await $0.appID())", #"{"signInAudience": "PersonalMicrosoftAccount"}"#)
        },
        Spoil(
            item: "permissions-consented",
            says:
                "User.ReadWrite.All, Group.ReadWrite.All, Organization.Read.All, GroupMember.ReadWrite.All are missing",
            remedy: "Add a permission"
        ) {
            try await $0.write(.patch, "applications/\(try await $0.appID())", #"{"requiredResourceAccess": []}"#)
            try await $0.withdrawRoles()
        },
        Spoil(
            item: "permissions-consented", says: "User.Read is added, but admin consent for it is not granted",
            remedy: "Grant admin consent"
        ) {
            let list = try await $0.read("oauth2PermissionGrants")
            for grant in list["value"] as? [[String: Any]] ?? [] {
                try await $0.write(.delete, "oauth2PermissionGrants/\(grant["id"] ?? "")")
            }
        },
        Spoil(
            item: "permissions-consented", says: "are added, but admin consent for them is not granted",
            remedy: "Grant admin consent"
        ) {
            // Without its enterprise application nothing is consented to.
            let list = try await $0.read("servicePrincipals", [("$filter", "displayName eq 'PeigUserManagerApp'")])
            let id = ((list["value"] as? [[String: Any]])?.first?["id"] as? String) ?? ""
            try await $0.write(.delete, "servicePrincipals/\(id)")
        },
        Spoil(item: "public-client-flows", says: "Allow public client flows: is no, must be yes", remedy: "Yes → Save")
        {
            try await $0.write(.patch, "applications/\(try await $0.appID())", #"{"isFallbackPublicClient": false}"#)
        },
        Spoil(item: "secret-stored", says: "has no client secret", remedy: "New client secret") {
            let id = try await $0.appID()
            let app = try await $0.read("applications/\(id)")
            for secret in app["passwordCredentials"] as? [[String: Any]] ?? [] {
                try await $0.write(
                    .post, "applications/\(id)/removePassword", #"{"keyId": "\#(secret["keyId"] ?? "")"}"#)
            }
        },
        Spoil(
            item: "secret-stored", says: "ago), must be more than 1 day away",
            remedy: "in Peig: the Provisioning configuration"
        ) {
            try await $0.onlySecret(endingIn: -3)
        },
        Spoil(item: "secret-lasts", says: "in 10 days), must be more than 30 days away", remedy: "New client secret") {
            try await $0.onlySecret(endingIn: 10)
        },
        Spoil(
            item: "everyone-onboarded",
            says: "1 person isn't onboarded and would lose access: new@nordwind.example", remedy: "still to onboard"
        ) {
            try await $0.write(.post, "users", Trainee.newUser("new@nordwind.example"))
        },
        // Subdomains are switched too.
        Spoil(
            item: "everyone-onboarded", says: "would lose access: sub@mail.nordwind.example", remedy: "still to onboard"
        ) {
            try await $0.write(.post, "domains", #"{"id": "mail.nordwind.example"}"#)
            try await $0.write(.post, "users", Trainee.newUser("sub@mail.nordwind.example"))
        },
        Spoil(item: "all-onboarded", says: "would lose access: late@nordwind.example", remedy: "MS365 Identifiers") {
            try await $0.write(.post, "users", Trainee.newUser("late@nordwind.example"))
        },
        Spoil(
            item: "everyone-onboarded", says: "1 person isn't onboarded and would lose access: late@nordwind.example",
            remedy: "still to onboard"
        ) {
            try await $0.write(.post, "users", Trainee.newUser("late@nordwind.example"))
        },
        // A placeholder has its immutable ID, and nobody behind it.
        Spoil(item: "everyone-onboarded", says: "would lose access all the same: late@", remedy: "identifiers open") {
            try await $0.write(.post, "users", Trainee.newUser("late@nordwind.example"))
            try await $0.write(.post, "peig/accounts", #"{"user": "late@nordwind.example"}"#)
        },
        Spoil(item: "nobody-locked-out", says: "People who would lose access: is 1", remedy: "let them onboard") {
            try await $0.write(.post, "users", Trainee.newUser("late@nordwind.example"))
            try await $0.write(.post, "peig/accounts", #"{"user": "late@nordwind.example"}"#)
        },
        Spoil(
            item: "certificate-lasts", says: "must be more than 30 days away", remedy: "set idp_certificate",
            answers: ["idp_certificate": CertificateSamples.ending]
        ) { _ in },
        Spoil(
            item: "identifiers-compared",
            says: "Accounts that somebody has to look at: is 1, must be 0: late@nordwind.example",
            remedy: "identifiers export FILE"
        ) {
            try await $0.write(.post, "users", Trainee.newUser("late@nordwind.example"))
        },
        Spoil(
            item: "nobody-locked-out", says: "People who would lose access: is 1, must be 0: late@nordwind.example",
            remedy: "Type blast"
        ) {
            try await $0.write(.post, "users", Trainee.newUser("late@nordwind.example"))
        },
        Spoil(item: "migration-app-gone", says: "PeigMigrationManager still exists", remedy: "Delete") {
            try await $0.write(
                .post, "applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate",
                #"{"displayName": "PeigMigrationManager"}"#)
        },
        Spoil(
            item: "domain-ready", says: "is the tenant's default domain",
            remedy: "make another verified domain the default"
        ) {
            try await $0.write(.patch, "domains/nordwind.example", #"{"isDefault": true}"#)
        },
        Spoil(
            item: "tokens-accepted", says: "would sign in through nordwind.example and be refused",
            remedy: "User principal name"
        ) {
            try await $0.write(.post, "users", Trainee.newUser("pat@nordwind.onmicrosoft.com"))
            try await $0.write(
                .patch, "users/pat@nordwind.onmicrosoft.com",
                #"{"onPremisesImmutableId": "pat-1", "mail": "pat@nordwind.example"}"#)
        },
        Spoil(
            item: "way-back", says: "No enabled Global Administrator is outside nordwind.example",
            remedy: "New user on the .onmicrosoft.com domain"
        ) {
            try await $0.write(.patch, "users/emergency@nordwind.onmicrosoft.com", #"{"accountEnabled": false}"#)
        },
    ]

    @Test(arguments: spoils)
    func everyCheckIsRedForItsReason(spoil: Spoil) async throws {
        let trainee = try await Trainee.start("ready-to-cut-over")
        let answers = Self.answers.merging(spoil.answers) { $1 }
        if spoil.answers.isEmpty {
            #expect(try await Self.verdict(spoil.item, trainee) == .passed)
        }
        try await spoil.how(trainee)
        let verdict = try await Self.verdict(spoil.item, trainee, answers: answers)
        guard case .failed(let findings) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        let words = findings.map { "\($0.message) → \($0.remedy)" }.joined(separator: "\n")
        #expect(words.contains(spoil.says), "\(words)")
        #expect(words.contains(spoil.remedy), "\(words)")
        await trainee.tenant.stop()
    }

    @Test(.computing) func everyItemWithACheckHasBeenSpoiled() throws {
        let checked = Set(try Self.items().filter { $0.check != nil }.map(\.id))
        // A tenant that answers exists; that it doesn't can only be unknown.
        #expect(checked.subtracting(Self.spoils.map(\.item)) == ["tenant-active"])
    }

    @Test func anUnansweredQuestionIsUnknown() async throws {
        let trainee = try await Trainee.start()
        let verdict = try await Self.verdict("corporate-domain", trainee, answers: [:])
        guard case .unknown(let obstacle) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(obstacle.remedy == "set domain")
        await trainee.tenant.stop()
    }

    @Test func guestsDisabledAccountsAndOtherDomainsAreNotCounted() async throws {
        let trainee = try await Trainee.start("ready-to-cut-over")
        try await trainee.write(.post, "users", Trainee.newUser("other@nordwind.onmicrosoft.com"))
        try await trainee.write(.post, "users", Trainee.newUser("gone@nordwind.example"))
        try await trainee.write(.patch, "users/gone@nordwind.example", #"{"accountEnabled": false}"#)
        try await trainee.write(.post, "users", Trainee.newUser("pat_partner.example#EXT#@nordwind.example"))
        #expect(try await Self.verdict("everyone-onboarded", trainee) == .passed)
        // Who is called a guest and signs in here is locked out like anybody.
        try await trainee.write(.post, "users", Trainee.newUser("guest@nordwind.example"))
        try await trainee.write(.patch, "users/guest@nordwind.example", #"{"userType": "Guest"}"#)
        guard case .failed(let findings) = try await Self.verdict("everyone-onboarded", trainee) else {
            Issue.record("the internal guest isn't counted")
            return
        }
        #expect(findings.first?.message.contains("guest@nordwind.example") == true)
        await trainee.tenant.stop()
    }

    @Test func oneEvaluationReadsNothingTwice() async throws {
        let trainee = try await Trainee.start("ready-to-cut-over")
        let results = await Evaluation.evaluate(
            try Self.items(), answers: Self.answers, access: trainee.access, now: { Date() })
        let requests = Set(results.values.flatMap(\.evidence.requests).map { "\($0.requestID ?? "") \($0.path)" })
        let paths = Set(results.values.flatMap(\.evidence.requests).map(\.path))
        #expect(requests.count == paths.count, "the same path came with several answers")
        #expect(paths.count == 22, "\(paths.sorted())")
        await trainee.tenant.stop()
    }
}

extension Trainee {
    static func newUser(_ upn: String) -> String {
        """
        {"userPrincipalName": "\(upn)", "displayName": "New", "mailNickname": "new", "accountEnabled": true,
         "passwordProfile": {"password": "Secret-1"}}
        """
    }

    func appID() async throws -> String {
        let list = try await read("applications", [("$filter", "displayName eq 'PeigUserManagerApp'")])
        return ((list["value"] as? [[String: Any]])?.first?["id"] as? String) ?? ""
    }

    /// What stays granted works without standing in the registration.
    func withdrawRoles() async throws {
        let list = try await read("servicePrincipals", [("$filter", "displayName eq 'PeigUserManagerApp'")])
        let id = ((list["value"] as? [[String: Any]])?.first?["id"] as? String) ?? ""
        let granted = try await read("servicePrincipals/\(id)/appRoleAssignments")
        for grant in granted["value"] as? [[String: Any]] ?? [] {
            try await write(.delete, "servicePrincipals/\(id)/appRoleAssignments/\(grant["id"] ?? "")")
        }
    }

    func onlySecret(endingIn days: Double) async throws {
        let id = try await appID()
        let app = try await read("applications/\(id)")
        for secret in app["passwordCredentials"] as? [[String: Any]] ?? [] {
            try await write(.post, "applications/\(id)/removePassword", #"{"keyId": "\#(secret["keyId"] ?? "")"}"#)
        }
        let end = Date().addingTimeInterval(days * 86_400 - 60).formatted(.iso8601)
        try await write(.post, "applications/\(id)/addPassword", #"{"passwordCredential": {"endDateTime": "\#(end)"}}"#)
    }
}
