/// What a person needs to sign in on another device.
public struct DeviceCodePrompt: Sendable {
    /// The page to open.
    public let page: String
    /// The code to enter there.
    public let code: String
    /// Seconds until the code is worth nothing.
    public let expiresIn: Int
}
