import Foundation
import Runbook

extension SessionState {
    /// Who did something and when.
    public struct Stamp: Hashable, Sendable {
        public let who: Person
        public let time: Date
        /// Why it is nobody's word here, and opens nothing.
        public let foreign: ForeignEntries.Why?

        public init(who: Person, time: Date, foreign: ForeignEntries.Why? = nil) {
            self.who = who
            self.time = time
            self.foreign = foreign
        }

        public var isForeign: Bool { foreign != nil }

        /// Whether it is somebody's word from elsewhere where somebody here has given one: then it takes no place of that.
        func yields(to given: Stamp?) -> Bool { isForeign && given.map { !$0.isForeign } ?? false }

        /// "ida@laptop", or "ida@laptop, in a file".
        public var by: String { "\(who)" + (foreign.map { ", \($0.words)" } ?? "") }
    }

    /// The session goes on elsewhere.
    public struct Seal: Hashable, Sendable {
        public let to: String
        public let stamp: Stamp
    }

    /// One answer of all that were given to a question.
    public struct Answer: Hashable, Sendable {
        public let value: String
        public let stamp: Stamp
        /// With the account that they were at, where it is known.
        public let by: Person
        public let approvedBy: Person?
        public let reason: String?
    }

    /// What a check came to, by whom and when.
    public struct RecordedVerdict: Hashable, Sendable {
        public let verdict: Verdict
        public let evidence: Evidence
        public let stamp: Stamp
        public let attempt: String?
        public let sequence: Int
    }

    /// Somebody's word for what no check shows.
    public struct Attestation: Hashable, Sendable {
        public let statement: String
        public let words: String
        public let stamp: Stamp
    }

    /// What somebody wrote down.
    public struct Note: Hashable, Sendable {
        public let text: String
        public let stamp: Stamp
    }

    /// What was agreed to, and by whom.
    public struct Approval: Hashable, Sendable {
        public let attempt: String
        public let domain: String
        /// The hash of the plan that was shown; nil of earlier builds.
        public let plan: String?
        public let stamp: Stamp
        /// Everybody who approved it.
        public let people: Set<Person>
        /// The id of the runbook, where it was typed.
        public let runbook: String?
    }

    /// What lets an item be red for a time.
    public struct Waiver: Hashable, Sendable {
        /// Seconds that a waiver holds at most, whatever it says itself.
        public static let longest: TimeInterval = 7 * 86_400

        public let reason: String
        public let approvedBy: Person?
        public let expires: Date
        public let stamp: Stamp
        /// Who wrote it, with the account that they were at, where it is known.
        public let asker: Person
        /// Whether whoever approved it did so with a key that counts no more.
        public let isLapsed: Bool

        /// "ida@laptop, approved by kai@desk (typed, not proven)".
        public var by: String {
            stamp.by + (approvedBy.map { ", approved by \($0) (\($0.caveat(besides: asker.account)))" } ?? "")
                + (isLapsed ? ", whose key counts no more" : "")
        }

        /// Whether a second person stands behind it, as far as names tell.
        var isApproved: Bool { !isLapsed && approvedBy.map { TwoPeople.differ(asker, $0) } ?? false }
    }
}
