/// Something that the person named isn't there or isn't fit: what, and what to do.
struct InputProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
