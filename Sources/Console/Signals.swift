import EditLineShims
import Foundation
import Glibc
import Synchronization

/// Turns signals into calls, on a thread of its own, for as long as the process lives.
final class Signals: Sendable {
    enum Signal: UInt8, Sendable {
        case interrupt = 0x49  // I
        case resize = 0x57  // W
        case terminate = 0x54  // T
        /// The process was stopped, and goes on: who reads looks at the terminal again.
        case resumed = 0x43  // C
    }

    static let shared = Signals()

    /// All who read at the terminal, the latest to begin at the end: a question that is asked in the middle of a command
    /// has the terminal until it is answered, and then whoever asked has it again.
    private struct Readers {
        var all: [(id: Int, call: @Sendable (Signal) -> Void)] = []
        var last = 0
    }

    private let readers = Mutex(Readers())

    private init() {
        let descriptor = lockstep_signals_open()
        guard descriptor >= 0 else { return }
        let thread = Thread { [self] in
            while true {
                var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                guard poll(&poller, 1, -1) > 0 else { continue }
                var byte: UInt8 = 0
                while Glibc.read(descriptor, &byte, 1) == 1 {
                    guard let signal = Signal(rawValue: byte) else { continue }
                    let calls = readers.withLock { $0.all.map(\.call) }
                    // Everybody is asked to end; the other signals are for whoever has the terminal.
                    for call in signal == .terminate ? calls : calls.suffix(1) { call(signal) }
                }
            }
        }
        thread.name = "lockstep.signals"
        thread.start()
    }

    /// - Returns: the id by which it is removed again.
    func add(_ call: @escaping @Sendable (Signal) -> Void) -> Int {
        readers.withLock { readers in
            readers.last += 1
            readers.all.append((readers.last, call))
            return readers.last
        }
    }

    func remove(_ id: Int) { readers.withLock { readers in readers.all.removeAll { $0.id == id } } }
}
