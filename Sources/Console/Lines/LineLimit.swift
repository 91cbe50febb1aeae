/// How long a line may be that is typed, pasted or piped in. A certificate fits in one many times over.
public enum LineLimit {
    public static let bytes = 65_536
}
