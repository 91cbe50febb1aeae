import Foundation
import Glibc
import Synchronization

/// Says which input it was when a parser takes the whole process down, or never comes back.
enum FuzzGuard {
    /// Seconds of processor time for one input: what isn't done then, isn't done at all.
    private static let longest = 10.0
    /// Seconds for one input that waits for others.
    private static let longestWait = 120.0

    private struct Running {
        var parser = ""
        var seed: UInt64 = 0
        var began = ContinuousClock.now
        var processor = 0.0
        var clock: clockid_t?
    }

    private static let running = Mutex(Running())
    /// What a signal's handler may touch: bytes that are there already.
    nonisolated(unsafe) private static let words = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    nonisolated(unsafe) private static var length = 0
    /// The last of the seed's digits among them.
    nonisolated(unsafe) private static var lastDigit = 0
    private static let signals = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT]
    /// Who was told of each signal before.
    nonisolated(unsafe) private static let before = UnsafeMutablePointer<sigaction>.allocate(capacity: 64)
    nonisolated(unsafe) private static let stack = UnsafeMutableRawPointer.allocate(byteCount: 65_536, alignment: 16)

    /// On the thread that the inputs are judged on. One parser at a time: the suite is serialized.
    static func begin(_ parser: String) {
        let head = "\nfuzz: \(parser) ended the process; again: LOCKSTEP_FUZZ_SECONDS=0 LOCKSTEP_FUZZ_SEED="
        let text = Array((head + String(repeating: "0", count: 20) + "\n").utf8)
        text.enumerated().forEach { words[$0.offset] = $0.element }
        (length, lastDigit) = (text.count, text.count - 2)
        // A stack that overflowed can't carry its handler.
        var other = stack_t(ss_sp: stack, ss_flags: 0, ss_size: 65_536)
        sigaltstack(&other, nil)
        for signal in signals {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { signal in
                _ = write(2, FuzzGuard.words, FuzzGuard.length)
                // What went wrong goes wrong once more, and then whoever else wants to know it is told.
                sigaction(signal, FuzzGuard.before + Int(signal), nil)
            }
            action.sa_flags = SA_ONSTACK
            sigaction(signal, &action, before + Int(signal))
        }
        var clock = clockid_t()
        pthread_getcpuclockid(pthread_self(), &clock)
        running.withLock { $0 = Running(parser: parser, clock: clock) }
        _ = watchman
    }

    static func end() {
        running.withLock { $0.clock = nil }
        for signal in signals { sigaction(signal, before + Int(signal), nil) }
    }

    static func input(_ seed: UInt64) {
        var rest = seed
        for place in 0..<20 {
            words[lastDigit - place] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
        running.withLock {
            $0.seed = seed
            $0.began = .now
            $0.processor = $0.clock.map(seconds) ?? 0
        }
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Looks twice a second whether the input is still the same, and for how long.
    nonisolated(unsafe) private static let watchman: any DispatchSourceTimer = {
        let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "fuzz"))
        timer.schedule(deadline: .now(), repeating: .milliseconds(500))
        timer.setEventHandler {
            running.withLock { running in
                guard let clock = running.clock else { return }
                let spent = seconds(clock) - running.processor
                let waited = ContinuousClock.now - running.began
                guard spent > longest || waited > .seconds(longestWait) else { return }
                FileHandle.standardError.write(
                    Data("\nfuzz: \(running.parser) hangs at seed \(running.seed): \(spent) s, \(waited)\n".utf8))
                abort()
            }
        }
        timer.resume()
        return timer
    }()
}
