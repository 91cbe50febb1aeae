import Escaping
import Runbook

/// A runbook's first draft from a document, with every word of it, ready for lint. Its headings become phases, steps and
/// procedures, as deep as they go. What can be checked in the tenant is for its author to say; until then each line of a
/// checklist asks for a person's word.
public enum Skeleton {
    /// - Parameters:
    ///   - id: the runbook's id; its folder's name.
    ///   - schema: where the runbooks' schema lies, from the folder.
    /// - Returns: text by path, as `RunbookSource` takes it.
    public static func files(_ outline: DocumentOutline, id: String, schema: String = "runbook.schema.json")
        -> [String: String]
    {
        let draft = SkeletonDraft(outline)
        var main = SkeletonLines()
        main.add(0, "# yaml-language-server: $schema=\(schema)")
        main.add(
            0,
            YAMLText.comment(
                "A draft made from \(outline.name). Say it in your own words, then turn attest into check."))
        main.add(0, "id: \(SkeletonLines.quoted(id))")
        main.add(0, "title: \(SkeletonLines.quoted(outline.title))")
        let introduction = SkeletonDraft.introduction(of: outline)
        main.text(0, "summary", introduction.isEmpty ? [outline.title] : introduction)
        main.add(0, "source: \(SkeletonLines.quoted(outline.name))")
        hints(draft.hints, to: &main, 0)
        main.add(0, "phases:")
        for phase in draft.phases {
            main.add(1, "- id: \(SkeletonLines.quoted(phase.id))")
            main.add(2, "title: \(SkeletonLines.quoted(phase.title))")
            main.text(2, "text", phase.text.isEmpty ? ["What the document asks for."] : phase.text)
            main.add(2, "may-break: To be said.")
            sources(phase.sources, to: &main, 2)
            hints(phase.hints, to: &main, 2)
        }
        main.add(0, "steps:")
        var files: [String: String] = [:]
        for (number, step) in draft.steps.enumerated() {
            let path = "steps/\(number + 1)-\(SkeletonDraft.ascii(step.id, or: "step")).yaml"
            main.add(1, "- \(SkeletonLines.quoted(path))")
            files[path] = "# yaml-language-server: $schema=../\(schema)\n" + text(of: step)
        }
        files["runbook.yaml"] = main.text
        return files
    }

    private static func text(of step: SkeletonDraft.Step) -> String {
        var lines = SkeletonLines()
        lines.add(0, "id: \(SkeletonLines.quoted(step.id))")
        lines.add(0, "title: \(SkeletonLines.quoted(step.title))")
        lines.add(0, "phase: \(SkeletonLines.quoted(step.phase))")
        sources(step.sources, to: &lines, 0)
        lines.text(0, "text", step.text)
        hints(step.hints, to: &lines, 0)
        if !step.procedures.isEmpty { lines.add(0, "procedures:") }
        for procedure in step.procedures {
            lines.add(1, "- title: \(SkeletonLines.quoted(procedure.title))")
            sources(procedure.sources, to: &lines, 2)
            lines.text(2, "text", procedure.text)
            hints(procedure.hints, to: &lines, 2)
            lines.add(2, "actions:")
            for action in procedure.actions {
                lines.add(3, "- title: \(SkeletonLines.quoted(action.title))")
                lines.text(4, "text", action.text.isEmpty ? [action.title] : action.text)
                sources(action.sources, to: &lines, 4)
            }
        }
        if !step.items.isEmpty { lines.add(0, "checklist:") }
        for item in step.items {
            lines.add(1, "- id: \(SkeletonLines.quoted(item.id))")
            lines.text(2, "text", item.text)
            sources(item.sources, to: &lines, 2)
            lines.add(2, "attest: \(SkeletonLines.quoted(item.word))")
        }
        return lines.text
    }

    private static func sources(_ anchors: [String], to lines: inout SkeletonLines, _ depth: Int) {
        if anchors.isEmpty { return }
        let all = anchors.map(SkeletonLines.quoted).joined(separator: ", ")
        lines.add(depth, anchors.count == 1 ? "source: \(all)" : "source: [\(all)]")
    }

    private static func hints(_ parts: [DocumentPart], to lines: inout SkeletonLines, _ depth: Int) {
        if parts.isEmpty { return }
        lines.add(depth, "hints:")
        for part in parts {
            lines.add(depth + 1, "- style: \(part.style ?? "info")")
            sources([part.anchor], to: &lines, depth + 2)
            lines.text(depth + 2, "text", part.body.isEmpty ? [part.text.isEmpty ? part.anchor : part.text] : part.body)
        }
    }
}
