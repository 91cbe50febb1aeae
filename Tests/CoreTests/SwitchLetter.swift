import Journal
import TestSupport

/// One step of a history, told completely: the same steps give the same history, and any of them can be left out.
enum SwitchLetter: Hashable {
    /// Sessions A and B share a store; C has its own.
    enum Who: Int, CaseIterable { case a, b, c }

    /// Whether and when the client learns what became of its request.
    enum Reply: Hashable {
        case clear(after: Int)
        case unclear(after: Int)
        /// It was killed, or its session was taken over.
        case none
    }

    /// What a reading shows.
    struct View: Hashable {
        var lag = 0
        var isReadable = true
        var isSignIn = false
        /// By how many hours the machine's clock is wrong: then nobody knows Microsoft's time.
        var hoursOff = 0
        /// The session writes down what it concludes from it.
        var concludes = false
    }

    case waits(Int)
    case sends(Who, SwitchWorld.Content, SwitchWorld.Course, leaves: Int, Reply)
    case givesCommands(Who, SwitchWorld.Content)
    case runsCommands(SwitchWorld.Course)
    case removes(Who, View, SwitchWorld.Course, leaves: Int, Reply)
    case reads(Who, View)
    case isKilled(Who)
    case otherHandSwitches, otherHandSetsBack
    /// The audit log shows what became of the session's last request, or of somebody else's.
    case finds(Who, isOwn: Bool)
}

extension SwitchLetter {
    static func random(_ bounds: SwitchBounds, _ chance: inout SeededGenerator) -> SwitchLetter {
        func one<Value>(_ values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &chance)] }
        func isRare(_ among: Int) -> Bool { Int.random(in: 0..<among, using: &chance) == 0 }
        func who() -> Who { one([.a, .a, .a, .a, .b, .b, .c]) }
        func view() -> View {
            View(
                lag: one([0, 0, 0, 0, 1, 1, 2, 3]), isReadable: !(bounds.hidesConfigurations && isRare(8)),
                isSignIn: isRare(12), hoursOff: bounds.leapsClocks && isRare(8) ? one([-30, -5, 5, 30]) : 0,
                concludes: bounds.concludes && isRare(4))
        }
        func course() -> SwitchWorld.Course {
            let delays = [0, 0, 0, 5, 100, 400, 700, 7_000, 40_000, 86_390]
            return one([
                .refused, .lost, .executed(after: 0), .executed(after: one(delays)), .executed(after: one(delays)),
            ])
        }
        func leaves() -> Int { one([0, 0, 0, 1, 25]) }
        func reply() -> Reply {
            let delay = one([1, 1, 30, 100])
            return one([.clear(after: delay), .clear(after: delay), .unclear(after: delay), .none])
        }
        func content(_ who: Who) -> SwitchWorld.Content {
            if who == .c { return bounds.strangersShareIssuer ? one([.plan, .otherCertificate]) : .stranger }
            return one([.plan, .plan, .plan, .otherCertificate, .otherIssuer])
        }
        switch Int.random(in: 0..<40, using: &chance) {
        case 0..<11: return .waits(one([1, 29, 200, 601, 601, 601, 7_200, 82_800, 90_000]))
        case 11..<17:
            let who = who()
            return .sends(who, content(who), course(), leaves: leaves(), reply())
        case 17:
            let who = who()
            return .givesCommands(who, content(who))
        case 18: return .runsCommands(course())
        case 19..<23: return .removes(who(), view(), course(), leaves: leaves(), reply())
        case 23: return .isKilled(who())
        case 24: return .otherHandSwitches
        case 25, 26: return .otherHandSetsBack
        case 27, 28: return .finds(who(), isOwn: !isRare(3))
        default: return .reads(who(), view())
        }
    }
}

extension SwitchLetter {
    var words: String {
        "\(self)".replacing(/(CoreTests\.)?Switch(Letter|World)\.(Who|Content|Course|View|Reply)/, with: "")
    }
}
