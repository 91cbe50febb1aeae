/// Somebody through whom a switch could be taken back, and whether they could get in.
struct EmergencyAdministrator: Hashable, Sendable {
    enum Role: Hashable, Sendable {
        /// With what is to be said of it: when it ends, and what couldn't be asked.
        case able(notes: [String])
        /// Doesn't count, and why: a clause that follows the name; and what makes it count, where something does.
        case unable(String, remedy: String?)
        /// Nobody knows, and why: a clause that follows the name.
        case unknown(String, remedy: String)
    }

    let name: String
    let standing: Role

    /// "emergency@nordwind.onmicrosoft.com (through the group Emergency)"
    var words: String {
        switch standing {
        case .able(let notes): notes.isEmpty ? name : "\(name) (\(notes.joined(separator: "; ")))"
        case .unable(let why, _): "\(name) \(why)"
        case .unknown(let why, _): "\(name): \(why)"
        }
    }
}
