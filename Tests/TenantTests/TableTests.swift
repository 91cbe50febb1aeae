import Foundation
import TestSupport
import Testing

@testable import SimulatedTenant

/// The table over generated objects against a plain list: whatever is done to it, and taken back.
@Suite(.computing, .serialized) struct TableTests {
    /// The plain list: ids in order, with their objects.
    private struct Model: Equatable {
        var order: [String] = []
        var objects: [String: JSON] = [:]

        mutating func put(_ object: JSON, _ id: String) {
            if objects.updateValue(object, forKey: id) == nil { order.append(id) }
        }

        mutating func remove(_ id: String) {
            if objects.removeValue(forKey: id) != nil { order.removeAll { $0 == id } }
        }
    }

    @Test(arguments: 0..<40) func aTableIsItsList(seed: UInt64) {
        var random = SeededGenerator(seed)
        let people = Population(
            seed: 3, domain: "a.example", count: 12, isOnboarded: false, skuIDs: [], disabledCount: 0,
            discrepancies: [:], reserved: [], createdAt: Date(timeIntervalSince1970: 0))
        let generated = GeneratedUsers(population: people)
        var table = Table(keys: ["userPrincipalName"], generated: generated)
        var model = Model()
        for place in 0..<12 { model.put(generated.object(at: place), people.id(place)) }
        let known = (0..<12).map(people.id) + (0..<8).map { "added-\($0)" }
        for step in 0..<60 {
            let before = model
            var undos: [Table.Undo] = []
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let id = known.randomElement(using: &random) ?? ""
                if Bool.random(using: &random) {
                    let object: JSON = ["id": .string(id), "userPrincipalName": .string("\(id)-\(step)@a.example")]
                    undos.append(table.put(object, id: id))
                    // A generated object that was removed comes back at its own place.
                    if let place = people.place(ofID: id), model.objects[id] == nil {
                        let position = model.order.firstIndex { other in
                            people.place(ofID: other).map { $0 > place } ?? true
                        }
                        model.order.insert(id, at: position ?? model.order.count)
                        model.objects[id] = object
                    } else {
                        model.put(object, id)
                    }
                } else {
                    undos.append(table.remove(id))
                    model.remove(id)
                }
            }
            if Bool.random(using: &random) {
                for undo in undos.reversed() { table.take(back: undo) }
                model = before
            }
            #expect(table.count == model.order.count)
            #expect(table.ids == model.order)
            #expect(table.all == model.order.compactMap { model.objects[$0] })
            for id in known {
                #expect(table[id] == model.objects[id])
                guard let upn = model.objects[id]?["userPrincipalName"].string else { continue }
                #expect(table.first("userPrincipalName", upn.uppercased())?["id"].string == id)
            }
            for place in 0..<12 where model.objects[people.id(place)]?["mail"] == nil {
                #expect(table.first("userPrincipalName", people.address(place)) == nil, "found under an old name")
            }
        }
    }

    /// A page begins where the last one ended, whatever was removed in between.
    @Test func placesAreBookmarks() {
        var table = Table()
        for number in 0..<10 { _ = table.put(["id": .string("\(number)")], id: "\(number)") }
        let first = Array(table.placed(from: 0).prefix(4))
        _ = table.remove("2")
        _ = table.remove("5")
        let rest = table.placed(from: (first.last?.place ?? 0) + 1).compactMap { $0.row["id"].string }
        #expect(rest == ["4", "6", "7", "8", "9"])
    }

    @Test(
        .serialized,
        arguments: [
            #"{"a":[1,2.5,-3],"b":"q\"\\\n\u0001","c":{"d":null,"e":true,"f":false}}"#, "[]", "{}", #""✓ Ω 😀""#,
        ])
    func writtenJSONIsTheSameJSON(text: String) throws {
        let json = try #require(JSON.parse(Data(text.utf8)))
        #expect(JSON.parse(Data(json.bytes())) == json)
    }
}
