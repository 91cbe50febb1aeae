import Foundation

/// A stretch of time as a check names it: one moment, or two with a slash between, the second not before the first.
public struct Stretch: Hashable, Sendable {
    public let start: Date
    public let end: Date

    public init(_ text: String) throws(AnswerProblem) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, let last = parts.last, parts.count <= 2 else {
            throw AnswerProblem("\"\(text)\" is neither a moment nor two with a slash between.")
        }
        start = try Moment(String(first)).date
        end = try Moment(String(last)).date
        guard start <= end else { throw AnswerProblem("\"\(text)\" would end before it begins.") }
    }
}
