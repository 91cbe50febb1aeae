import Foundation
import Text
import YAMLDocument

/// What a scenario beside the runbook may name of it.
extension Runbook {
    /// Why a scenario can't offer an answer, with what may have been meant; nil if it can.
    public func problem(ofOffered answer: String, to name: String) -> String? {
        guard let input = input(name) else {
            return "the runbook asks no such question\(Suggestion.hint(for: name, in: inputs.map(\.id)))"
        }
        let kept: String
        do throws(AnswerProblem) { kept = try input.normalized(input.offered(answer, now: Runbook.anyDay)) } catch {
            return error.description
        }
        // A person may type it in many ways; whoever reads the file compares it with the other names in it.
        guard input.kind == .domain, kept != answer else { return nil }
        return "it isn't written as it is kept; did you mean \"\(kept)\"?"
    }

    private static let anyDay = Date(timeIntervalSince1970: 1_800_000_000)

    /// Why something can't be about a part of the runbook, an item or a step; nil if it can.
    public func problem(ofSubject id: String) -> String? {
        if item(id) != nil || step(id) != nil { return nil }
        return
            "the runbook has no item and no step \"\(id)\"\(Suggestion.hint(for: id, in: items.map(\.id) + steps.map(\.id)))"
    }

    /// Why a text for a trainee can't be shown as it is meant; nil if it can. Places for answers are filled with examples
    /// first.
    /// - Parameter problem: why a filled text tells to type what can't be typed.
    public func problem(ofTold text: String, _ problem: (_ filled: String) -> String?) -> String? {
        let template = Template(text)
        if let name = template.inputs.first(where: { input($0) == nil }) {
            return "there is no input \"\(name)\"\(Suggestion.hint(for: name, in: inputs.map(\.id)))"
        }
        if let secret = template.inputs.first(where: { input($0)?.kind == .secret }) {
            return "\"\(secret)\" is a secret: it is shown nowhere"
        }
        for answers in Input.examples(of: inputs) {
            if let words = template.filled(answers).flatMap(problem) { return words }
        }
        return nil
    }

    /// Names that its own steps bring in, and that a trainee may have made by following it.
    public var names: Set<String> {
        Set(inputs.compactMap(\.fallback) + items.compactMap { $0.check?.selector.source })
    }
}

extension Input {
    /// An answer that a scenario offers, as it is typed: of a moment also `in 7d`, counted from when it is offered, for a
    /// rehearsal begins on any day.
    public func offered(_ text: String, now: Date) -> String {
        guard kind == .time, let span = text.wholeMatch(of: /in (\d+[dhms])/),
            let seconds = DurationText.parse(String(span.1))
        else { return text }
        return now.addingTimeInterval(Double(seconds)).formatted(.iso8601)
    }
}
