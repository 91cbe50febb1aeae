import Escaping

/// What a person types in their own words: notes, confirmations, reasons, names. Whatever of it is kept, or taken for a yes,
/// goes through here first, as answers go through `Input.normalized`.
public enum TypedText {
    /// The text without the blanks around it, if it is what it looks like and may be kept: journals go to others, whole.
    public static func checked(_ typed: String) throws(AnswerProblem) -> String {
        let text = typed.trimmingBlanks
        try refuseSecrets(in: text)
        guard !text.unicodeScalars.contains(where: \.breaksLine) else {
            throw AnswerProblem(
                text.unicodeScalars.contains("\n")
                    ? "Those are several lines, and one is asked for; nothing of it was kept."
                    : "There are control characters in it; type it rather than paste it.")
        }
        if let letter = OddLetter.firstHidden(in: text) {
            throw AnswerProblem("\(letter.clause(of: text)). Type it anew.")
        }
        return text
    }

    /// Of what has a form of its own, as a name has.
    public static func refuseSecrets(in text: String) throws(AnswerProblem) {
        let shown = SecretText.masked(text)
        if shown == text { return }
        throw AnswerProblem(
            "\"\(shown)\" has a secret in it, and what is typed here is kept: leave it out. Nothing was written.")
    }
}
