import Console
import Cutover
import Foundation

/// What a verb of a portal works with besides the portal itself: the screen, and what of the session it has to know.
public struct PortalStage: Sendable {
    let desk: RehearsalDesk
    let screen: Screen
    let tenantID: String
    let tenantName: String
    let now: Date
    /// What the session's switch would set; nil while an answer is missing.
    let plan: SwitchPlan?
    /// Until when commands work that a person was given; nil where none were.
    let commandsUntil: Date?
    /// The client secret that the person gave for checks.
    let clientSecret: String?
    let askSecret: @Sendable (String) async -> String?

    /// - Parameter askSecret: asks for what isn't shown and is kept nowhere; nil if the person breaks off.
    public init(
        desk: RehearsalDesk, screen: Screen, tenantID: String, tenantName: String, now: Date, plan: SwitchPlan?,
        commandsUntil: Date?, clientSecret: String?, askSecret: @escaping @Sendable (String) async -> String?
    ) {
        (self.desk, self.screen, self.tenantID, self.tenantName) = (desk, screen, tenantID, tenantName)
        (self.now, self.plan, self.commandsUntil, self.clientSecret) = (now, plan, commandsUntil, clientSecret)
        self.askSecret = askSecret
    }
}
