import FaultyDiskShims
import Foundation

/// A folder whose databases are on a disk that fails where it is told to.
public final class FaultyDisk: Sendable {
    public enum Fault: UInt32, CaseIterable, Sendable {
        /// In the order of `lockstep_disk_fault`, where each is explained.
        case full, staysFull, io, short, sync, power
    }

    private let number: Int32

    public init(_ folder: URL) throws {
        // SQLite names files without links.
        number = lockstep_disk_add(folder.resolvingSymlinksInPath().path)
        guard number >= 0 else { throw CocoaError(.featureUnsupported) }
    }

    deinit { lockstep_disk_remove(number) }

    /// Writes, truncations and flushes so far.
    public var operations: Int { lockstep_disk_operations(number) }
    public var hasFailed: Bool { lockstep_disk_has_failed(number) }

    /// Fails at the operation with a number, or the next that can fail like that.
    public func arm(_ fault: Fault, at operation: Int) { lockstep_disk_arm(number, FaultyDisk.code(fault), operation) }

    /// Fails so many operations after the first write that holds a text.
    public func arm(_ fault: Fault, atText text: String, after: Int) {
        lockstep_disk_arm_at_text(number, FaultyDisk.code(fault), text, after)
    }

    public func mend() { lockstep_disk_mend(number) }

    /// Starts the machine again after a power cut. What was not flushed is gone, or, with a seed, some of it.
    public func restart(seed: UInt64 = 0) { lockstep_disk_restart(number, seed) }

    private static func code(_ fault: Fault) -> lockstep_disk_fault { lockstep_disk_fault(fault.rawValue) }
}
