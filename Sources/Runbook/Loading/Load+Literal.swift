import Escaping
import YAMLDocument

extension Load {
    /// Holds a text to what must stand in its place: as it is written, or filled with an answer such as its inputs take.
    func hold(_ template: Template, to form: LiteralForm, at place: SourceLocation) {
        let source = template.source
        if isKept || source.allSatisfy(\.isWhitespace) || reportSlip(in: template, at: place) { return }
        if source.first?.isWhitespace == true || source.last?.isWhitespace == true {
            problems.report("\"\(source)\" has blanks at its ends: take them away", at: place)
            return
        }
        let literals = template.pieces.map { if case .literal(let text) = $0 { text } else { " " } }
        let odd = form == .name ? OddLetter.firstInName : OddLetter.first(in:)
        if reportOdd(literals.lazy.compactMap(odd).first, in: source, at: place) { return }
        let used = template.inputs.map { name in inputs.first { $0.id == name } }
        if let foreign = used.lazy.compactMap(\.self).first(where: { !form.takes($0.kind) }) {
            let wanted = form == .certificate ? ": one of type certificate must" : ""
            problems.report(
                "\"{{\(foreign.id)}}\" is an answer of type \(foreign.kind.rawValue), which can't stand here\(wanted)",
                at: place
            )
            return
        }
        // What a free text brings in is known only once it is given.
        let samples = used.compactMap { $0?.sample }
        guard samples.count == used.count else { return }
        let answers = Dictionary(zip(template.inputs, samples)) { first, _ in first }
        do throws(AnswerProblem) {
            try form.check(template.filled(answers) ?? source)
        } catch {
            let isFilled = !template.inputs.isEmpty
            let types = used.compactMap { $0?.kind.rawValue }.joined(separator: ", ")
            problems.report(
                (isFilled ? "with an answer of its type (\(types)) put in: " : "") + error.description
                    + Load.straightened(source), at: place)
        }
    }

    /// Reports what was meant to be a place for an answer, and isn't written as one.
    /// - Returns: whether there is such.
    @discardableResult
    func reportSlip(in template: Template, isProse: Bool = false, at place: SourceLocation) -> Bool {
        // Nearly no text has a brace, and to make a pattern costs more than to look for one.
        for case .literal(let text) in template.pieces where text.utf8.contains(UInt8(ascii: "{")) {
            var written: (all: Substring, name: Substring)?
            if let open = text.firstMatch(of: /\{\{\s*([\p{L}\p{N}_-]+)/) {
                written = (open.0, open.1)
            } else if !isProse, let single = text.firstMatch(of: /\$?\{\s*([\p{L}\p{N}_-]+)\s*\}/) {
                written = (single.0, single.1)
            }
            guard let written, inputIDs.contains(String(written.name)), !isKept else { continue }
            problems.report(
                "\"\(written.all)\" isn't filled in: write \"{{\(written.name)}}\" for the answer", at: place)
            return true
        }
        return false
    }

    /// The id of a part of the runbook: what others call it by.
    func identifier(_ reader: MappingReader) -> String {
        let id = reader.text("id")
        if isKept || reportOdd(OddLetter.first(in: id), in: id, at: reader.location(of: "id")) { return id }
        if let other = id.unicodeScalars.first(where: { !Load.isOfIdentifier($0) }) {
            problems.report(
                "\"\(id)\" is no id: letters, digits, - and _ are, and \"\(other)\" is none of them",
                at: reader.location(of: "id"))
        }
        return id
    }

    private static func isOfIdentifier(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar.properties.generalCategory == .nonspacingMark
    }

    /// Reports the odd letter of a text, if it has one.
    /// - Returns: whether it has.
    @discardableResult
    func reportOdd(_ letter: OddLetter?, in text: String, at place: SourceLocation) -> Bool {
        if let letter { problems.report("\(letter.clause(of: text)); type it anew", at: place) }
        return letter != nil
    }

    /// Quotes of a word processor are letters like others.
    private static func straightened(_ text: String) -> String {
        guard let first = text.first, "“”„‟‘’‚‛«»".contains(first) else { return "" }
        return " These quotes are part of the text: write straight ones, \"…\""
    }
}
