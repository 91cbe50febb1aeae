/// Answers in sentences.
public enum AnswerText {
    /// Of a long one, its beginning and its end.
    public static func short(_ answer: String) -> String {
        if answer.isEmpty { return "none" }
        return answer.count <= 60 ? answer : "\(answer.prefix(24))…\(answer.suffix(12))"
    }
}
