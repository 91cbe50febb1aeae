import Foundation
import Journal
import Tenant
import TestSupport
import Testing

@testable import Verification

/// One product, many names: what is of a family, what isn't, and what nobody can tell.
@Suite(.serialized) struct LicenceTests {
    enum Wanted: Sendable {
        case passed
        case red([String])
        case unknown(String)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var license = "SPB"
        var expectation = "assigned: true"
        /// SKU and part number of what the user has.
        let held: [(sku: String, part: String)]
        var plans = ""
        let wanted: Wanted

        var testDescription: String { name }
    }

    private static let premium = "cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46"
    private static let none = "00000000-0000-0000-0000-000000000000"

    @Test(
        .serialized,
        arguments: [
            Case(name: "itself", held: [(premium, "SPB")], wanted: .passed),
            Case(
                name: "without Teams", held: [(none, "Microsoft_365_ Business_ Premium_(no Teams)")], wanted: .passed),
            Case(
                name: "without Teams, other blanks", held: [(none, "microsoft_365_Business_Premium_(no Teams)")],
                wanted: .passed),
            Case(
                name: "EEA, by its GUID alone", held: [("A3F586B6-8CCE-4D9B-99D6-55238397F77A", "NEW_NAME")],
                wanted: .passed),
            Case(
                name: "for non-profits",
                held: [(none, "Microsoft_365_Business_Premium_Donation_(Non_Profit_Pricing)")], wanted: .passed),
            Case(name: "a GUID in capitals", held: [(premium.uppercased(), "RENAMED")], wanted: .passed),
            Case(
                name: "asked by GUID in capitals", license: premium.uppercased(),
                held: [("24c35284-d768-4e53-84d9-b7ae73dddf69", "x")], wanted: .passed),
            Case(name: "beside others", held: [(none, "FLOW_FREE"), (premium, "SPB")], wanted: .passed),
            Case(
                name: "E5", held: [("06ebc4ee-1bb5-47dd-8120-11324bc54e06", "SPE_E5")],
                wanted: .red(["Microsoft 365 E5, which holds Entra ID P2, Intune", "so all that", "waive this item"])),
            Case(
                name: "E3 without Teams", held: [("dcf0408c-aaec-446c-afd4-43e3683943ea", "x")],
                wanted: .red(["Microsoft 365 E3 (no Teams), which holds Entra ID P1, Intune", "lacks Teams"])),
            Case(
                name: "Standard, whose part number says Premium", held: [(none, "O365_BUSINESS_PREMIUM")],
                wanted: .red(["Microsoft 365 Business Standard", "lacks Entra ID P1, Intune"])),
            Case(
                name: "Standard, without Teams", held: [(none, "MICROSOFT_365_BUSINESS_STANDARD_NO_TEAMS")],
                wanted: .red(["lacks Entra ID P1, Intune, Teams"])),
            Case(name: "nothing", held: [], wanted: .red(["assigned: none."])),
            Case(
                name: "one that no list has, and that holds less", held: [(none, "SOMETHING_NEW")],
                plans: #"{"servicePlanName": "AAD_PREMIUM"}"#, wanted: .red(["SOMETHING_NEW, which holds Entra ID P1"])),
            Case(
                name: "one that no list has, and that holds as much", held: [(none, "SPB_2030")],
                plans:
                    #"{"servicePlanName": "AAD_PREMIUM"}, {"servicePlanName": "INTUNE_A"}, {"servicePlanName": "TEAMS1"}, "#
                    + #"{"servicePlanName": "EXCHANGE_S_STANDARD"}, {"servicePlanName": "OFFICE_BUSINESS"}"#,
                wanted: .unknown("isn't in the list of products")),
            Case(
                name: "asked for by a mistyped name", license: "SBP", expectation: "assigned: false",
                held: [(none, "O365_BUSINESS_PREMIUM")], wanted: .red(["SBP is no product", "did you mean \"SPB\"?"])),
            Case(
                name: "another family by its GUID", license: "05E9A617-0261-4CEE-BB44-138D3EF5D965",
                held: [(none, "SPE_E3_USGOV_GCCHIGH")], wanted: .passed),
        ])
    func aLicenceGoesByItsFamily(example: Case) async throws {
        let held = example.held.map {
            """
            {"id": "\($0.part)", "skuId": "\($0.sku)", "skuPartNumber": "\($0.part)", "servicePlans": [\(example.plans)]}
            """
        }
        let result = try await SmallGraph.result(
            "license: \"\(example.license)\"\n      user: ida@a.example", example.expectation,
            [
                GraphPath(["users", "ida@a.example", "licenseDetails"]):
                    "{\"value\": [\(held.joined(separator: ","))]}",
                GraphPath(["subscribedSkus"]): SmallGraph.list(
                    ([(sku: Self.premium, part: "SPB")] + example.held).map {
                        #"""
                        {"skuId": "\#($0.sku)", "skuPartNumber": "\#($0.part)", "consumedUnits": 1,
                         "capabilityStatus": "Enabled", "appliesTo": "User", "servicePlans": [],
                         "prepaidUnits": {"enabled": 2, "suspended": 0, "warning": 0, "lockedOut": 0}}
                        """#
                    }.joined(separator: ",")),
            ])
        expect(result?.verdict, example.wanted, example.name)
    }

    /// The list itself: GUIDs are GUIDs, in small letters, and nothing is in it twice.
    @Test(.computing) func theListIsInOrder() {
        var names: Set<String> = []
        for product in Product.list {
            #expect(UUID(uuidString: product.sku) != nil && product.sku == product.sku.lowercased(), "\(product.sku)")
            #expect(names.insert(Product.folded(product.partNumber)).inserted, "\(product.partNumber) is there twice")
            #expect(names.insert(product.sku).inserted, "\(product.sku) is there twice")
        }
        #expect(Product.name("O365_BUSINESS_PREMIUM") == "Microsoft 365 Business Standard")
        #expect(Product.name("NOBODY_KNOWS") == "NOBODY_KNOWS")
    }

    private func expect(_ verdict: Verdict?, _ wanted: Wanted, _ name: String) {
        switch (verdict, wanted) {
        case (.passed, .passed): break
        case (.failed(let findings), .red(let says)):
            let words = findings.map { "\($0.message) → \($0.remedy)" }.joined(separator: "\n")
            for part in says { #expect(words.contains(part), "\(name): \(words)") }
        case (.unknown(let obstacle), .unknown(let says)):
            #expect(obstacle.reason.contains(says), "\(name): \(obstacle)")
        default: Issue.record("\(name): \(verdict as Any)")
        }
    }
}
