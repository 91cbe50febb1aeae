import Foundation

/// How much is tried. On each change a sample: spread over everything, with every kind of case in it, the same each time. In
/// the long mode (`LOCKSTEP_LONG=1`, which `.ci/run --long` sets) everything. Nothing else decides how much a test does.
public enum Effort {
    public static let isLong = text("LOCKSTEP_LONG").map { !["", "0"].contains($0) } ?? false

    // MARK: - One kind's own measure, in both modes

    /// `LOCKSTEP_MODEL_HISTORIES`: how many histories of a switch are followed.
    public static let histories = number("LOCKSTEP_MODEL_HISTORIES") ?? (isLong ? 100_000 : 3_000)
    /// `LOCKSTEP_MODEL_SEED`: only this history, or only this tenant.
    public static let modelSeed = number("LOCKSTEP_MODEL_SEED").map(UInt64.init)
    /// `LOCKSTEP_KILL_SESSIONS`: sessions at which ten processes die each.
    public static let killedSessions = number("LOCKSTEP_KILL_SESSIONS") ?? (isLong ? 100 : 4)
    /// `LOCKSTEP_DISK_STRIDE`: the disk fails at every so manieth operation.
    public static let diskStride = number("LOCKSTEP_DISK_STRIDE").map { max(1, $0) }
    /// `LOCKSTEP_DISK_SEEDS`: power cuts at each of these operations.
    public static let powerCuts = max(1, number("LOCKSTEP_DISK_SEEDS") ?? 2)
    /// `LOCKSTEP_FUZZ_SECONDS`: how long each parser is under fire.
    public static let fuzzSeconds = text("LOCKSTEP_FUZZ_SECONDS").flatMap(Double.init)
    /// `LOCKSTEP_FUZZ_SEED`: the first input's seed.
    public static let fuzzSeed = number("LOCKSTEP_FUZZ_SEED").map(UInt64.init) ?? 1

    // MARK: - Samples

    /// All of them in the long mode; else so many, evenly spread from the first to the last.
    public static func some<Cases: RandomAccessCollection>(_ count: Int, of cases: Cases) -> [Cases.Element] {
        let all = Array(cases)
        guard !isLong, count < all.count else { return all }
        guard count > 1 else { return Array(all.prefix(count)) }
        return (0..<count).map { all[$0 * (all.count - 1) / (count - 1)] }
    }

    /// All of them in the long mode; else a third, the first and the last among them: for tables whose rows are dear.
    public static func third<Cases: RandomAccessCollection>(of cases: Cases) -> [Cases.Element] {
        some(max(2, (cases.count + 2) / 3), of: cases)
    }

    /// Whether a row meets a column of a table in which each with each would be too much: in the long mode always; else every
    /// row meets one column in so many, and every column one row in so many.
    public static func meets(_ row: Int, _ column: Int, oneIn count: Int) -> Bool {
        isLong || (row + column).isMultiple(of: count)
    }

    /// One number in each mode.
    public static func times(_ daily: Int, long: Int) -> Int { isLong ? long : daily }

    private static func text(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

    private static func number(_ name: String) -> Int? { text(name).flatMap { Int($0) } }
}
