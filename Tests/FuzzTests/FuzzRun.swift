import Foundation
import TestSupport
import Testing

/// One parser under fire: inputs that are made from a seed each, until the time is over.
///
/// `LOCKSTEP_FUZZ_SECONDS` is for each parser; `LOCKSTEP_FUZZ_SEED` is the first input's seed, and the next ones count on
/// from it. So what a failure names, with no seconds at all, is that one input again.
struct FuzzRun<Input> {
    private let seconds = Effort.fuzzSeconds ?? (Effort.isLong ? 10 : 0.2)
    private let first = Effort.fuzzSeed
    /// Failures that are told; who has read so many has enough to do.
    private let mostTold = 8

    let parser: String
    let make: (inout SeededGenerator) throws -> Input
    /// - Returns: whether it was accepted.
    /// - Throws: what is no typed error of the parser's, or `Wrong`.
    let judge: (Input) throws -> Bool

    /// Blocks.
    func run() {
        FuzzGuard.begin(parser)
        defer { FuzzGuard.end() }
        let end = ContinuousClock.now + .seconds(seconds)
        var (tried, accepted): (UInt64, Int) = (0, 0)
        var told: Set<String> = []
        repeat {
            let seed = first &+ tried
            tried += 1
            FuzzGuard.input(seed)
            var generator = SeededGenerator(seed)
            do {
                let input = try make(&generator)
                do {
                    if try judge(input) { accepted += 1 }
                } catch {
                    let words = "\(error)"
                    guard told.insert(String(words.prefix(60))).inserted else { continue }
                    Issue.record(
                        "\(parser), LOCKSTEP_FUZZ_SEED=\(seed) LOCKSTEP_FUZZ_SECONDS=0: \(words)\n\(shown(input))")
                }
            } catch {
                Issue.record("\(parser), seed \(seed): no input can be made: \(error)")
                return
            }
        } while ContinuousClock.now < end && told.count < mostTold
        if Effort.fuzzSeconds != nil {
            let perSecond = Int(Double(tried) / max(seconds, 0.001))
            print(
                "fuzz \(parser): \(tried) inputs, \(perSecond)/s, \(accepted) accepted, \(told.count) kinds of failures"
            )
        }
    }

    private func shown(_ input: Input) -> String {
        let text = (input as? [UInt8]).map { String(decoding: $0, as: UTF8.self) } ?? "\(input)"
        return String(text.debugDescription.prefix(2_000))
    }
}

/// What a parser made of an input, and should not have.
struct Wrong: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// - Throws: unless it holds.
    static func unless(_ holds: Bool, _ words: @autoclosure () -> String) throws {
        if !holds { throw Wrong(words()) }
    }
}

extension Test {
    /// Runs on a thread of its own.
    static func fuzz<Input>(
        _ parser: String, _ make: @escaping @Sendable (inout SeededGenerator) throws -> Input,
        judge: @escaping @Sendable (Input) throws -> Bool
    ) async throws {
        try await blocking { FuzzRun(parser: parser, make: make, judge: judge).run() }
    }
}
