/// What must stand in a place of a runbook: there a text is held to it as an answer would be.
public enum LiteralForm: Hashable, Sendable {
    /// A name that its service leaves to people.
    case name
    case domain, upn, guid, url, duration, metadata
    /// A tenant, by its ID or by a domain of it.
    case tenant
    /// A moment, or two with a slash between.
    case window
    /// A certificate, from an answer that was read as one.
    case certificate
    /// A certificate, or its fingerprint.
    case fingerprint

    /// - Throws: why `text` can't be it.
    func check(_ text: String) throws(AnswerProblem) {
        switch self {
        case .name, .certificate, .fingerprint: break
        case .domain: try LiteralForm.check(text, as: .domain)
        case .upn: try LiteralForm.check(text, as: .upn)
        case .guid: try LiteralForm.check(text, as: .guid)
        case .url: try LiteralForm.check(text, as: .url)
        case .duration: try LiteralForm.check(text, as: .duration)
        case .metadata: try LiteralForm.check(text, as: .metadata)
        case .tenant: try LiteralForm.check(text, as: text.contains(".") ? .domain : .guid)
        case .window: _ = try Stretch(text)
        }
    }

    private static func check(_ text: String, as kind: Input.Kind) throws(AnswerProblem) {
        _ = try Input(id: "", kind: kind, question: "", help: nil, fallback: nil).normalized(text)
    }

    /// Whether an answer of a type can be what must stand in the place.
    func takes(_ kind: Input.Kind) -> Bool {
        switch (self, kind) {
        case (.certificate, _): kind == .certificate
        // A fingerprint is asked for as a text.
        case (.fingerprint, _): [.certificate, .text].contains(kind)
        case (.window, .time), (.metadata, .metadata): true
        case (_, .certificate), (_, .time), (_, .metadata), (_, .accounts): false
        default: true
        }
    }
}
