import CLibcurl
import CurlShims
import Foundation
import Synchronization

/// Owns libcurl's multi handle and the one thread that drives it. Others hand requests in through a locked queue and
/// wake the thread; no other thread ever touches a handle.
///
/// @unchecked Sendable is safe because `multi` is used on the driver's thread only, except for
/// `curl_multi_wakeup`, which libcurl documents as callable from any thread; the rest is behind `state`'s lock.
final class Driver: @unchecked Sendable {
    private struct State {
        var incoming: [Transfer] = []
        /// Ids that were cancelled and whose transfer has not ended yet.
        var cancelled: Set<UInt64> = []
        var nextID: UInt64 = 0
        var isShutDown = false
    }

    private static let libraryIsReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private let state = Mutex(State())
    private let multi: UnsafeMutableRawPointer?
    private let ended = DispatchSemaphore(value: 0)
    private static let threadName = "lockstep.http"

    init() {
        multi = Driver.libraryIsReady ? curl_multi_init() : nil
        let thread = Thread { [self] in
            run()
            ended.signal()
        }
        thread.name = Driver.threadName
        thread.start()
    }

    func newID() -> UInt64 {
        state.withLock {
            $0.nextID += 1
            return $0.nextID
        }
    }

    func start(_ transfer: Transfer) {
        let refusal: HTTPFailure? = state.withLock { state in
            if state.cancelled.remove(transfer.id) != nil { return .cancelled }
            if state.isShutDown || multi == nil { return .other("the HTTP client is closed") }
            state.incoming.append(transfer)
            return nil
        }
        if let refusal { return transfer.finish(.failure(refusal)) }
        wake()
    }

    func cancel(_ id: UInt64) {
        state.withLock { _ = $0.cancelled.insert(id) }
        wake()
    }

    /// The id's transfer has ended: a late cancellation of it means nothing any more.
    func forget(_ id: UInt64) {
        state.withLock { _ = $0.cancelled.remove(id) }
    }

    /// Ends the thread and waits until it has closed its connections: a program that ends meanwhile takes the TLS library
    /// away under it, and dies of that instead of its own exit code.
    func shutDown() {
        state.withLock { $0.isShutDown = true }
        wake()
        // Whoever lets go of the last client on the thread itself would wait for themselves.
        if Thread.current.name != Driver.threadName { _ = ended.wait(timeout: .now() + 2) }
    }

    private func wake() {
        if let multi { curl_multi_wakeup(multi) }
    }

    // MARK: - On the driver's thread

    private func run() {
        guard let multi else { return }
        var active: [UInt64: Transfer] = [:]
        var wear = ConnectionWear()
        while true {
            let (incoming, cancelled, isShutDown) = state.withLock { state in
                defer { state.incoming.removeAll() }
                return (state.incoming, state.cancelled, state.isShutDown)
            }
            for transfer in incoming {
                switch transfer.prepare() {
                case .failure(let refusal): transfer.finish(.failure(refusal))
                case .success(let easy) where curl_multi_add_handle(multi, easy) == CURLM_OK:
                    active[transfer.id] = transfer
                    if wear.count(transfer.host) { transfer.retireConnection() }
                case .success: transfer.finish(.failure(.other("libcurl refused the request")))
                }
            }
            for (id, transfer) in active where isShutDown || cancelled.contains(id) {
                end(transfer, in: &active) { $0.finish(.failure(.cancelled)) }
            }
            if isShutDown { break }
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            collect(&active, &wear)
            curl_multi_poll(multi, nil, 0, active.isEmpty ? 60_000 : 1_000, nil)
        }
        curl_multi_cleanup(multi)
    }

    private func collect(_ active: inout [UInt64: Transfer], _ wear: inout ConnectionWear) {
        guard let multi else { return }
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            var code = CURLE_OK
            guard let easy = lockstep_curl_finished(message, &code) else { continue }
            let transfer = Transfer.of(easy)
            if transfer.hasConnected { wear.renewed(transfer.host) }
            end(transfer, in: &active) { $0.finish(code) }
        }
    }

    private func end(_ transfer: Transfer, in active: inout [UInt64: Transfer], _ finish: (Transfer) -> Void) {
        if let multi, let easy = transfer.handle { curl_multi_remove_handle(multi, easy) }
        active[transfer.id] = nil
        forget(transfer.id)
        finish(transfer)
    }
}
