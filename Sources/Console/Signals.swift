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

    private let handler = Mutex<(@Sendable (Signal) -> Void)?>(nil)

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
                    let call = handler.withLock { $0 }
                    call?(signal)
                }
            }
        }
        thread.name = "lockstep.signals"
        thread.start()
    }

    func handle(_ handler: (@Sendable (Signal) -> Void)?) { self.handler.withLock { $0 = handler } }
}
