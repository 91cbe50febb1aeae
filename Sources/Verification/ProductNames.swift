/// Licences as the admin centre names them: a part number says little, and some mislead (O365_BUSINESS_PREMIUM is
/// Business Standard). From Microsoft's list of product names and service plan identifiers.
public enum ProductNames {
    private static let names = [
        "SPB": "Microsoft 365 Business Premium", "O365_BUSINESS_PREMIUM": "Microsoft 365 Business Standard",
        "O365_BUSINESS_ESSENTIALS": "Microsoft 365 Business Basic", "SPE_E3": "Microsoft 365 E3",
        "SPE_E5": "Microsoft 365 E5", "STANDARDPACK": "Office 365 E1", "ENTERPRISEPACK": "Office 365 E3",
        "ENTERPRISEPREMIUM": "Office 365 E5", "EXCHANGESTANDARD": "Exchange Online (Plan 1)",
        "AAD_PREMIUM": "Entra ID P1", "AAD_PREMIUM_P2": "Entra ID P2",
    ]

    /// The product's name, or the part number itself where the list doesn't know it.
    public static func name(_ partNumber: String) -> String { names[partNumber] ?? partNumber }
}
