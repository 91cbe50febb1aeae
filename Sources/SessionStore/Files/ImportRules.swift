import Escaping
import Foundation
import Journal

/// What a session's file may say of itself: only what this program would have written. Pure.
enum ImportRules {
    /// Seconds by which two machines' clocks may differ.
    private static let slack: TimeInterval = 300
    /// Seconds that a rehearsal's clock may have run ahead.
    private static let rehearsed: TimeInterval = 400 * 86_400
    /// Before this there was no Lockstep.
    private static let earliest = Date(timeIntervalSince1970: 1_735_689_600)

    /// - Returns: why it isn't taken in; nil for what may be.
    static func problem(_ events: [Event], _ start: SessionStarted, now: Date) -> String? {
        guard let first = events.first, SessionStore.isID(first.session) else {
            return "its session's id is none that Lockstep makes: eight of the letters and digits "
                + "\(SessionStore.alphabet)"
        }
        for event in events {
            if event.payload is SessionStarted, event.sequence > 1 {
                return "entry \(event.sequence) begins the session once more"
            }
            let latest = now.addingTimeInterval(start.tenant.kind == .rehearsal ? rehearsed : slack)
            guard event.time >= earliest, event.time <= latest else {
                return "entry \(event.sequence) is of \(event.timeText), a time that it can't have been written at"
            }
            if event.who.name.isEmpty || !isLine(event.who.name, 64) || !isLine(event.who.host, 255) {
                return "entry \(event.sequence) is by somebody whose name is none"
            }
            if let body = event.payload as? Renamed, let problem = SessionStore.problem(ofName: body.name) {
                return "entry \(event.sequence) names it, and \(problem)"
            }
        }
        if start.name != start.name.trimmingCharacters(in: .whitespaces) {
            return "the session's name has blanks around it"
        }
        if let problem = SessionStore.problem(ofName: start.name) {
            return "the session's name can't be one: \(problem)"
        }
        if start.tenant.kind == .live, UUID(uuidString: start.tenant.tenantID) == nil {
            return "the tenant's id isn't one that Microsoft gives"
        }
        return nil
    }

    private static func isLine(_ text: String, _ longest: Int) -> Bool {
        text.unicodeScalars.count <= longest && !text.unicodeScalars.contains(where: \.breaksLine)
    }
}
