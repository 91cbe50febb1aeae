import YAMLDocument

extension Scenario {
    /// What a test of the runbook types, and what items come to then.
    public struct Stage: Sendable {
        /// A line that is typed at the session's prompt.
        public struct Line: Sendable {
            public let text: String
            /// What it asks gets these lines, in their order.
            public let answers: [String]
            /// Whether the session is to refuse it.
            public let isRefused: Bool
            public let location: SourceLocation
        }

        /// What an item comes to.
        public enum Word: String, CaseIterable, Sendable {
            case passed, failed, unknown, waiting, skipped
        }

        /// What is wanted of an item.
        public struct Wanted: Sendable {
            public let item: String
            public let word: Word
            public let location: SourceLocation
        }

        /// What is to hold in the simulated world.
        public struct Aim: Sendable {
            public let name: String
            public let location: SourceLocation
            let condition: WorldCondition
        }

        /// What the screen has shown, by the name that a line has for it: `<secret>`.
        public enum Shown: String, CaseIterable, Sendable {
            case secret
            case clientID = "client-id"
            case tenantID = "tenant-id"
        }

        public let title: String?
        public let lines: [Line]
        public let wanted: [Wanted]
        public let aims: [Aim]

        /// A line with what the screen has shown in it.
        /// - Parameter value: nil for what it hasn't shown.
        /// - Returns: nil where something wasn't shown.
        public static func filled(_ text: String, _ value: (Shown) -> String?) -> String? {
            var text = text
            for name in Shown.allCases where text.contains("<\(name.rawValue)>") {
                guard let value = value(name) else { return nil }
                text = text.replacing("<\(name.rawValue)>", with: value)
            }
            return text
        }
    }
}
