import Synchronization

/// Something that goes wrong on purpose.
public struct Fault: Sendable {
    public enum Effect: Sendable {
        /// An error status in the service's own shape, with Retry-After in seconds where given.
        case status(Int, retryAfter: Int? = nil)
        /// The answer comes so many milliseconds late.
        case delay(milliseconds: Int)
        /// The body ends in the middle, as a whole answer.
        case truncatedBody
        /// The connection ends in the middle of the body.
        case reset
        /// JSON of another type than documented.
        case wrongType
        /// A page such as a captive portal sends.
        case html
        /// The request takes effect, and the answer says 500 all the same.
        case failureAfterEffect
        /// A read answers as things were when `SimulatedTenant.remember` was called: a replica that lags behind.
        case staleRead
    }

    let method: String?
    let pathPrefix: String
    let effect: Effect
    var times: Int

    /// - Parameters:
    ///   - method: nil for any.
    ///   - pathPrefix: of the path with version: `/v1.0/domains`.
    ///   - times: how many requests it meets.
    public init(method: String? = nil, pathPrefix: String, effect: Effect, times: Int = .max) {
        self.method = method
        self.pathPrefix = pathPrefix
        self.effect = effect
        self.times = times
    }
}

/// The faults that are armed.
final class FaultProgram: Sendable {
    private let faults = Mutex<[Fault]>([])

    func add(_ fault: Fault) { faults.withLock { $0.append(fault) } }

    func clear() { faults.withLock { $0.removeAll() } }

    /// The effect that meets this request, if one does; counts it.
    func effect(method: String, path: String) -> Fault.Effect? {
        faults.withLock { faults in
            guard
                let index = faults.firstIndex(where: {
                    $0.times > 0 && ($0.method == nil || $0.method == method) && path.hasPrefix($0.pathPrefix)
                })
            else { return nil }
            faults[index].times -= 1
            return faults[index].effect
        }
    }
}
