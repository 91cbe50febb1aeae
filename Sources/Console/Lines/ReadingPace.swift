/// How fast somebody can read a question and answer it.
enum ReadingPace {
    /// What is answered within this wasn't read: it was pasted, or meant for something else.
    static let least = Duration.milliseconds(700)

    static let words =
        "That came before anybody could have read the question, and counts for nothing. Read it, and answer again."
}
