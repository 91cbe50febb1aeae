import Foundation

/// The trainee of `mismatched-identifiers`: reads who isn't linked, and does about each what its kind asks for.
enum MismatchedAccounts {
    static let well = [
        "portal identifiers\nportal requests\n",
        "MEND\nportal end-migration\nportal identifiers\nportal requests\n"
            + ScenarioTests.words + ScenarioTests.cutover,
    ]

    /// Fills in what an earlier sitting's screen showed.
    static func filled(_ sitting: String, _ output: String) -> String {
        var text = sitting
        if let secret = output.firstMatch(of: /shown only this once:\s+(\S+)/)?.1 {
            text = text.replacing("SECRET", with: String(secret))
        }
        return text.contains("MEND") ? text.replacing("MEND", with: mending(output)) : text
    }

    /// - Returns: the portal's commands that mend what the identifiers tool listed.
    private static func mending(_ output: String) -> String {
        let tabs = output.split(separator: "Microsoft 365 Accounts")
        func rows(_ text: Substring) -> [(name: String, other: String)] {
            text.matches(of: /(\S+@nordwind\.example) +not linked *(\S+@\S+)?/).map {
                (String($0.1), $0.2.map(String.init) ?? "")
            }
        }
        let peig = rows(tabs[0])
        let microsoft = rows(tabs[1])
        let requests = output.matches(of: /\ \ (\S+@nordwind\.example)\ +\S/).map { String($0.1) }
        var commands: [String] = []
        var open = microsoft.map(\.name)
        // A mistyped request: the same letters in another order.
        if let request = requests.last(where: { name in !microsoft.contains { $0.name == name } }),
            let user = open.first(where: { $0.sorted() == request.sorted() })
        {
            commands.append("portal merge-request \(request) \(user)")
            open.removeAll { $0 == user }
        }
        for account in peig {
            if microsoft.contains(where: { $0.name == account.name }) {
                // Linked before, under an old identifier.
                commands.append("portal link-accounts \(account.name) \(account.name)")
                open.removeAll { $0 == account.name }
            } else if let user = open.first(where: { similar($0, account.name) }) {
                commands.append("portal link-accounts \(account.name) \(user)")
                open.removeAll { $0 == user }
            } else {
                commands.append("portal create-microsoft-account \(account.name)")
            }
        }
        // A placeholder is only a beginning.
        commands += open.flatMap { ["portal create-peig-account \($0)", "portal onboard \($0)"] }
        return commands.joined(separator: "\n")
    }

    /// `ida.holm@…` and `i.holm1@…`
    private static func similar(_ user: String, _ account: String) -> Bool {
        let family = user.prefix { $0 != "@" }.split(separator: ".").last ?? ""
        return account.first == user.first && account.contains(".\(family)")
    }
}
