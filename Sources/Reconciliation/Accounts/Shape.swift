/// Shapes of text as file names have them: `*` is anything, `?` one character, and the whole must fit.
public enum Shape {
    /// Goes back to the last star only, so the time is at most the product of the lengths, whatever the shape.
    public static func matches(_ text: String, _ shape: String) -> Bool {
        let (text, shape) = (Array(text), Array(shape))
        var (place, index) = (0, 0)
        var star: (index: Int, place: Int)?
        while place < text.count {
            if index < shape.count, shape[index] == "*" {
                star = (index, place)
                index += 1
            } else if index < shape.count, shape[index] == "?" || shape[index] == text[place] {
                place += 1
                index += 1
            } else if let last = star {
                star = (last.index, last.place + 1)
                (index, place) = (last.index + 1, last.place + 1)
            } else {
                return false
            }
        }
        return shape[index...].allSatisfy { $0 == "*" }
    }
}
