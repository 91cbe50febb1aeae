import Runbook

/// All users of the tenant, whatever their domain, counted. Graph: `GET /users`.
enum DirectoryUsersResource: Resource {
    static let name = "directory-users"
    static let selector: String? = nil
    private static let place = "Entra admin center → Users → All users"

    private static func count(
        _ name: String, _ label: String, _ remedy: String, _ count: @escaping @Sendable (UserTally) throws -> Int
    ) -> Property {
        Property(name, .number, label: label, needs: [.userReadAll], remedy: remedy) { _, probe in
            let census = try await probe.census()
            try census.hasSeenSomebody()
            let tally = census.everybody
            if let fault = tally.fault { throw fault }
            return Observed(.number(try count(tally)))
        }
    }

    static let properties = [
        count("all", "Users of the directory", "\(place): look whether this is the right tenant.") { $0.all },
        count("enabled", "Enabled users that sign in here", "\(place) → Account enabled.") { $0.people },
        count(
            "synced", "Enabled users synced from on-premises AD",
            "\(place) → On-premises sync enabled: they are changed on premises."
        ) { $0.synced },
        count("guests", "Guests", "\(place) → User type: Guest.") {
            if let fault = $0.typeFault { throw fault }
            return $0.guests
        },
    ]
}
