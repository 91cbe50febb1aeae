import ArgumentParser

/// What every command that may put something in the place of something else asks for it, in the same words.
struct OverwriteOption: ParsableArguments {
    @Flag(help: "Replace what has that name already; otherwise it stays, and nothing is written.") var force = false
}
