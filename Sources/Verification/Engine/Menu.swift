import Foundation

/// A place in the provider's own pages that a remedy would name. Which provider it is, and what its pages are called, only the
/// runbook knows.
public enum Menu: String, CaseIterable, Sendable {
    case linkAccount = "link-account"
    case createAccount = "create-account"
    case createMicrosoftAccount = "create-microsoft-account"
    case useSecret = "use-secret"

    /// What stands for it in a remedy: " (in Peig: …)" where the runbook says so, nothing where it doesn't.
    public var gap: String { "{menu \(rawValue)}" }

    /// A remedy with the runbook's own places in it.
    static func filled(_ remedy: String, _ menus: [String: String]) -> String {
        allCases.reduce(remedy) { text, menu in
            text.replacingOccurrences(of: menu.gap, with: menus[menu.rawValue].map { " (\($0))" } ?? "")
        }
    }
}
