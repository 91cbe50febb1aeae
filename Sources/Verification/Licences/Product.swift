/// A product that Microsoft licenses, as its list names it. One product is sold under several part numbers: without Teams,
/// for the EEA, for non-profits, with a least number of seats. They are of one family, and a trial is of the product that
/// it tries (Graph: companySubscription, `isTrial`).
///
/// From Microsoft: "Product names and service plan identifiers for licensing", as of October 2025.
public struct Product: Sendable {
    enum Family: String, Sendable {
        case businessPremium = "Microsoft 365 Business Premium"
        case businessStandard = "Microsoft 365 Business Standard"
        case businessBasic = "Microsoft 365 Business Basic"
        case appsForBusiness = "Microsoft 365 Apps for business"
        case e3 = "Microsoft 365 E3"
        case e5 = "Microsoft 365 E5"
        case f1 = "Microsoft 365 F1"
        case f3 = "Microsoft 365 F3"
        case a3 = "Microsoft 365 A3"
        case a5 = "Microsoft 365 A5"
        case officeE1 = "Office 365 E1"
        case officeE3 = "Office 365 E3"
        case officeE5 = "Office 365 E5"
        case officeF3 = "Office 365 F3"
        case exchangePlan1 = "Exchange Online (Plan 1)"
        case exchangePlan2 = "Exchange Online (Plan 2)"
        case exchangeKiosk = "Exchange Online Kiosk"
        case entraP1 = "Microsoft Entra ID P1"
        case entraP2 = "Microsoft Entra ID P2"
        case mobilityE3 = "Enterprise Mobility + Security E3"
        case mobilityE5 = "Enterprise Mobility + Security E5"
    }

    /// What of a product matters here; the list has many more service plans.
    enum Part: String, Sendable, CaseIterable {
        case entraP2 = "Entra ID P2"
        case entraP1 = "Entra ID P1"
        case intune = "Intune"
        case exchange2 = "Exchange Online (Plan 2)"
        case exchange1 = "Exchange Online (Plan 1)"
        case office = "the Office apps"
        case teams = "Teams"

        /// The service plans that it goes by: whichever is there.
        var plans: Set<String> {
            switch self {
            case .entraP2: ["AAD_PREMIUM_P2"]
            case .entraP1: ["AAD_PREMIUM"]
            case .intune: ["INTUNE_A"]
            case .exchange2: ["EXCHANGE_S_ENTERPRISE"]
            case .exchange1: ["EXCHANGE_S_STANDARD"]
            case .office: ["OFFICESUBSCRIPTION", "OFFICE_BUSINESS"]
            case .teams: ["TEAMS1"]
            }
        }

        /// What holds all of it and more.
        var broader: Part? {
            switch self {
            case .entraP1: .entraP2
            case .exchange1: .exchange2
            case .entraP2, .intune, .exchange2, .office, .teams: nil
            }
        }
    }

    let family: Family
    /// The SKU's part number, as most tenants show it.
    let partNumber: String
    /// The SKU's GUID, in small letters.
    let sku: String
    let name: String
    let parts: Set<Part>

    init(_ family: Family, _ partNumber: String, _ sku: String, _ name: String, _ parts: Part...) {
        self.family = family
        self.partNumber = partNumber
        self.sku = sku
        self.name = name
        self.parts = Set(parts)
    }

    /// The product of a part number or a GUID. Part numbers are compared without their blanks, which aren't the same in all
    /// tenants, and both of them letter case aside.
    static func of(_ text: String) -> Product? { index[folded(text)] }

    /// The product of a licence: its GUID is the surer name.
    static func of(sku: String, partNumber: String) -> Product? { of(sku) ?? of(partNumber) }

    /// The product's name, or the part number itself where the list doesn't know it.
    public static func name(_ partNumber: String) -> String { of(partNumber)?.name ?? partNumber }

    static func folded(_ text: String) -> String { text.filter { !$0.isWhitespace }.lowercased() }

    private static let index = Dictionary(
        list.flatMap { [(folded($0.partNumber), $0), ($0.sku, $0)] }, uniquingKeysWith: { first, _ in first })

    /// "Entra ID P1, Intune, Exchange Online (Plan 1)".
    static func words(_ parts: Set<Part>) -> String {
        Part.allCases.filter { part in parts.contains(part) && !(part.broader.map(parts.contains) ?? false) }
            .map(\.rawValue).joined(separator: ", ")
    }

    /// What of another's parts a holder of these would miss.
    static func missing(_ wanted: Set<Part>, in held: Set<Part>) -> Set<Part> {
        wanted.filter { part in !held.contains(part) && !(part.broader.map(held.contains) ?? false) }
    }
}
