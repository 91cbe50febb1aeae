/// A token that is in hand for a write. It can't be printed.
public struct WriteToken: Sendable, CustomStringConvertible, CustomReflectable {
    let value: String

    public var description: String { "a token" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
