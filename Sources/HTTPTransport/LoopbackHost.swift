/// Names and numbers of this machine itself.
public enum LoopbackHost {
    /// Whether what goes to `name` (a host, with or without a port) doesn't leave this machine.
    public static func isOne(_ name: String) -> Bool {
        let host = name.hasPrefix("[") || name.contains("::") ? name : String(name.split(separator: ":").first ?? "")
        if host == "localhost" || host == "::1" || host.hasPrefix("[::1]") { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        // Only as addresses are written: "-0" and "+1" are numbers too, "010" is octal, "08" is neither, and then the whole
        // is a name, which may be anywhere.
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { $0 == UInt8($0).map { "\($0)" } ?? "?" }
    }
}
