/// A command line of this program, as somebody types it in a shell after reading it.
public enum ProgramCommand {
    /// The store that this program was told to look into, if it was told: what is printed leads there, and not into another one
    /// that may have a session of the same id.
    @TaskLocal public static var store: String?

    /// - Parameter words: after the program's name.
    public static func text(_ words: String...) -> String {
        ShellText.command(["lockstep"] + words + (store.map { ["--store", $0] } ?? []))
    }

    /// What stands behind `--store` in a command line; the last one, if there are two.
    public static func store(in arguments: [String]) -> String? {
        var store: String?
        for (index, word) in arguments.enumerated() {
            if word == "--" { break }
            if word == "--store" { store = arguments.dropFirst(index + 1).first }
            if word.hasPrefix("--store=") { store = String(word.dropFirst("--store=".count)) }
        }
        return store
    }
}
