import Escaping

/// What somebody asks a second person to approve: exactly what that person reads. Its hash stands for every word of it,
/// so that what was read is what counts.
public struct ApprovalRequest: Hashable, Sendable, Codable {
    /// One line of what is shown to whoever is asked.
    public struct Row: Hashable, Sendable, Codable {
        public let name: String
        public let value: String

        /// A name or a reason that holds line ends would look like a row of its own.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = String(String.UnicodeScalarView(value.unicodeScalars.map { $0.breaksLine ? " " : $0 }))
        }
    }

    /// In a few words: "waive powershell-available".
    public let title: String
    public let rows: [Row]
    /// `PlanSeal.hash` or `RemovalPlan.hash` of what would be done, where there is one.
    public let plan: String?

    public init(_ title: String, _ rows: [Row], plan: String? = nil) {
        self.title = title
        self.rows = rows
        self.plan = plan
    }

    public var hash: String {
        var digest = Digest("lockstep.approval/1")
        digest.add(title)
        digest.add(rows.flatMap { [$0.name, $0.value] })
        digest.add(plan ?? "")
        return digest.hexadecimal
    }
}
