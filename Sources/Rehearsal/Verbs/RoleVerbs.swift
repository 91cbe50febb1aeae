import ArgumentParser
import Console

/// Somebody at Privileged Identity Management: asks for a role that they are eligible for.
struct ActivateRole: PortalVerb {
    static let verb = "activate-role"
    static let summary = "activate a role that a user is eligible for; somebody else may have to approve it"
    @Argument(help: "The user principal name.") var user: String
    @Option(help: "The role's name.") var role = "Global Administrator"
    @Option(help: "For how many hours, 8 at most.") var hours = 4

    private struct Request: Decodable {
        let approvalId: String?
    }

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        guard (1...8).contains(hours) else { throw PortalRefusal(message: "A role is activated for 1 to 8 hours.") }
        let request = try await portal.send(
            .post, ["simulation", "role-requests"],
            ["user": .text(user), "role": .text(role), "hours": .number(hours)], as: Request.self)
        let length = hours == 1 ? "1 hour" : "\(hours) hours"
        guard request.approvalId == nil else {
            stage.screen.text(
                "Portal: \(user) has asked for \(role). It waits for somebody else: portal approve-role \(user) --as WHO"
            )
            return
        }
        stage.screen.text("Portal: \(user) is \(role) for \(length). Nobody had to approve it.")
    }
}

/// Somebody else there, who approves it.
struct ApproveRole: PortalVerb {
    static let verb = "approve-role"
    static let summary = "approve, as somebody else, what a user asked for with activate-role"
    @Argument(help: "The user principal name of whoever asked.") var user: String
    @Option(name: .customLong("as"), help: "Who approves: a Global Administrator other than they.") var approver: String
    @Option(help: "The role's name.") var role = "Global Administrator"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(
            .post, ["simulation", "role-approvals"],
            ["user": .text(user), "role": .text(role), "approver": .text(approver)])
        stage.screen.text("Portal: \(approver) has approved it: \(user) is \(role) now.")
    }
}

/// Whoever has activated a role gives it back before its time.
struct DeactivateRole: PortalVerb {
    static let verb = "deactivate-role"
    static let summary = "end a role that a user has activated"
    @Argument(help: "The user principal name.") var user: String
    @Option(help: "The role's name.") var role = "Global Administrator"

    func run(_ portal: PortalClient, _ stage: PortalStage) async throws(PortalRefusal) {
        try await portal.send(
            .post, ["simulation", "role-deactivations"], ["user": .text(user), "role": .text(role)])
        stage.screen.text("Portal: \(user) is \(role) no more.")
    }
}
