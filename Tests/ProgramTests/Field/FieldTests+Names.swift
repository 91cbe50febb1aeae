import TestSupport
import Testing

/// One domain's name, in its own letters or as DNS holds it: what somebody typed, what Graph says, what a file has.
extension FieldTests {
    private static let (own, dns) = ("würft.example", "xn--wrft-0ra.example")
    /// The second letter is Cyrillic.
    private static let alike = "wеrft.example"

    private static func named(
        _ what: String, typed: String, tenant: String, file: String, linked: [String] = ["greta", "henk", "imke"],
        _ right: FieldExpectation, alone: FieldExpectation
    ) -> FieldCase {
        let identifiers = ["greta": "udi-0001", "henk": "udi-0002", "imke": "udi-0003"]
        let rows = linked.map { "\($0)@\(file),\($0),\(identifiers[$0] ?? ""),active" }
        return FieldCase(
            name: "names: \(what)",
            accounts: .file("accounts.csv", ([FieldAccounts.header] + rows).joined(separator: "\n") + "\n"),
            answers: ["domain": typed, "admin_upn": "greta@\(typed)"],
            commands: ["check domain-ready", "check nobody-locked-out"], right: right,
            alone: [.init("identifiers --with ACCOUNTS --domain \(typed) --blast", alone)]
        ) {
            $0.domains[0]["id"] = tenant
            for place in 0..<3 {
                let name = ($0.users[place]["userPrincipalName"] as? String ?? "")
                    .replacing("@\(FieldState.domain)", with: "@\(tenant)")
                $0.users[place]["userPrincipalName"] = name
                $0.users[place]["mail"] = name
                $0.users[place]["proxyAddresses"] = ["SMTP:\(name)"]
            }
            $0.administrators[0]["userPrincipalName"] = "greta@\(tenant)"
        }
    }

    private static let well = FieldExpectation.passes(
        "domain-ready", "nobody-locked-out", never: ["isn't a domain of this tenant"])

    private static func loses(_ who: String) -> FieldExpectation {
        FieldExpectation(marks: ["domain-ready": "✓", "nobody-locked-out": "✗"], codes: [1], says: [who])
    }

    static let spellings: [FieldCase] = [
        named("typed as DNS has it", typed: dns, tenant: own, file: own, well, alone: .passes()),
        named("typed in its letters", typed: own, tenant: dns, file: dns, well, alone: .passes()),
        named("a file in its letters", typed: dns, tenant: dns, file: own, well, alone: .passes()),
        named("in capitals", typed: own, tenant: "WÜRFT.example", file: dns.uppercased(), well, alone: .passes()),
        named(
            "somebody isn't in the file", typed: dns, tenant: own, file: own, linked: ["greta", "imke"],
            loses("henk@"), alone: FieldExpectation(codes: [1], says: ["henk@"])),
        named(
            "nobody is in the file", typed: own, tenant: dns, file: dns, linked: ["greta"], loses("imke@"),
            alone: FieldExpectation(codes: [1], says: ["henk@", "imke@"])),
        named(
            "letters that look alike", typed: alike, tenant: "werft.example", file: "werft.example",
            FieldExpectation(
                marks: ["domain-ready": "?", "nobody-locked-out": "?"], codes: [2],
                says: ["U+0435 (CYRILLIC SMALL LETTER IE), among Latin letters"]),
            alone: FieldExpectation(codes: [1, 2, 3], says: ["isn't a domain of this tenant"])),
    ]

    @Test(arguments: spellings) func aNameHasTwoForms(_ one: FieldCase) async throws { try await one.test() }
}
