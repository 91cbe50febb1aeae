/// Base64 that may stand in addresses and tokens, without padding (RFC 4648, section 5).
public enum Base64URL {
    /// - Parameter standard: Base64 as section 4 writes it.
    public static func encoded(_ standard: String) -> String {
        standard.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// As section 4 writes it.
    public static func standard(_ text: some StringProtocol) -> String {
        let plain = String(text).replacing("-", with: "+").replacing("_", with: "/")
        return plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    }
}
