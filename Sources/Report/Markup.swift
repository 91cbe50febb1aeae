/// A part of an XML or HTML document. Names are ours, written in the source; texts may be anybody's, and are escaped where
/// they are written: what comes out is always well formed.
enum Markup {
    /// One element with its attributes and what is in it.
    struct Element {
        let name: StaticString
        let attributes: [(name: StaticString, text: String)]
        let children: [Markup]
    }

    case text(String)
    case element(Element)

    init(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ children: [Markup] = []) {
        self = .element(
            Element(name: name, attributes: attributes.map { ($0.key, $0.value) }, children: children))
    }

    /// As a whole XML document, a line for each element.
    var xml: String {
        #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n" + xmlLines("").joined(separator: "\n") + "\n"
    }

    private func xmlLines(_ indent: String) -> [String] {
        guard case .element(let element) = self else { return [indent + inline] }
        let isOfElements = element.children.contains { if case .element = $0 { true } else { false } }
        guard isOfElements else { return [indent + inline] }
        return ["\(indent)<\(element.opening)>"] + element.children.flatMap { $0.xmlLines(indent + "  ") }
            + ["\(indent)</\(element.name)>"]
    }

    private var inline: String {
        switch self {
        case .text(let text): PlainText.escaped(text)
        case .element(let element):
            element.children.isEmpty
                ? "<\(element.opening)/>"
                : "<\(element.opening)>\(element.children.map(\.inline).joined())</\(element.name)>"
        }
    }

    /// As a whole HTML document.
    var html: String { "<!DOCTYPE html>\n" + written + "\n" }

    /// HTML, Syntax, "void elements", and what stands alone in SVG.
    private static let alone: Set = ["meta", "br", "circle", "line", "rect"]
    /// What stands on lines of its own, so that a person can read the source.
    private static let blocks: Set = [
        "html", "head", "body", "meta", "title", "style", "h1", "h2", "p", "table", "tr", "ul", "ol", "li", "svg",
    ]

    private var written: String {
        switch self {
        case .text(let text): return PlainText.escaped(text)
        case .element(let element):
            let name = "\(element.name)"
            if Markup.alone.contains(name) { return "<\(element.opening)/>" }
            var inside = ""
            for child in element.children {
                let isBlock = if case .element(let one) = child { Markup.blocks.contains("\(one.name)") } else { false }
                inside += isBlock ? "\n\(child.written)" : child.written
            }
            return "<\(element.opening)>\(inside)</\(name)>"
        }
    }
}

extension Markup.Element {
    fileprivate var opening: String {
        "\(name)" + attributes.map { " \($0.name)=\"\(PlainText.escaped($0.text))\"" }.joined()
    }
}
