import Runbook
import Tenant

/// Whose sign-in Entra would refuse after a switch, since their names lie on another domain than the federation's. Graph:
/// `GET /policies/federatedTokenValidationPolicy`, `GET /users`, `GET /domains`. Who is linked shows the comparison.
enum TokenValidationResource: Resource {
    static let name = "federated-token-validation"
    static let selector: String? = "the domain that will be switched"
    static let form = LiteralForm.domain
    static let isProvenByComparison = true
    private static let setting =
        "Leave it at all: none lets whoever holds one domain's federation sign in as anybody of the tenant."

    static let properties = [
        Property(
            "refused", .number, label: "People whose sign-in would be refused (AADSTS5000820)",
            needs: [.userReadAll, .domainReadAll, .policyReadAll],
            remedy:
                "Entra admin center → Users → the user → Edit properties → User principal name: put it on {selector}. "
                + "The policy is no remedy: it protects the whole tenant."
        ) { selection, probe in
            let people = try await TokenValidation.people(selection.selector, probe)
            // Where nobody is concerned, the policy may be what it wants.
            guard !people.isEmpty else { return Observed(.number(0)) }
            let policy = try await TokenValidation.Policy.read(probe)
            let refused = people.filter { policy.validates($0.root, isFederated: $0.isFederated) }
            let names = Sample.words(
                refused.prefix(Sample.size).map {
                    $0.isOnlyLinked ? "\($0.name) (linked to an account there)" : $0.name
                },
                of: refused.count)
            let verb = refused.count == 1 ? "person would sign" : "people would sign"
            return Observed(
                .number(refused.count),
                explanation: refused.isEmpty
                    ? nil
                    : "\(refused.count) \(verb) in through \(selection.selector) and be refused, since the user principal "
                        + "name lies on another domain (AADSTS5000820): \(names).",
                evidence: refused.isEmpty
                    ? "the policy lets in \(people.count) whose names lie elsewhere (\(policy.mode.rawValue))" : names)
        },
        Property(
            "validates", .text, choices: TokenValidation.Mode.allCases.map(\.rawValue),
            label: "Domains whose people are compared", needs: [.policyReadAll], remedy: setting
        ) { _, probe in Observed(.text(try await TokenValidation.Policy.read(probe).mode.rawValue)) },
    ]
}
