import Foundation
import TestSupport
import Testing

@testable import SimulatedTenant

/// People who follow from a seed: the same ones each time, found by every name they have.
@Suite(.computing, .serialized) struct PopulationTests {
    private static func population(_ count: Int, seed: Int = 7, discrepancies: [Discrepancy: Int] = [:]) -> Population {
        Population(
            seed: seed, domain: "nordwind.example", count: count, isOnboarded: true, skuIDs: ["sku"], disabledCount: 0,
            discrepancies: discrepancies, reserved: ["ida.holm@nordwind.example"], createdAt: Date())
    }

    @Test func everybodyIsThemselvesAndNobodyElse() {
        let people = Self.population(Effort.times(4_000, long: 20_000), discrepancies: [.unlinked: 3])
        let users = GeneratedUsers(population: people)
        let accounts = GeneratedAccounts(population: people)
        var addresses: Set<String> = []
        for place in 0..<people.count {
            let address = people.address(place)
            #expect(addresses.insert(address).inserted, "\(address) twice")
            #expect(address.allSatisfy { $0.isASCII } && address != "ida.holm@nordwind.example")
            #expect(users.index(where: "userPrincipalName", is: address) == place)
            #expect(users.index(of: people.id(place)) == place)
            #expect(accounts.index(of: people.peigID(place)) == place)
            #expect(accounts.index(where: "userName", is: people.peigAddress(place)) == place)
            #expect(
                people.id(place).wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/)
                    != nil)
        }
        for stranger in ["ida.holm@nordwind.example", "nobody@nordwind.example", "", "@", people.address(0) + "x"] {
            #expect(users.index(where: "userPrincipalName", is: stranger) == nil)
        }
        #expect(users.index(of: people.peigID(0)) == nil)
    }

    /// What is asked for alone is what the whole object has.
    @Test func onePropertyIsThatOfTheWhole() {
        let users = GeneratedUsers(
            population: Self.population(300, discrepancies: [.wrongIdentifier: 2, .unlinked: 2]))
        for place in 0..<users.count {
            for (key, value) in users.object(at: place).members { #expect(users.value(of: key, at: place) == value) }
        }
    }

    @Test func theSeedDecides() {
        let (one, same, other) = (Self.population(500), Self.population(500), Self.population(500, seed: 8))
        #expect((0..<500).allSatisfy { one.address($0) == same.address($0) && one.id($0) == same.id($0) })
        #expect((0..<500).contains { one.address($0) != other.address($0) })
        #expect(Set((0..<500).map(other.id)).isDisjoint(with: (0..<500).map(one.id)))
    }

    /// Planted discrepancies, each of its kind, and nobody else's accounts touched.
    @Test func discrepanciesAreOfTheirKinds() {
        let wanted: [Discrepancy: Int] = [
            .missingInPeig: 2, .missingInMicrosoft: 3, .unlinked: 4, .wrongIdentifier: 5, .faultyRequest: 6,
        ]
        let people = Self.population(100, discrepancies: wanted)
        for (kind, count) in wanted {
            #expect((0..<100).count { people.discrepancy(at: $0) == kind } == count)
        }
        for place in 0..<100 {
            let isRight = people.immutableID(place) == people.identifier(place)
            switch people.discrepancy(at: place) {
            case .none, .missingInMicrosoft: #expect(isRight && people.hasPeigAccount(place))
            case .missingInPeig, .faultyRequest:
                #expect(people.immutableID(place) == nil && !people.hasPeigAccount(place))
            case .unlinked:
                #expect(people.immutableID(place) == nil && people.peigAddress(place) != people.address(place))
            case .wrongIdentifier: #expect(!isRight && people.immutableID(place) != nil)
            }
            #expect(people.mistypedAddress(place) != people.address(place))
        }
    }
}
