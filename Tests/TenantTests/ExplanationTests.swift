import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import Tenant

/// What errors mean: by their code, never by the nearest guess, and each explanation can be met.
@Suite(.serialized) struct ExplanationTests {
    @Test(.computing) func everyExplanationSaysWhatToDo() {
        for row in Explanation.table {
            #expect(row.meaning.hasSuffix(".") && row.remedy.hasSuffix(".") && !row.source.isEmpty, "\(row.code)")
            #expect(Explanation.of(row.service, row.code)?.meaning == row.meaning, "\(row.code) is there twice")
        }
        for service in Explanation.Service.allCases {
            #expect(Explanation.table.contains { $0.service == service })
        }
    }

    /// A row that nothing leads to explains nothing.
    @Test(.computing) func everyExplanationIsReached() {
        let failures: [HTTPFailure] = [
            .badURL("x"), .unresolved("x"), .unreachable("x"), .tls("x"), .timedOut("x"), .interrupted("x"),
            .tooLarge(limit: 1), .cancelled, .other("x"), .proxyAddress(variable: "HTTPS_PROXY"),
            .proxyUnreachable(variable: "HTTPS_PROXY", "x"),
            .proxyRefused(variable: "HTTPS_PROXY", status: 407, host: "h"),
            .proxyRefused(variable: "HTTPS_PROXY", status: 403, host: "h"), .notYetValid("h"), .noLongerValid("h"),
            .proxyRefused(variable: "HTTPS_PROXY", status: 502, host: "h"),
        ]
        for row in Explanation.table {
            let told: [(reason: String, remedy: String)]
            switch row.service {
            case .signIn:
                let isCode = row.code.allSatisfy(\.isNumber)
                let fault = TenantFault.signIn(
                    code: isCode ? "invalid_client" : row.code, message: isCode ? "AADSTS\(row.code): Words." : "Words."
                )
                told = [(fault.reason, fault.remedy)]
            case .graph:
                let faults: [TenantFault] = [
                    .refused(status: 400, code: row.code, message: "m"), .forbidden(code: row.code, message: "m"),
                    .notFound(code: row.code, message: "m"),
                ]
                told = faults.map { ($0.reason, $0.remedy) }
            case .pingOne:
                let fault =
                    row.code == "test_connection"
                    ? PingOneFault.refused(
                        status: 400, code: "INVALID_DATA", message: "AADSTS7000222: Words.", id: nil)
                    : .refused(status: 400, code: row.code, message: "m", id: nil)
                told = [(fault.reason, fault.remedy)]
            case .transport:
                told = failures.map { (TenantFault.transport($0).reason, TenantFault.transport($0).remedy) }
            }
            #expect(told.contains { $0.remedy.contains(row.remedy) }, "\(row.service) \(row.code)")
        }
    }

    /// Whatever the word of OAuth beside it says: an AADSTS code that isn't known is told as it is, with its page.
    @Test(
        .computing,
        arguments: [
            "invalid_client", "invalid_grant", "unauthorized_client", "interaction_required", "something_new",
        ])
    func anUnknownCodeIsNotGuessedAt(word: String) {
        for (code, words) in [
            ("7999999", "Something about a Value."), ("53999", "Nothing that is known"), ("1234", "x\u{1b}[31m"),
        ] {
            let fault = TenantFault.signIn(code: word, message: "AADSTS\(code): \(words)")
            #expect(fault.explanation == nil)
            #expect(fault.reason == "Sign-in failed: AADSTS\(code): \(words)")
            #expect(fault.remedy == "Microsoft explains it: https://login.microsoftonline.com/error?code=\(code)")
        }
    }

    /// PingOne hands on what Microsoft said: the cause is Microsoft's, the place is the connection.
    @Test(.computing) func pingOneNamesMicrosoftsReason() {
        for (code, says, place) in [
            ("7000222", "The client secret has expired.", "Certificates & secrets"),
            ("7000229", "no service principal in this tenant", "administrator of this tenant consents"),
            ("7999999", "AADSTS7999999", "https://login.microsoftonline.com/error?code=7999999"),
        ] {
            let fault = PingOneFault.refused(
                status: 400, code: "INVALID_DATA", message: "Failed: AADSTS\(code): words", id: "7")
            #expect(fault.reason.contains(says), "\(fault.reason)")
            #expect(fault.remedy.contains(place) && fault.remedy.contains("Test Connection"), "\(fault.remedy)")
        }
    }

    /// A refusal that isn't known is no missing permission, and what can't be done at all isn't waited for.
    @Test(.computing) func unknownRefusalsKeepTheirWords() {
        let denied = TenantFault.forbidden(code: "Strange_Denial", message: "Not on Sundays.")
        #expect(denied.reason == "Access was denied (403 Strange_Denial): Not on Sundays." && !denied.lacksPermission)
        #expect(TenantFault.forbidden(code: "Authorization_RequestDenied", message: "m").lacksPermission)
        let body = Data(#"{"error": {"code": "notImplemented", "message": "Never."}}"#.utf8)
        let answer = GraphAnswer.read(
            status: 501, header: { $0 == "Content-Type" ? "application/json" : nil }, body: body)
        #expect(answer == .failure(.refused(status: 501, code: "notImplemented", message: "Never.")))
    }

    // MARK: - The program

    private struct Refusal: Sendable {
        let code: Int
        let error: String
        let words: String
        let says: [String]
        var description: String?
    }

    /// What the program says where the sign-in service refuses.
    @Test func theProgramSaysWhyNobodyCouldSignIn() async throws {
        let refusals = [
            Refusal(
                code: 7_000_229, error: "invalid_client",
                words: "The client application x is missing service principal in the tenant y.",
                says: ["no service principal in this tenant", "lockstep permissions"]),
            Refusal(
                code: 1_000_502, error: "invalid_client", words: "The provided certificate is not within its period.",
                says: ["certificate is outside its dates", "Start date and Expires"]),
            Refusal(
                code: 500_014, error: "invalid_grant", words: "The service principal for resource r is disabled.",
                says: ["is disabled in this tenant", "Billing"]),
            Refusal(
                code: 53_000, error: "interaction_required", words: "Device is not in required device state.",
                says: ["compliant device", "Conditional Access names the policy"]),
            Refusal(
                code: 530_036, error: "invalid_grant", words: "Blocked by authentication flow checks.",
                says: ["authentication flows", "Original transfer method"]),
            Refusal(
                code: 5_000_820, error: "invalid_grant", words: "Sign-in blocked by Federated Token Validation policy.",
                says: ["Federated token validation", "user principal name on the federated domain"]),
            Refusal(
                code: 7_654_321, error: "invalid_client", words: "Nobody has seen this.",
                says: ["AADSTS7654321: Nobody has seen this.", "https://login.microsoftonline.com/error?code=7654321"]),
            Refusal(
                code: 7_000_222, error: "invalid_client", words: "", says: ["The client secret has expired"],
                description: "Das Geheimnis ist abgelaufen."),
        ]
        for refusal in refusals {
            let text =
                refusal.description
                ?? "AADSTS\(refusal.code): \(refusal.words) Trace ID: 0000 Correlation ID: 1111 Timestamp: 2026"
            let server = try HandMadeServer([
                "/t.example/v2.0/.well-known/openid-configuration": SmallGraph.answer(#"{"issuer": "https://x/t"}"#),
                "/v1.0/organization": SmallGraph.error("401 Unauthorized", "InvalidAuthenticationToken", "no token"),
                "/t.example/oauth2/v2.0/token": SmallGraph.answer(
                    """
                    {"error": "\(refusal.error)", "error_description": "\(text)", "error_codes": [\(refusal.code)]}
                    """, "400 Bad Request"),
            ])
            let said = try await blocking {
                let folder = try TemporaryFolder()
                let anchor = folder.url.appending(path: "ca.pem")
                try server.anchor.write(to: anchor)
                let result = try Program.run(
                    ["doctor", "peig-microsoft-365"], store: folder.url,
                    environment: [
                        "AZURE_AUTHORITY_HOST": server.address, "AZURE_TENANT_ID": "t.example",
                        "AZURE_CLIENT_ID": "71d2f0aa-0000-4000-8000-000000000001", "AZURE_CLIENT_SECRET": "s3cret",
                        "LOCKSTEP_GRAPH": server.address, "SSL_CERT_FILE": anchor.path,
                    ])
                return (result.output + result.errors).replacing(/\s+/, with: " ")
            }
            for part in refusal.says { #expect(said.contains(part), "\(refusal.code): \(said)") }
            #expect(!said.contains("Trace ID") && !said.contains("s3cret"), "\(said)")
            if ![7_000_222, 7_000_229, 1_000_502, 500_014, 53_000].contains(refusal.code) {
                #expect(!said.lowercased().contains("the secret"), "\(refusal.code): \(said)")
            }
        }
    }
}
