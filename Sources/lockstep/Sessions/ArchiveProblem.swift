/// An exported session that isn't what was exported.
struct ArchiveProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
