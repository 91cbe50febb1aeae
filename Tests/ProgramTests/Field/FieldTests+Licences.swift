import Foundation
import Testing

/// Licences, subscriptions, and what a credential really reads.
extension FieldTests {
    private static let licence = ["check business-premium"]
    private static let readable = ["check fields-readable"]

    /// The subscription in a state, with its units in that state.
    private static func subscription(
        _ status: String, enabled: Int = 0, suspended: Int = 0, warning: Int = 0, lockedOut: Int = 0, used: Int = 3
    ) -> @Sendable (inout FieldState) -> Void {
        {
            $0.subscriptions[0]["capabilityStatus"] = status
            $0.subscriptions[0]["consumedUnits"] = used
            $0.subscriptions[0]["prepaidUnits"] = [
                "enabled": enabled, "suspended": suspended, "warning": warning, "lockedOut": lockedOut,
            ]
        }
    }

    private static func holds(_ id: String, _ part: String, _ plans: String...) -> @Sendable (inout FieldState) -> Void
    {
        {
            $0.licenceDetails = [FieldState.licence(id, part, plans: plans)]
            $0.subscriptions.append(FieldState.subscription(id, part, used: 3))
        }
    }

    static let licences: [FieldCase] = credentials + subscriptions + products

    private static let credentials: [FieldCase] = [
        FieldCase(
            name: "A7, everybody comes with nothing", runbook: .licences,
            commands: readable + ["check sign-ins-readable"], right: .fails("fields-readable")
        ) {
            for place in $0.users.indices {
                $0.users[place].merge([
                    "accountEnabled": FieldState.null, "assignedLicenses": [], "createdDateTime": FieldState.null,
                    "signInActivity": FieldState.null,
                ]) { $1 }
            }
        },
        FieldCase(
            name: "A7+, one field is null of everybody", runbook: .licences, commands: readable,
            right: .fails("fields-readable", says: ["accountEnabled"])
        ) { for place in $0.users.indices { $0.users[place]["accountEnabled"] = FieldState.null } },
        FieldCase(
            name: "A7+, one field is left out of everybody", runbook: .licences, commands: readable,
            right: .fails("fields-readable", says: ["createdDateTime"])
        ) { for place in $0.users.indices { $0.users[place]["createdDateTime"] = nil } },
        FieldCase(
            name: "A7-none, no user comes", runbook: .licences, commands: readable, right: .fails("fields-readable")
        ) {
            $0.first = { request, _ in request.path == ["users"] ? .page([]) : nil }
        },
        FieldCase(
            name: "A7-none+, users are refused", runbook: .licences, commands: readable + ["check sign-ins-readable"],
            right: .fails("fields-readable", "sign-ins-readable", as: "✗")
        ) {
            $0.first = { request, _ in
                request.path == ["users"]
                    ? .refused(403, "Authorization_RequestDenied", "Insufficient privileges.") : nil
            }
        },
        FieldCase(
            name: "A7-forbidden, the sign-in activity is refused", runbook: .licences,
            commands: ["check sign-ins-readable"],
            right: .fails("sign-ins-readable", as: "✗", says: ["AuditLog.Read.All"])
        ) {
            $0.first = { request, _ in
                request.path == ["users"] && request.query["$select"]?.contains("signInActivity") == true
                    ? .refused(
                        403, "Authentication_MSGraphPermissionMissing",
                        "Calling principal does not have required MSGraph permissions AuditLog.Read.All") : nil
            }
        },
        FieldCase(
            name: "A7-forbidden+, the tenant isn't licensed for it", runbook: .licences,
            commands: ["check sign-ins-readable"], right: .fails("sign-ins-readable", says: ["signInActivity"])
        ) {
            $0.first = { request, _ in
                request.path == ["users"] && request.query["$select"]?.contains("signInActivity") == true
                    ? .refused(
                        403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
                        "Neither tenant is B2C or tenant doesn't have premium license") : nil
            }
        },
    ]

    private static let subscriptions: [FieldCase] = [
        FieldCase(
            name: "A8, suspended, and the licence is still assigned", commands: licence + FieldCase.everything,
            right: .fails("business-premium", locked: true, says: ["suspended"]),
            alone: [.init("doctor", FieldExpectation(codes: [0, 1, 3], never: ["✓ Licence"]))],
            change: subscription("Suspended", suspended: 25)),
        FieldCase(
            name: "A8-present, as a property of its own", runbook: .probe,
            commands: ["check subscribed", "check seats"],
            right: .fails("subscribed", "seats", says: ["uspended"]), change: subscription("Suspended", suspended: 25)),
        FieldCase(
            name: "A8+, locked out", commands: licence + ["cutover --dry-run"],
            right: .fails("business-premium", locked: true), change: subscription("LockedOut", lockedOut: 25)),
        FieldCase(
            name: "A8+, a state that nobody knows", commands: licence + ["cutover --dry-run"],
            right: .fails("business-premium", locked: true, says: ["Hibernating"], never: ["captive portal"]),
            change: subscription("Hibernating", suspended: 25)),
        FieldCase(
            name: "A8+, it is said to be enabled, and none of its units is", commands: licence + ["cutover --dry-run"],
            right: .fails("business-premium", locked: true), change: subscription("Enabled", suspended: 25)),
        FieldCase(
            name: "A8+, the tenant doesn't list it", commands: licence, right: .fails("business-premium")
        ) { $0.subscriptions = [FieldState.subscription(FieldState.id(77), "FLOW_FREE", used: 1)] },
        FieldCase(
            name: "A8-warning, all units are in their grace period", runbook: .probe,
            commands: ["check subscribed", "check seats", "why seats"],
            right: FieldExpectation(
                marks: ["seats": "✓?"], codes: [0, 3], says: ["grace period"], never: ["-3", "is 0"]),
            change: subscription("Warning", warning: 25)),
        FieldCase(
            name: "A8-warning+, the last one is used", runbook: .probe, commands: ["check seats"],
            right: .fails("seats"), change: subscription("Warning", warning: 25, used: 25)),
        FieldCase(
            name: "A8-warning+, the licence works for the moment", commands: licence + ["why business-premium"],
            right: .passes("business-premium", says: ["grace period"]), change: subscription("Warning", warning: 25)),
    ]

    private static let products: [FieldCase] = [
        FieldCase(
            name: "A9, Business Premium without Teams", commands: licence, right: .passes("business-premium"),
            change: holds(
                "00e1ec7b-e4a3-40d1-9441-b69b597ab222", "Microsoft_365_ Business_ Premium_(no Teams)", "AAD_PREMIUM")),
        FieldCase(
            name: "A9+, for non-profits", commands: licence, right: .passes("business-premium"),
            change: holds(
                "24c35284-d768-4e53-84d9-b7ae73dddf69",
                "Microsoft_365_Business_Premium_Donation_(Non_Profit_Pricing)", "AAD_PREMIUM")),
        FieldCase(
            name: "A9+, in the European Economic Area", commands: licence, right: .passes("business-premium"),
            change: holds(
                "a3f586b6-8cce-4d9b-99d6-55238397f77a", "Office_365_w/o_Teams_Bundle_Business_Premium", "AAD_PREMIUM")),
        FieldCase(
            name: "A9-e5, Microsoft 365 E5", commands: licence,
            // Whether it is enough isn't ours to say; what it is and holds is.
            right: FieldExpectation(
                marks: ["business-premium": "✓✗?"], codes: [0, 1, 3], says: ["Microsoft 365 E5", "Entra ID P"]),
            change: holds("06ebc4ee-1bb5-47dd-8120-11324bc54e06", "SPE_E5", "AAD_PREMIUM", "AAD_PREMIUM_P2")),
        FieldCase(
            name: "A9-e5+, Microsoft 365 E3", commands: licence,
            right: FieldExpectation(
                marks: ["business-premium": "✓✗?"], codes: [0, 1, 3], says: ["Microsoft 365 E3", "Entra ID P1"]),
            change: holds("05e9a617-0261-4cee-bb44-138d3ef5d965", "SPE_E3", "AAD_PREMIUM")),
        FieldCase(
            name: "A9-standard, Business Standard, whose part number is of the other", commands: licence,
            right: .fails("business-premium", as: "✗", says: ["Business Standard"]),
            change: holds("f245ecc8-75af-4f8e-b61f-27d8114de5f3", "O365_BUSINESS_PREMIUM", "EXCHANGE_S_STANDARD")),
        FieldCase(
            name: "A9-standard+, another one of those", commands: licence,
            right: .fails("business-premium", as: "✗", says: ["Business Standard"]),
            change: holds("ac5cef5d-921b-4f97-9ef3-c99076e5470f", "SMB_BUSINESS_PREMIUM", "EXCHANGE_S_STANDARD")),
        FieldCase(
            name: "A9-standard+, no licence at all", commands: licence + ["cutover --dry-run"],
            right: .fails("business-premium", as: "✗", locked: true)
        ) { $0.licenceDetails = [] },
    ]

    @Test(arguments: licences) func whatIsLicensed(_ one: FieldCase) async throws { try await one.test() }
}
