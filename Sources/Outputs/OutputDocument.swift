/// A whole output: what a command prints with `--json`, or each line where it prints JSON Lines.
public protocol OutputDocument: OutputShape {
    /// The command line that prints it.
    static var command: String { get }
    /// Of its form: grows when a member goes, or means something else. New members don't change it.
    static var version: Int { get }
}

extension OutputDocument {
    /// The first form.
    public static var version: Int { 1 }

    /// Its version, then every member.
    public func write(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: OutputName.self)
        try container.encode(Self.version, forKey: OutputName("version"))
        try writeMembers(to: &container)
    }
}
