import Foundation
import Journal
import Runbook
import Tenant
import Text

/// What of this machine stands in the way of a switch.
enum MachineReasons {
    /// Windows, waits and certificates are judged by this machine's clock.
    /// - Parameters:
    ///   - difference: Microsoft's clock against ours in seconds, positive where ours is behind; nil if unknown.
    ///   - command: what to type once it is right.
    static func clock(difference: TimeInterval?, then command: String) -> Reason? {
        guard let difference else {
            return Reason(
                kind: .clock, subject: nil,
                message: "Microsoft's answers don't tell their time, so this machine's clock can't be compared.",
                remedy: "Something between here and Microsoft may rewrite them. Try from another network.")
        }
        guard abs(difference) > ClockDifference.tolerance else { return nil }
        let words = DurationText.words(Int(abs(difference).rounded()))
        return Reason(
            kind: .clock, subject: nil,
            message: "This machine's clock is \(words) \(difference > 0 ? "behind" : "ahead of") Microsoft's.",
            remedy: "Set it: timedatectl set-ntp true. Then type \(command) again.")
    }

    /// - Parameter room: bytes that the journal's disk has left; nil where the system doesn't say.
    static func room(_ room: Int64?, least: Int64) -> Reason? {
        guard let room, room < least else { return nil }
        return Reason(
            kind: .plan, subject: nil,
            message: "The disk of the sessions has \(room >> 20) MB left, and the switch must be written down.",
            remedy: "Make room for \(least >> 20) MB at least.")
    }
}
