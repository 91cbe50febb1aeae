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
        /// Addresses for bindings that Microsoft doesn't use, each with its binding.
        public let otherSignIn: [String]
        public let otherSignOut: [String]

        public init(
            entityID: String, signIn: [String], signOut: [String], certificate: String, otherSignIn: [String] = [],
            otherSignOut: [String] = []
        ) {
            self.otherSignIn = otherSignIn
            self.otherSignOut = otherSignOut
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
            _ template: Template, _ values: [String], _ same: Sameness, _ name: String, others: [String] = [],
            isVital: Bool
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
            let besides =
                others.isEmpty ? "" : " (there for another binding: \(others.prefix(3).joined(separator: ", ")))"
            let words =
                "\(name) in the metadata is \(seen)\(besides), and this runbook sends \(template.shown(answers))."
            guard isVital else { return notes.append(words) }
            if values.contains(where: { MetadataMatch.isPlain($0, template, answers) }) {
                throw AnswerProblem(
                    "\(words) http isn't https: whoever is on the way could read what people type there. Let the "
                        + "provider publish its https address.")
            }
            if values.isEmpty, !others.isEmpty {
                throw AnswerProblem(
                    "\(words) Let the provider offer HTTP-POST, by which Microsoft sends people there.")
            }
            throw AnswerProblem("\(words) It is another provider's metadata, or another runbook's provider.")
        }
        try take(plan.issuerUri, [said.entityID], .text, "The entity ID", isVital: true)
        try take(
            plan.passiveSignInUri, said.signIn, .address, "The sign-in address (HTTP-POST)", others: said.otherSignIn,
            isVital: true)
        try take(
            plan.signOutUri, said.signOut, .address, "The sign-out address (HTTP-Redirect)", others: said.otherSignOut,
            isVital: false)
        try take(plan.signingCertificate, [said.certificate], .certificate, "The certificate", isVital: true)
        self.answers = answers
        self.notes = notes
    }

    /// Whether an address would be the template's if only it were https.
    private static func isPlain(_ address: String, _ template: Template, _ answers: [String: String]) -> Bool {
        guard address.lowercased().hasPrefix("http://") else { return false }
        let secure = Sameness.address.folded("https" + address.dropFirst(4))
        return template.answers(for: secure) != nil || Sameness.address.isSame(template.source, secure)
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
