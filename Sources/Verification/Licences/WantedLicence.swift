import Runbook
import Tenant
import YAMLDocument

/// The licence that a check asks for: by a part number or a GUID, and any of the same family will do.
struct WantedLicence: Sendable {
    let text: String
    let product: Product?

    init(_ text: String) {
        self.text = text
        product = Product.of(text)
    }

    var name: String { product.map { $0.family.rawValue } ?? text }

    func isMet(by license: LicenseDetails) -> Bool {
        isMet(bySKU: license.skuId, partNumber: license.skuPartNumber)
    }

    func isMet(bySKU sku: String, partNumber: String) -> Bool {
        if let product, let other = Product.of(sku: sku, partNumber: partNumber) {
            return other.family == product.family
        }
        let wanted = Product.folded(text)
        return [sku, partNumber].contains { Product.folded($0) == wanted }
    }

    /// A name that is in no list may be a typing error, of which everything would be absent.
    /// - Parameter there: part numbers that the tenant has.
    func unknown(there: [String]) -> Impediment {
        let hint = Suggestion.hint(for: text, in: there + Product.list.map(\.partNumber))
        return .missing(
            message: "\(text) is no product that Lockstep or this tenant knows"
                + (hint.isEmpty ? "." : hint),
            remedy: "Correct the part number in the runbook; the tenant has \(Value.list(there).words).")
    }

    /// What somebody's licences are, none of which is the wanted one.
    func missing(in licenses: [LicenseDetails], of user: String) throws -> Observed {
        var words: [String] = []
        var serves: String?
        for license in licenses {
            let product = Product.of(sku: license.skuId, partNumber: license.skuPartNumber)
            let parts = try product?.parts ?? parts(of: license)
            if product == nil, let wanted = self.product, !wanted.parts.isEmpty,
                Product.missing(wanted.parts, in: parts).isEmpty
            {
                // A part number that came after the list may be of the family.
                throw TenantFault.elsewhere(
                    "\(user) has a licence \(license.skuPartNumber), which isn't in the list of products that Lockstep "
                        + "knows, and holds what \(name) holds.",
                    remedy: "Look at it: Microsoft 365 admin center → Billing → Licenses. Then update Lockstep.")
            }
            words.append(self.words(product?.name ?? license.skuPartNumber, parts))
            if let wanted = self.product, Product.missing(wanted.parts, in: parts).isEmpty, !wanted.parts.isEmpty {
                serves = serves ?? product?.name
            }
        }
        return Observed(
            .boolean(false),
            explanation: "\(user) has no \(name) licence; assigned: "
                + (words.isEmpty ? "none." : words.joined(separator: "; ") + "."),
            remedy: serves.map {
                "If \($0) will do for what the runbook wants, waive this item with that as the reason; if not: \(LicenseResource.place)"
            })
    }

    /// "Microsoft 365 E5, which holds Entra ID P2, Intune and lacks nothing of Microsoft 365 Business Premium's".
    private func words(_ name: String, _ parts: Set<Product.Part>) -> String {
        guard !parts.isEmpty else { return name }
        let held = "\(name), which holds \(Product.words(parts))"
        guard let product, !product.parts.isEmpty else { return held }
        let missing = Product.missing(product.parts, in: parts)
        return missing.isEmpty
            ? "\(held), and so all that \(self.name) holds of these"
            : "\(held), and lacks \(Product.words(missing))"
    }

    /// By its service plans.
    private func parts(of license: LicenseDetails) throws -> Set<Product.Part> {
        let plans = Set(
            try license.servicePlans.required(of: "the licence \(license.skuPartNumber)").map {
                try $0.servicePlanName.required(of: "a service plan of \(license.skuPartNumber)")
            })
        return Set(Product.Part.allCases.filter { !plans.isDisjoint(with: $0.plans) })
    }
}
