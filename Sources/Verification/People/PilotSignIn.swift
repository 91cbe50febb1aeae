import Runbook

/// Which checks look for a pilot's sign-in after the switch.
public enum PilotSignIn {
    /// Whether a check looks for a person's sign-in, which nobody but they can make.
    public static func isSeen(by check: Check) -> Bool {
        check.resource == PersonResource.name && check.expectations.contains { $0.property == PersonResource.signIns }
    }
}
