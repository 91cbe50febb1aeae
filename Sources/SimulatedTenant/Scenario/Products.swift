/// What Microsoft sells: SKU ids and their service plans by part number.
///
/// From Microsoft's published list of product names and service plan identifiers.
enum Products {
    private static let p1 = ["AAD_PREMIUM": "41781fb2-bc02-4b7c-bd55-b576c07bb09d"]

    private static let businessPremium = [
        "AAD_PREMIUM": "41781fb2-bc02-4b7c-bd55-b576c07bb09d",
        "INTUNE_A": "c1ec4a95-1f05-45b3-a911-aa3fa01094f5",
        "EXCHANGE_S_STANDARD": "9aaf7827-d63c-4b61-89c3-182f06f82e5c",
    ]

    static let all: [String: (sku: String, plans: [String: String])] = [
        "SPB": ("cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46", businessPremium),
        // With the blanks that it really has.
        "Microsoft_365_ Business_ Premium_(no Teams)": ("00e1ec7b-e4a3-40d1-9441-b69b597ab222", businessPremium),
        "Microsoft_365_Business_Premium_Donation_(Non_Profit_Pricing)": (
            "24c35284-d768-4e53-84d9-b7ae73dddf69", businessPremium
        ),
        "Office_365_w/o_Teams_Bundle_Business_Premium": ("a3f586b6-8cce-4d9b-99d6-55238397f77a", businessPremium),
        "O365_BUSINESS_PREMIUM": ("f245ecc8-75af-4f8e-b61f-27d8114de5f3", [:]),
        "O365_BUSINESS_ESSENTIALS": ("3b555118-da6a-4418-894f-7df1e2096870", [:]),
        "SPE_E3": ("05e9a617-0261-4cee-bb44-138d3ef5d965", p1),
        "SPE_E5": ("06ebc4ee-1bb5-47dd-8120-11324bc54e06", p1),
        "STANDARDPACK": ("18181a46-0d4e-45cd-891e-60aabd171b4e", [:]),
        "ENTERPRISEPACK": ("6fd2c87f-b296-42f0-b197-1e91e994b900", [:]),
        "ENTERPRISEPREMIUM": ("c7df2760-2c81-4ef7-b578-5b5392b571df", [:]),
        "EXCHANGESTANDARD": (
            "4b9405b0-7788-4568-add1-99614e613b69", ["EXCHANGE_S_STANDARD": "9aaf7827-d63c-4b61-89c3-182f06f82e5c"]
        ),
        "AAD_PREMIUM": ("078d2b04-f1bd-4111-bbd4-b4b1b354cef4", p1),
        "AAD_PREMIUM_P2": (
            "84a661c4-e949-4bd2-a560-ed7766fcaf2b",
            [
                "AAD_PREMIUM": "41781fb2-bc02-4b7c-bd55-b576c07bb09d",
                "AAD_PREMIUM_P2": "eec0eb4f-6444-4f95-aba0-50c24d67f998",
            ]
        ),
    ]
}
