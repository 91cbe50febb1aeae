/// Text inside an address or a form (RFC 3986, section 2): UTF-8, and every byte that isn't kept as `%XX`.
public enum PercentText {
    /// - Parameter kept: ASCII characters that stay as they are besides letters and digits.
    public static func encoded(_ text: String, keeping kept: String) -> String {
        let kept = Set(kept.utf8)
        var result = String.UnicodeScalarView()
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            if scalar.isPlain || kept.contains(byte) {
                result.append(scalar)
            } else {
                result += "%".unicodeScalars
                result.append(digit(byte >> 4))
                result.append(digit(byte & 0xF))
            }
        }
        return String(result)
    }

    private static func digit(_ value: UInt8) -> Unicode.Scalar {
        Unicode.Scalar(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10)
    }
}
