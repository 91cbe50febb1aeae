import Testing

/// Tenants as they are met in the field, judged by the built program: each differs from a healthy one in one thing, and
/// its case says what is right of it. The healthy ones come first, so that each red one is due to what was changed.
@Suite struct FieldTests {
    static let healthy: [FieldCase] = [
        FieldCase(
            name: "healthy", commands: FieldCase.everything,
            right: .passes("nobody-locked-out", "identifiers-compared", "way-back", "business-premium", locked: false),
            alone: [
                .identifiers("--blast", .passes(says: ["Nobody would lose access"])), .init("doctor", .passes()),
            ]),
        FieldCase(
            name: "healthy-scim, accounts from a service", accounts: .scim, commands: FieldCase.everything,
            right: .passes("nobody-locked-out", "identifiers-compared", locked: false)
        ) {
            $0.scim = FieldState.scimPeople
        },
        FieldCase(
            name: "A7-healthy, License Management", runbook: .licences, commands: ["check all"],
            right: .passes("fields-readable", "sign-ins-readable", "subscriptions-readable", "permissions-consented")),
        FieldCase(
            name: "A14-healthy, PingOne", runbook: .pingOne, commands: ["check all"],
            right: .passes("connection-there", "connection-valid", "synchronisation", "rule-enabled")),
        FieldCase(
            name: "healthy, the probe", runbook: .probe, commands: ["check all"],
            right: FieldExpectation(
                marks: [
                    "subscribed": "✓", "seats": "✓", "quiet": "✓", "handed-over": "✗", "admin": "✓", "app-works": "✓",
                ],
                codes: [1])),
    ]

    @Test(arguments: healthy) func whatIsHealthyPasses(_ one: FieldCase) async throws { try await one.test() }
}
