/// One element of an XML document. Names are ours, written in the source; texts may be anybody's, and are escaped where
/// they are written: what comes out is always well formed.
struct XMLElement {
    private let name: StaticString
    private let attributes: [(name: StaticString, text: String)]
    private let children: [XMLElement]
    private let text: String?

    /// - Parameter text: what stands in it, where no elements do.
    init(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], text: String? = nil) {
        (self.name, self.attributes, children) = (name, attributes.map { ($0.key, $0.value) }, [])
        self.text = text
    }

    init(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ children: [XMLElement]) {
        (self.name, self.attributes, self.children) = (name, attributes.map { ($0.key, $0.value) }, children)
        text = nil
    }

    /// As a whole document, a line for each element.
    var document: String {
        #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n" + lines("").joined(separator: "\n") + "\n"
    }

    private func lines(_ indent: String) -> [String] {
        let attributes = attributes.map { " \($0.name)=\"\(PlainText.escaped($0.text))\"" }.joined()
        let opening = "\(indent)<\(name)\(attributes)"
        if let text { return ["\(opening)>\(PlainText.escaped(text))</\(name)>"] }
        if children.isEmpty { return ["\(opening)/>"] }
        return ["\(opening)>"] + children.flatMap { $0.lines(indent + "  ") } + ["\(indent)</\(name)>"]
    }
}
