import Authoring
import Outputs

/// What `lockstep coverage` found.
struct CoverageOutput: OutputDocument {
    static let outputName = "coverage"
    static let command = "lockstep coverage RUNBOOK DOCUMENT --json"
    static let about = "Which parts of a document a runbook covers. The exit code is 1 if something is missing or gone."
    static let members: [OutputMember<CoverageOutput>] = [
        .init("document", "Its name.", \.coverage.document),
        .init("percent", "0 to 100; 100 only if nothing is missing.", \.coverage.percent),
        .init("parts", "How many the document has.", \.coverage.parts),
        .init("missing", "Parts that the runbook doesn't follow.", \.coverage.missing),
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
