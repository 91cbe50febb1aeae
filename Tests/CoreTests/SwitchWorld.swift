import Foundation

/// The truth, which nobody in it can see: what Microsoft's service holds of one domain over time, and what is on its
/// way to it. It knows nothing of how Lockstep judges.
struct SwitchWorld {
    /// What a federation is set to. `plan` and `otherCertificate` have one issuer.
    enum Content: String, CaseIterable {
        case plan, otherCertificate, otherIssuer, stranger, foreign

        var issuer: String {
            switch self {
            case .plan, .otherCertificate: "urn:ours"
            case .otherIssuer: "urn:other"
            case .stranger: "urn:stranger"
            case .foreign: "urn:foreign"
            }
        }

        var certificate: String { self == .plan || self == .otherIssuer ? "one" : "two" }
    }

    struct Configuration: Hashable {
        let id: String
        let content: Content
    }

    /// How the domain was from a moment on.
    struct Change {
        /// nil: managed.
        let configuration: Configuration?
        let at: Date
        /// From then on every reading shows it, or what came after it.
        let visibleBy: Date
        /// Of the request that did it; nil for somebody else.
        let attempt: String?
    }

    /// What becomes of a request.
    enum Course: Hashable {
        /// The service refuses it.
        case refused
        /// It is lost, and the client doesn't learn of it.
        case lost
        /// Executed so many seconds after it left.
        case executed(after: Int)
    }

    struct Request {
        enum Ending: Equatable {
            case accepted(configuration: String?), exists, gone, refused, lost
        }

        let attempt: String
        let store: Int
        /// nil: a removal.
        let content: Content?
        /// The configuration that a removal names; nil removes any.
        let removes: String?
        /// When it was written down.
        let at: Date
        /// Until when a person may run it; nil where Lockstep sent it.
        let until: Date?
        /// nil: a person hasn't run it.
        var left: Date?
        var executes: Date?
        var ending: Ending?

        /// Whether it can still change anything.
        func isAlive(_ now: Date) -> Bool {
            guard ending == nil else { return false }
            if let until, left == nil { return now <= until }
            return executes != nil
        }
    }

    static let beginning = Date(timeIntervalSince1970: 1_800_000_000)
    static let day: TimeInterval = 86_400

    private(set) var now = SwitchWorld.beginning
    private(set) var changes = [
        Change(configuration: nil, at: .distantPast, visibleBy: .distantPast, attempt: nil)
    ]
    private(set) var requests: [Request] = []
    private var made = 0

    /// As it is, whatever anybody reads.
    var master: Change { changes[changes.count - 1] }

    func request(_ attempt: String) -> Request? { requests.last { $0.attempt == attempt } }

    // MARK: - What is sent

    mutating func send(
        _ attempt: String, store: Int, content: Content?, removes: String? = nil, leaves: Int, _ course: Course
    ) {
        var request = Request(
            attempt: attempt, store: store, content: content, removes: removes, at: now, until: nil)
        leave(&request, at: now.addingTimeInterval(Double(leaves)), course)
        requests.append(request)
        settle()
    }

    mutating func giveCommands(_ attempt: String, store: Int, content: Content, until: Date) {
        requests.append(
            Request(attempt: attempt, store: store, content: content, removes: nil, at: now, until: until))
    }

    /// Somebody runs the newest commands that were given out and still work.
    mutating func runCommands(_ course: Course) -> Bool {
        guard let index = requests.lastIndex(where: { $0.left == nil && ($0.until ?? .distantPast) >= now }) else {
            return false
        }
        leave(&requests[index], at: now, course)
        settle()
        return true
    }

    private func leave(_ request: inout Request, at moment: Date, _ course: Course) {
        request.left = moment
        switch course {
        case .refused: request.ending = .refused
        case .lost: request.ending = .lost
        case .executed(let seconds): request.executes = moment.addingTimeInterval(Double(seconds))
        }
    }

    /// Somebody else switches it, or sets it back: no sooner than the service allows.
    mutating func foreignSwitch(toManaged: Bool) -> Bool {
        guard now.timeIntervalSince(master.at) >= 600, (master.configuration == nil) != toManaged else { return false }
        become(toManaged ? nil : make(.foreign), visibleBy: now.addingTimeInterval(Self.day), attempt: nil)
        return true
    }

    // MARK: - Time

    mutating func advance(to moment: Date) {
        while let index = next(until: moment) {
            now = max(now, requests[index].executes ?? now)
            execute(index)
        }
        now = max(now, moment)
    }

    private mutating func settle() { advance(to: now) }

    private func next(until moment: Date) -> Int? {
        requests.indices.filter { requests[$0].ending == nil && requests[$0].executes ?? .distantFuture <= moment }
            .min { requests[$0].executes ?? .distantFuture < requests[$1].executes ?? .distantFuture }
    }

    private mutating func execute(_ index: Int) {
        let request = requests[index]
        let visibleBy = (request.until ?? request.left ?? now).addingTimeInterval(Self.day)
        if let content = request.content {
            guard master.configuration == nil else {
                requests[index].ending = .exists
                return
            }
            let configuration = make(content)
            requests[index].ending = .accepted(configuration: configuration.id)
            become(configuration, visibleBy: visibleBy, attempt: request.attempt)
        } else {
            guard request.removes == nil || master.configuration?.id == request.removes else {
                requests[index].ending = .gone
                return
            }
            requests[index].ending = .accepted(configuration: nil)
            guard master.configuration != nil else { return }
            become(nil, visibleBy: visibleBy, attempt: request.attempt)
        }
    }

    private mutating func make(_ content: Content) -> Configuration {
        made += 1
        return Configuration(id: "c\(made)", content: content)
    }

    private mutating func become(_ configuration: Configuration?, visibleBy: Date, attempt: String?) {
        changes.append(Change(configuration: configuration, at: now, visibleBy: visibleBy, attempt: attempt))
    }

    // MARK: - What can be read

    /// What a copy shows that lags behind by so many changes, or by fewer where it can't.
    func copy(lag: Int, least: TimeInterval = 0) -> Change {
        let seen = changes.lastIndex { $0.visibleBy.addingTimeInterval(least) <= now } ?? 0
        return changes[max(seen, changes.count - 1 - lag)]
    }
}
