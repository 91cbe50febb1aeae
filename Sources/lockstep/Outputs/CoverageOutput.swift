import Authoring
import Outputs

/// What `lockstep coverage` found.
struct CoverageOutput: OutputDocument {
    static let outputName = "coverage"
    /// 2: the percentage counts labels beside parts.
    static let version = 2
    static let command = "lockstep coverage RUNBOOK DOCUMENT --json"
    static let about = "Which parts of a document a runbook covers. The exit code is 1 if something is missing or gone."
    static let members: [OutputMember<CoverageOutput>] = [
        .init("document", "Its name.", \.coverage.document),
        .init("percent", "Of parts and labels together, 0 to 100; 100 only if all are there.", \.coverage.percent),
        .init("parts", "How many the document has.", \.coverage.parts),
        .init("missing", "Parts that the runbook doesn't follow.", \.coverage.missing),
        .init("labels", "How many names, code, addresses and numbers its parts have.", \.coverage.labels),
        .init("unsaid", "Labels that are nowhere in the steps that follow their part.", \.coverage.unsaid),
        .init("gone", "What the runbook follows, though the document has it no more.", \.coverage.gone),
    ]

    let coverage: Coverage
}

extension DocumentPart: OutputShape {
    public static let outputName = "document-part"
    public static let about = "One part of a document."
    public static let members: [OutputMember<DocumentPart>] = [
        .init("anchor", "What a runbook's source names it by.", \.anchor),
        .init("kind", "term is a paragraph or a bullet that begins with a name in bold.", \.kind),
        .init("line", "From 1.", \.line),
        .init("text", "What stands there, without markup.", \.text),
    ]
}

extension DocumentPart.Kind: OutputWord {}

extension Coverage.Reference: OutputShape {
    public static let outputName = "reference"
    public static let about = "Something of a runbook that follows a part of a document."
    public static let members: [OutputMember<Coverage.Reference>] = [
        .init("subject", "An item's or action's id, or what else it is.", \.subject),
        .init("anchor", "What it follows.", \.anchor),
    ]
}

extension Coverage.Unsaid: OutputShape {
    public static let outputName = "unsaid"
    public static let about = "A label of the document that the runbook doesn't say."
    public static let members: [OutputMember<Coverage.Unsaid>] = [
        .init("label", "As it stands there.", \.label),
        .init("anchor", "The part that it stands in.", \.part.anchor),
        .init("line", "Where the part begins, from 1.", \.part.line),
    ]
}
