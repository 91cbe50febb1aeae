import Sameness

/// What a provider's metadata says about a runbook's questions: each template of the switch held against the values that
/// the metadata has for it.
public struct MetadataMatch: Hashable, Sendable {
    /// What the metadata says, with the certificate that was chosen of several.
    public struct Said: Hashable, Sendable {
        public let entityID: String
        public let signIn: [String]
        public let signOut: [String]
        public let certificate: String

        public init(entityID: String, signIn: [String], signOut: [String], certificate: String) {
            self.entityID = entityID
            self.signIn = signIn
            self.signOut = signOut
            self.certificate = certificate
        }
    }

    /// By input.
    public let answers: [String: String]
    /// What the switch would send otherwise than the metadata says, and nobody is locked out by: sentences.
    public let notes: [String]

    /// - Throws: a sentence, where the metadata is another provider's, or can't be had with this runbook's templates.
    public init(_ plan: CutoverPlan, _ said: Said) throws(AnswerProblem) {
        var answers: [String: String] = [:]
        var notes: [String] = []
        func take(
            _ template: Template, _ values: [String], _ same: Sameness, _ name: String, isVital: Bool
        ) throws(AnswerProblem) {
            for value in values {
                guard let found = template.answers(for: same == .certificate ? value : same.folded(value)) else {
                    // A template without a question says itself what is sent.
                    if template.inputs.isEmpty, same.isSame(template.source, value) { return }
                    continue
                }
                guard found.allSatisfy({ answers[$0.key] == nil || answers[$0.key] == $0.value }) else { continue }
                answers.merge(found) { first, _ in first }
                return
            }
            let seen = values.isEmpty ? "none" : values.prefix(3).joined(separator: ", ")
            let words = "\(name) in the metadata is \(seen), and this runbook sends \(template.shown(answers))."
            guard isVital else { return notes.append(words) }
            throw AnswerProblem("\(words) It is another provider's metadata, or another runbook's provider.")
        }
        try take(plan.issuerUri, [said.entityID], .text, "The entity ID", isVital: true)
        try take(plan.passiveSignInUri, said.signIn, .address, "The sign-in address", isVital: true)
        try take(plan.signOutUri, said.signOut, .address, "The sign-out address", isVital: false)
        try take(plan.signingCertificate, [said.certificate], .certificate, "The certificate", isVital: true)
        self.answers = answers
        self.notes = notes
    }
}

extension Template {
    /// The answer that makes this text of the template.
    /// - Returns: nil where none does, or where the template asks more than one question, or none.
    func answers(for text: String) -> [String: String]? {
        guard inputs.count == 1, let name = inputs.first else { return nil }
        var (before, after, isBehind) = ("", "", false)
        for piece in pieces {
            switch piece {
            case .input: isBehind = true
            case .literal(let literal): if isBehind { after += literal } else { before += literal }
            }
        }
        guard text.hasPrefix(before), text.hasSuffix(after), text.count > before.count + after.count else { return nil }
        let answer = String(text.dropFirst(before.count).dropLast(after.count))
        // A part of a path would be another address.
        return before.isEmpty && after.isEmpty || !answer.contains("/") ? [name: answer] : nil
    }
}
