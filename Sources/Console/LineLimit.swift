/// How long a line may be that is typed, pasted or piped in. A certificate fits in one many times over.
public enum LineLimit {
    public static let bytes = 65_536

    static let words = "That line is longer than \(bytes / 1_024) KiB: nothing of it was taken."
}
