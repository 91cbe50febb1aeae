import Foundation
import TestSupport
import Testing

/// Every short sequence of steps, from where a switch can stand: the same rules as by chance, and nothing left out. On each
/// change, every sequence of three, and of each of these some go on.
@Suite(.computing) struct AftermathExplorationTests {
    enum Root: String, CaseIterable {
        case nothingSent, inFlight, switched, removalInFlight, commandsGiven, setBack

        var letters: [SwitchLetter] {
            let done: [SwitchLetter] = [
                .sends(.a, .plan, .executed(after: 0), leaves: 0, .clear(after: 1)), .waits(29),
                .reads(.a, .init()), .waits(601),
            ]
            return switch self {
            case .nothingSent: []
            case .inFlight:
                [.sends(.a, .plan, .executed(after: 7_000), leaves: 1, .unclear(after: 30)), .waits(601)]
            case .switched: done
            case .removalInFlight:
                done + [.removes(.a, .init(), .executed(after: 700), leaves: 0, .unclear(after: 30)), .waits(601)]
            case .commandsGiven: [.givesCommands(.a, .plan), .waits(29)]
            case .setBack: done + [.otherHandSetsBack, .reads(.a, .init()), .waits(601)]
            }
        }
    }

    private static let letters: [SwitchLetter] = [
        .waits(601), .waits(90_000),
        .sends(.a, .plan, .executed(after: 0), leaves: 0, .clear(after: 1)),
        .sends(.a, .plan, .executed(after: 7_000), leaves: 0, .unclear(after: 1)),
        .sends(.b, .otherIssuer, .executed(after: 700), leaves: 0, .none),
        .sends(.b, .plan, .refused, leaves: 0, .clear(after: 1)),
        .givesCommands(.b, .plan), .runsCommands(.executed(after: 0)),
        .removes(.a, .init(), .executed(after: 0), leaves: 0, .clear(after: 1)),
        .removes(.b, .init(lag: 1), .lost, leaves: 0, .unclear(after: 1)),
        .reads(.a, .init()), .reads(.b, .init(lag: 1)), .reads(.a, .init(lag: 2, isReadable: false)),
        .reads(.a, .init(lag: 1, hoursOff: 30)),
        .otherHandSwitches, .otherHandSetsBack, .finds(.a, isOwn: true),
    ]

    @Test(arguments: Root.allCases)
    func noShortSequenceLeadsToSomethingFalse(root: Root) throws {
        var start = try SwitchPeople()
        for letter in root.letters { _ = try start.follow(letter) }
        var (followed, turn) = (0, 0)
        var wrong: [String] = []
        func explore(_ people: SwitchPeople, _ path: [SwitchLetter]) throws {
            for letter in Self.letters where wrong.isEmpty {
                if path.count == 3 {
                    // No divisor of the number of letters: it is another letter's turn each time.
                    turn += 1
                    guard turn.isMultiple(of: Effort.times(8, long: 1)) else { continue }
                }
                var next = people
                guard try next.follow(letter) else { continue }
                followed += 1
                if let found = next.violation() {
                    wrong.append("\(found)\n" + (try SwitchHistories.told(root.letters + path + [letter])))
                } else if path.count < 3 {
                    try explore(next, path + [letter])
                }
            }
        }
        try explore(start, [])
        #expect(wrong == [])
        #expect(followed > 1_000 || !wrong.isEmpty, "\(followed) steps prove little")
    }
}
