/// Signed tokens in a text, as RFC 7519 writes them: two parts of JSON in base64url with a dot between them. Signatures and
/// keys, in base64 too, may have any three letters, so the beginning alone tells nothing.
public enum TokenText {
    public static func isIn(_ text: String) -> Bool {
        text.contains(#/eyJ[A-Za-z0-9_\-]{8,}\.eyJ[A-Za-z0-9_\-]{8,}/#)
    }
}
