import Foundation
import Synchronization

/// A rehearsal's time: it runs with the wall clock, until a trainer jumps ahead, speeds it up or stops it.
public final class SimulatedClock: Sendable {
    struct Setting: Sendable {
        /// From this moment of the wall clock …
        var wall: Date
        /// … which was this moment of the rehearsal, …
        var simulated: Date
        /// … so many simulated seconds pass in one.
        var scale: Double
    }

    private let wall: @Sendable () -> Date
    private let setting: Mutex<Setting>

    init(wall: @escaping @Sendable () -> Date) {
        self.wall = wall
        let start = wall()
        setting = Mutex(Setting(wall: start, simulated: start, scale: 1))
    }

    public var now: Date { setting.withLock { SimulatedClock.time($0, at: wall()) } }

    /// Simulated seconds per second.
    public var scale: Double { setting.withLock { $0.scale } }

    private static func time(_ setting: Setting, at wall: Date) -> Date {
        setting.simulated.addingTimeInterval(wall.timeIntervalSince(setting.wall) * setting.scale)
    }

    /// Jumps ahead; time never goes back.
    func advance(by seconds: TimeInterval) { change { $0.simulated += max(0, seconds) } }

    /// - Parameter scale: simulated seconds per second; 0 stops the clock.
    func run(at scale: Double) { change { $0.scale = max(0, scale) } }

    private func change(_ work: (inout Setting) -> Void) {
        setting.withLock { setting in
            let wall = wall()
            setting.simulated = SimulatedClock.time(setting, at: wall)
            setting.wall = wall
            work(&setting)
        }
    }

    // MARK: - In the tenant's file

    /// How far ahead of the wall clock it is, so that a rehearsal that goes on another day goes on at its own time.
    var record: JSON {
        setting.withLock { setting in
            let wall = wall()
            let ahead = SimulatedClock.time(setting, at: wall).timeIntervalSince(wall)
            return ["ahead": .double(ahead), "scale": .double(setting.scale)]
        }
    }

    func restore(_ record: JSON) {
        guard let ahead = record["ahead"].number, let scale = record["scale"].number else { return }
        setting.withLock { setting in
            let wall = wall()
            setting = Setting(wall: wall, simulated: wall.addingTimeInterval(ahead), scale: scale)
        }
    }
}
