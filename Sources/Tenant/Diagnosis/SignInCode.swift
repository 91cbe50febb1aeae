/// A code of Microsoft's sign-in service, without its prefix: `50126` of AADSTS50126.
///
/// Microsoft: "Microsoft Entra authentication and authorization error codes".
public enum SignInCode {
    /// The code inside a message.
    static func found(in message: String) -> String? {
        message.firstMatch(of: /AADSTS(\d{4,})/).map { String($0.1) }
    }

    /// Where Microsoft explains a code as it is today; its table has only some of them.
    public static func page(_ code: String) -> String { "https://login.microsoftonline.com/error?code=\(code)" }

    /// The service's words without what only its support can read: trace and correlation ids, the time.
    static func words(_ description: String) -> String {
        let line = description.split(whereSeparator: \.isNewline).first.map(String.init) ?? description
        guard let end = line.firstRange(of: " Trace ID:") else { return line }
        return String(line[..<end.lowerBound])
    }

    /// What sign-in logs show as a result of its own where a sign-in only stops to ask something and goes on: whether to stay
    /// signed in (50140), a second factor (50074) or its registration (50072), the device (50097), security information
    /// (50125), the app that was meant (50199), the browser's own single sign-on (50168), a session that isn't there yet
    /// (50058). How it ended is in an entry of its own. Chosen by the names and words of Microsoft's page.
    public static let interrupts: Set<Int> = [50058, 50072, 50074, 50097, 50125, 50140, 50168, 50199]
}
