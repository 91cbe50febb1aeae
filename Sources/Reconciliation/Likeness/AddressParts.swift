import Sameness

/// An address in its two halves, in the form in which addresses are compared: lowercased, composed, the domain's name as
/// DNS holds it.
struct AddressParts: Hashable {
    let local: String
    let domain: String

    init(_ address: String) {
        let folded = Folding.address(address)
        if let at = folded.lastIndex(of: "@") {
            local = String(folded[..<at])
            domain = String(folded[folded.index(after: at)...])
        } else {
            local = folded
            domain = ""
        }
    }

    /// Whether it is of a domain, or of one below it.
    func isBelow(_ name: String) -> Bool { DomainName.isWithin(domain, name) }
}
