import Foundation
import Tenant
import TestSupport
import Testing

@testable import SimulatedTenant

/// `$filter`: what it means, what it refuses, and that nothing makes it fall over.
@Suite(.computing, .serialized) struct FilterTests {
    private static let objects: [JSON] = [
        ["id": "1", "displayName": "Ida O'Hara", "age": 30, "tags": ["a", "b"], "mail": nil, "isOn": true],
        ["id": "2", "displayName": "Jonas", "age": 41, "tags": ["b"], "mail": "j@x.example", "isOn": false],
        ["id": "3", "displayName": "Zoë", "age": 41, "tags": [], "mail": "z@x.example", "isOn": true],
    ]

    @Test(
        .serialized,
        arguments: [
            ("displayName eq 'ida o''hara'", "1"), ("displayName ne 'Jonas'", "13"), ("mail eq null", "1"),
            ("mail ne null", "23"), ("isOn eq true", "13"), ("age gt 30", "23"), ("age ge 30 and age lt 41", "1"),
            ("age le 30 or isOn eq false", "12"), ("not (isOn eq true)", "2"), ("not isOn eq true", "2"),
            // and binds before or.
            ("isOn eq false or isOn eq true and age eq 30", "12"),
            ("(isOn eq false or isOn eq true) and age eq 30", "1"),
            ("id in ('1','3')", "13"), ("startswith(displayName,'zo')", "3"), ("endsWith(mail,'X.EXAMPLE')", "23"),
            ("tags/any(t:t eq 'a')", "1"), ("tags/any(t: t eq 'b')", "12"), ("tags/any()", "12"),
            ("tags/any(t:startswith(t,'b') and t ne 'a')", "12"), ("status/errorCode eq 0", ""), ("age eq '30'", ""),
        ])
    func aFilterMeansWhatODataSays(text: String, ids: String) throws {
        let filter = try Filter.parse(text)
        let found = Self.objects.filter { filter.matches(.whole($0)) }.compactMap { $0["id"].string }.joined()
        #expect(found == ids)
    }

    @Test(
        .serialized,
        arguments: [
            ("", 400), ("displayName", 400), ("displayName eq", 400), ("displayName eq x", 400), ("eq eq 'x'", 200),
            ("displayName eq 'x", 400), ("(displayName eq 'x'", 400), ("displayName eq 'x')", 400),
            ("a eq 1 b eq 2", 400),
            ("displayName like 'x'", 400), ("displayName has 'x'", 501), ("length(displayName) eq 3", 501),
            ("contains(displayName,'x')", 400), ("tags/$count eq 0", 501), ("id in ()", 400), ("tags/any(t)", 400),
            (String(repeating: "(", count: 500) + "a eq 1" + String(repeating: ")", count: 500), 400),
            (String(repeating: "not ", count: 500) + "a eq 1", 400),
        ])
    func whatIsNotServedIsRefusedByName(text: String, status: Int) {
        do {
            _ = try Filter.parse(text)
            #expect(status == 200)
        } catch {
            #expect(error.status == status)
        }
    }

    @Test(arguments: 0..<50) func nothingMakesItFallOver(seed: UInt64) {
        var random = SeededGenerator(seed)
        let words = [
            "displayName", "eq", "ne", "and", "or", "not", "(", ")", "'", "''", "'x'", ",", "in", "any(", "tags/any(t:",
            "t", "null", "true", "1", "-", "/", ":", "$", "%", "é", " ", "startswith(", "\u{202E}",
        ]
        for _ in 0..<200 {
            let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                words.randomElement(using: &random) ?? ""
            }.joined(separator: Bool.random(using: &random) ? " " : "")
            guard let filter = try? Filter.parse(text) else { continue }
            for object in Self.objects { _ = filter.matches(.whole(object)) }
        }
    }

    /// What the client writes as a literal means that text, whatever stands behind a quote in it.
    @Test func aLiteralMeansItsText() throws {
        for joined in ["", "\u{301}", "\u{200D}", "\u{FE0F}", "\u{338}", "\n", "\r"] {
            for text in ["'\(joined)", "a'\(joined) or id ne '\(joined)", "''\(joined)", "\(joined)'", "x\(joined)')"] {
                let objects: [JSON] = [
                    ["id": "1", "displayName": .string(text)], ["id": "2", "displayName": "other"],
                ]
                let filter = try Filter.parse("displayName eq \(GraphPath.literal(text))")
                let found = objects.filter { filter.matches(.whole($0)) }.compactMap { $0["id"].string }
                #expect(found == ["1"], "\(text.debugDescription)")
            }
        }
    }
}
