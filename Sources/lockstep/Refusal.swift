/// What was understood and isn't done, or didn't come out well: what happened, why, and what next.
struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
