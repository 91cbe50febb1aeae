/// A population's accounts in Peig.
struct GeneratedAccounts: GeneratedObjects {
    let population: Population

    var count: Int { population.count }

    func id(at place: Int) -> String { population.peigID(place) }
    func index(of id: String) -> Int? { population.place(ofPeigID: id) }

    func index(where property: String, is value: String) -> Int? {
        switch property {
        case "microsoftId": population.place(ofID: value).flatMap { isLinked($0) ? $0 : nil }
        case "userName":
            population.place(ofAddress: value).flatMap { population.discrepancy(at: $0) == .unlinked ? nil : $0 }
                ?? population.unlinkedPlace(ofPeigAddress: value)
        default: nil
        }
    }

    private func isLinked(_ place: Int) -> Bool {
        switch population.discrepancy(at: place) {
        case .missingInMicrosoft, .unlinked: false
        default: true
        }
    }

    func value(of property: String, at place: Int) -> JSON { object(at: place)[property] }

    func object(at place: Int) -> JSON {
        PeigAccount.object(
            id: id(at: place), userName: population.peigAddress(place), name: population.displayName(place),
            identifier: population.identifier(place), microsoftID: isLinked(place) ? population.id(place) : nil,
            status: "active")
    }
}
