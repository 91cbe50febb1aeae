/// A finding names the first few, and counts the rest.
enum Sample {
    /// How many are named.
    static let size = 5

    /// "ida@x.example, kai@x.example and 3 more".
    static func words(_ names: [String], of count: Int) -> String {
        names.joined(separator: ", ") + (count > names.count ? " and \(count - names.count) more" : "")
    }
}
