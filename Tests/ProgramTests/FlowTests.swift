import Foundation
import TestSupport
import Testing

/// Every documented flow but the first, walked from start to end in a rehearsal, in each of its scenarios.
@Suite struct FlowTests {
    struct Walk: Sendable, CustomTestStringConvertible {
        let runbook: String
        let scenario: String
        /// One part per sitting. `SECRET` is the last secret shown, `CLIENT` the last client ID, `TENANT` the tenant's.
        let sittings: [String]
        /// What the screen must say, in this order.
        let says: [String]

        var testDescription: String { "\(runbook), \(scenario)" }
    }

    private static let walks = [
        Walk(
            runbook: "pingone-microsoft-365", scenario: "new-connection",
            sittings: [
                """
                portal pingone-show
                portal register-app --name PingOneProvisioning
                portal add-permissions --app PingOneProvisioning --delegated "" --application \
                Application.ReadWrite.All,Group.ReadWrite.All,Organization.Read.All,User.ReadWrite.All
                check permissions-consented
                portal grant-consent --app PingOneProvisioning
                portal add-secret --app PingOneProvisioning
                portal app --app PingOneProvisioning
                """,
                """
                set client_id CLIENT
                set client_secret SECRET
                set client_secret
                SECRET
                attest secret-valid yes
                attest azure-account yes
                check
                done all
                next
                portal pingone-connection --client CLIENT --tenant 00000000-0000-4000-8000-000000000000
                portal pingone-test
                check connection-there connection-valid
                portal pingone-connection --client CLIENT --tenant TENANT
                portal pingone-test
                portal pingone-preferences --create yes --disable yes --deprovision no
                check
                portal pingone-preferences --update yes
                portal pingone-enable
                check
                done all
                next
                portal pingone-rule
                portal pingone-map userPrincipalName --from username
                portal pingone-enable-rule
                check
                portal pingone-enable-rule --off
                portal pingone-map password --expression "'Correct-horse-7'"
                portal pingone-map mailNickname --from username
                portal pingone-map displayName --from name.formatted
                portal pingone-map skuId --from skuId
                portal pingone-enable-rule
                attest first-users yes
                attest password-mapped yes
                check
                portal pingone-map usageLocation --expression "'DE'"
                portal pingone-enable-rule --off
                check password-mapped
                portal pingone-enable-rule
                portal pingone-show
                check
                check all
                done all
                status
                """,
            ],
            says: [
                "There is no connection to Microsoft 365 and no rule.", "admin consent for them is not granted",
                "Don't type a secret here.", "8 of 8 passed", "Test Connection Failed: AADSTS90002",
                "Tenant Domain ID: is 00000000-0000-4000-8000-000000000000", "the test connection succeeded",
                "Enable users updation: is no, must be yes", "Microsoft 365 is inactive",
                "8 of 16 passed, 8 not for this deployment", "maps no value for Password",
                "was seen enabled without it", "maps skuId and no usageLocation",
                "enabled, maps userPrincipalName, password, mailNickname, displayName, skuId, usageLocation",
                "7 of 8 passed, 1 not for this deployment", "23 of 32 passed, 9 not for this deployment",
                "Next: nothing. Every step is complete.",
            ]),
        Walk(
            runbook: "pingone-microsoft-365", scenario: "forgotten-password-mapping",
            sittings: [
                """
                portal app --app PingOneProvisioning
                check app-registered permissions-consented secret-valid
                portal add-secret --app PingOneProvisioning
                """,
                """
                set client_id CLIENT
                set client_secret
                SECRET
                attest secret-valid yes
                attest azure-account yes
                portal pingone-connection --client CLIENT --tenant TENANT
                set deprovision_users yes
                set remove_action Disable
                check all
                portal pingone-enable-rule --off
                portal pingone-map password --expression "'Correct-horse-7'"
                portal pingone-map mailNickname --from username
                check password-mapped
                portal pingone-enable-rule
                attest password-mapped yes
                attest first-users yes
                check all
                """,
            ],
            says: [
                "2 of 3 passed, 1 failed", "is enabled, and a value for Password isn't mapped",
                "has failed (FAILED: A value is required", "displayName is missing",
                "24 of 32 passed, 1 failed, 7 not for this deployment",
            ]),
        Walk(
            runbook: "license-management-microsoft-365", scenario: "first-setup",
            sittings: [
                """
                check
                portal register-app --name "License Management"
                portal add-permissions --app "License Management" --delegated "" --application \
                User.Read.All,Organization.Read.All,Directory.Read.All
                portal grant-consent --app "License Management"
                portal add-secret --app "License Management"
                portal app --app "License Management"
                """,
                """
                set client_id CLIENT
                set client_secret
                SECRET
                attest secret-valid yes
                attest provider-configured yes
                attest users-appear yes
                check all
                why sign-ins-readable
                portal add-permissions --app "License Management" --delegated "" --application \
                User.Read.All,Organization.Read.All,Directory.Read.All,AuditLog.Read.All
                portal grant-consent --app "License Management"
                check all
                """,
            ],
            says: [
                "2 of 4 passed, 2 failed", "AuditLog.Read.All is missing",
                "signInActivity can't be read: Access was denied (403)",
                "signInActivity also needs AuditLog.Read.All and a Microsoft Entra ID P1 licence",
                "POST /TENANT/oauth2/v2.0/token → 200", "GET /v1.0/users?$select=id,signInActivity&$top=100 → 403",
                "17 of 17 passed",
            ]),
        Walk(
            runbook: "license-management-microsoft-365", scenario: "expired-secret",
            sittings: [
                """
                portal app --app "License Management"
                check secret-valid permissions-consented
                set wants_sign_ins no
                portal grant-consent --app "License Management"
                portal add-secret --app "License Management"
                """,
                """
                set client_id CLIENT
                set client_secret
                wrong
                check credentials-sign-in
                set client_secret
                SECRET
                attest secret-valid yes
                attest provider-configured yes
                attest users-appear yes
                check all
                """,
            ],
            says: [
                "The client secret's expiry", "admin consent for them is not granted", "The client secret is wrong",
                "15 of 17 passed, 2 not for this deployment",
            ]),
        Walk(
            runbook: "peig-managing-identifiers", scenario: "mismatched-identifiers",
            sittings: [
                "portal identifiers\nportal requests\ncheck\n", "MEND\nattest identifiers-linked yes\ncheck\ndebrief\n",
            ],
            says: ["Accounts that somebody has to look at: is 10, must be 0", "3 of 3 passed", "Well done."]),
        Walk(
            runbook: "peig-managing-identifiers", scenario: "all-linked",
            sittings: ["identifiers\nidentifiers open\nattest identifiers-linked yes\ncheck\ndone all\nnext\n"],
            says: ["Nobody would lose access", "Nobody.", "3 of 3 passed", "Every step is complete."]),
        Walk(
            runbook: "peig-entra-device-enrollment", scenario: "first-device",
            sittings: [
                """
                next
                check
                set sign_in temporary-access-pass
                step
                portal join-device NW-0001 --registered
                check device-joined
                portal join-device NW-0002
                set device_name NW-0002
                attest managed-by-intune yes
                attest lock-screen yes
                check
                """
            ],
            says: [
                "3 of 7 passed, 3 failed, 1 waiting for your word", "– 4. Sign in with Web Sign-In",
                "joined is missing; there: registered", "7 of 7 passed",
            ]),
        Walk(
            runbook: "peig-entra-device-enrollment", scenario: "brought-along",
            sittings: ["check device-joined\nstuck device-joined\nportal join-device NW-0001\ncheck device-joined\n"],
            says: ["Entra knows no device named NW-0001", "The phone is registered, not joined.", "1 of 1 passed"]),
        Walk(
            runbook: "staging-domain", scenario: "nobody-there",
            sittings: [
                "attest pilot-linked yes\nattest alarms-told yes\nattest saml-info-confirmed yes\ncheck all\ncutover\nnordwind-staging.example\ncheck\n",
                "check all\nportal wait 1m\nportal sign-in pia.pilot@nordwind-staging.example\ncheck pilot-signed-in\nrollback\n",
            ],
            says: [
                "nordwind-staging.example is federated, read back and configured as planned.",
                "Sign-ins since this session's switch: is 0, must be at least 1", "1 of 1 passed",
                "Federation can be switched once every 10 minutes",
            ]),
        Walk(
            runbook: "staging-domain", scenario: "somebody-there",
            sittings: [
                "check nobody-there\nstuck nobody-there\nportal disable-user old.intern@nordwind-staging.example\n"
                    + "check nobody-there\n"
            ],
            says: [
                "Enabled accounts that sign in here: is 2, must be 1", "Somebody has a name there.", "1 of 1 passed",
            ]),
    ]

    @Test(arguments: walks) func aFlowIsWalkedToItsEnd(walk: Walk) async throws {
        let (output, tenant) = try await blocking {
            let folder = try TemporaryFolder()
            var (output, tenant) = ("", "")
            for (number, sitting) in walk.sittings.enumerated() {
                let arguments = number == 0 ? ["rehearse", walk.runbook, "--scenario", walk.scenario] : ["resume"]
                func last(_ expression: Regex<(Substring, Substring)>) -> String {
                    output.matches(of: expression).last.map { String($0.1) } ?? ""
                }
                tenant = last(/\(tenant\) ID +([0-9a-f-]{36})/)
                let input = MismatchedAccounts.filled(sitting, output)
                    .replacing("CLIENT", with: last(/\(client\) ID +([0-9a-f-]{36})/)).replacing("TENANT", with: tenant)
                let result = try Program.run(arguments, store: folder.url, input: input + "\n")
                output += result.errors + result.output
            }
            // No secret is kept anywhere.
            if let secret = output.firstMatch(of: /shown only this once:\s+(\S+)/)?.1 {
                let files = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
                for file in files {
                    let data = (try? Data(contentsOf: folder.url.appending(path: file))) ?? Data()
                    #expect(!data.contains(Data(secret.utf8)), "\(file) holds the secret")
                }
            }
            return (output.replacing(/\s+/, with: " "), tenant)
        }
        var rest = output[...]
        for text in walk.says {
            let wanted = text.replacing("TENANT", with: tenant)
            // Messages come on another channel than data: their order among each other is all there is.
            guard output.contains(wanted) else {
                Issue.record("“\(wanted)” is missing from:\n\(output.suffix(6_000))")
                return
            }
            if let found = rest.firstRange(of: wanted) { rest = rest[found.upperBound...] }
        }
    }

    /// A scenario that nobody has walked is one that nobody knows to work.
    @Test(.computing) func everyScenarioIsWalked() throws {
        let folder = Repository.root.appending(path: "Runbooks")
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        where path.contains("/scenarios/") && !path.hasPrefix("peig-microsoft-365/") {
            let parts = path.split(separator: "/")
            #expect(Self.walks.contains { $0.runbook == parts[0] && "\($0.scenario).yaml" == parts[2] }, "\(path)")
        }
    }

    /// A runbook may leave the order of a phase's steps to the person; the phase itself is left only when all are done.
    @Test func stepsOfAPhaseStandSideBySide() async throws {
        try await blocking {
            let folder = try TemporaryFolder()
            let runbooks = folder.url.appending(path: "runbooks")
            try FileManager.default.copyItem(at: Repository.root.appending(path: "Runbooks"), to: runbooks)
            let main = runbooks.appending(path: "license-management-microsoft-365/runbook.yaml")
            let text = try String(contentsOf: main, encoding: .utf8)
            // Without what is checked in them: then what somebody says to have done completes a step.
            for step in ["2-permissions", "4-ids"] {
                let file = runbooks.appending(path: "license-management-microsoft-365/steps/\(step).yaml")
                let whole = try String(contentsOf: file, encoding: .utf8)
                try whole.split(separator: "checklist:\n").first?.write(to: file, atomically: true, encoding: .utf8)
            }
            func board(_ isSideBySide: Bool, _ input: String) throws -> String {
                let edited = text.replacing(
                    "  - id: setup\n", with: "  - id: setup\n    side-by-side: \(isSideBySide)\n")
                #expect(edited != text)
                try edited.write(to: main, atomically: true, encoding: .utf8)
                return try Program.run(
                    [
                        "rehearse", "license-management-microsoft-365", "--scenario", "first-setup", "--runbooks",
                        runbooks.path,
                    ], store: folder.url, input: input
                ).output
            }
            let ordered = try board(false, "goto 4\ndone all\nstatus\n")
            #expect(ordered.contains("Left open: 1 Create the Azure app registration"))
            #expect(ordered.contains("You are in Setup, step 5 of 6"))
            let free = try board(true, "goto 4\ndone all\nstatus\ngoto 6\n")
            #expect(free.contains("Setup (steps in any order)"))
            // On to the first one that is open, although it stands before.
            #expect(free.contains("You are in Setup, step 1 of 6"))
            #expect(free.contains(/✓ 4 Get the tenant and client IDs\s+items 0\/0  actions 2\/2/))
            #expect(free.contains(/\ {4}2 Configure the API permissions\s+items 0\/0  actions 0\//))
            // Another phase's step is ahead of all of them.
            #expect(free.matches(of: /Left open:/).count == 1)
            let meanwhile = try board(true, "done all\n")
            #expect(meanwhile.contains("Type check") || meanwhile.contains("`check`"))
            #expect(try board(true, "done all\nhandoff\n").contains(/Or\s+meanwhile:\s+goto 2/))
        }
    }
}
