import Text
import YAMLDocument

extension Load {
    /// What the runbook's switch does, and under which conditions.
    /// - Parameter areAllRead: whether each step's file could be read: what isn't there may stand in one that couldn't.
    func cutoverPlan(_ reader: MappingReader, steps: [Step], areAllRead: Bool) -> CutoverPlan {
        let step = reader.text("step")
        if areAllRead, !step.isEmpty, !steps.contains(where: { $0.id == step }) {
            let hint = Suggestion.hint(for: step, in: steps.map(\.id))
            problems.report("there is no step \"\(step)\"\(hint)", at: reader.location(of: "step"))
        }
        let domain = template(reader, "domain", .domain)
        let cooldown = duration(reader, "cooldown")
        let freshFor = duration(reader, "fresh-for")
        if !isKept, cooldown < CutoverPlan.leastCooldown, !reader.text("cooldown").isEmpty {
            problems.report(
                "\"cooldown\" is \(DurationText.words(CutoverPlan.leastCooldown)) at least: what was sent may still be on "
                    + "its way", at: reader.location(of: "cooldown"))
        }
        if !isKept, freshFor > CutoverPlan.longestFresh {
            problems.report(
                "\"fresh-for\" is \(DurationText.words(CutoverPlan.longestFresh)) at most: an older verdict says nothing of "
                    + "the moment of the switch", at: reader.location(of: "fresh-for"))
        }
        let approvals = reader.integer("approvals") ?? 1
        if !(1...5).contains(approvals) {
            problems.report("\"approvals\" must be a number from 1 to 5", at: reader.location(of: "approvals"))
        }
        let window = reader.mapping("window", "the window").map(switchWindow)
        guard let federation = reader.mapping("federation", "the federation") else {
            problems.report("the cutover needs \"federation\"", at: reader.location)
            reader.finish()
            return CutoverPlan(
                step: step, domain: domain, displayName: domain, issuerUri: domain, passiveSignInUri: domain,
                signOutUri: domain, signingCertificate: domain, preferredAuthenticationProtocol: "",
                federatedIdpMfaBehavior: "", approvals: approvals, cooldown: cooldown,
                window: window, freshFor: freshFor)
        }
        let plan = CutoverPlan(
            step: step, domain: domain, displayName: template(federation, "display-name", .name),
            issuerUri: template(federation, "issuer", .name),
            passiveSignInUri: template(federation, "sign-in-url", .url),
            signOutUri: template(federation, "sign-out-url", .url),
            signingCertificate: template(federation, "certificate", .certificate),
            preferredAuthenticationProtocol: oneOf(federation, "protocol", ["saml", "wsFed"]),
            federatedIdpMfaBehavior: oneOf(
                federation, "mfa-behaviour",
                ["acceptIfMfaDoneByFederatedIdp", "enforceMfaByFederatedIdp", "rejectMfaByFederatedIdp"]),
            approvals: approvals, cooldown: cooldown,
            window: window, freshFor: freshFor)
        federation.finish()
        reader.finish()
        return plan
    }

    private func switchWindow(_ reader: MappingReader) -> SwitchWindow {
        let opens = reader.node("opens").map { _ in inputTemplate(reader, "opens", .time) }
        let closes = reader.node("closes").map { _ in inputTemplate(reader, "closes", .time) }
        reader.finish()
        if opens == nil, closes == nil {
            problems.report("a window needs \"opens\", \"closes\" or both", at: reader.location)
        }
        let names = [opens, closes].compactMap(\.self).flatMap(\.inputs)
        if let opens, let closes, opens.source == closes.source, !opens.source.isEmpty, !isKept {
            problems.report("the window would close in the moment it opens", at: reader.location(of: "closes"))
        }
        let (first, last) = (fallback(of: opens), fallback(of: closes))
        if !isKept, let first, let last, last.date <= first.date {
            problems.report(
                "the window would close before it opens: its inputs' defaults are \(first.kept) and \(last.kept)",
                at: reader.location(of: "closes"))
        }
        let compulsory = names.filter { name in inputs.contains { $0.id == name && !$0.isOptional } }
        return SwitchWindow(opens: opens, closes: closes, compulsory: compulsory)
    }

    /// What is offered for the input that a template is.
    private func fallback(of template: Template?) -> Moment? {
        let input = template.flatMap { template in inputs.first { $0.id == template.inputs.first } }
        return input?.fallback.flatMap { try? Moment($0) }
    }

    private func oneOf(_ reader: MappingReader, _ key: String, _ choices: [String]) -> String {
        let word = reader.text(key)
        if !word.isEmpty, !choices.contains(word) {
            let hint = Suggestion.hint(for: word, in: choices)
            problems.report(
                "\"\(key)\" must be one of \(choices.joined(separator: ", "))\(hint)", at: reader.location(of: key))
        }
        return word
    }

    private func duration(_ reader: MappingReader, _ key: String) -> Int {
        let text = reader.text(key)
        if let seconds = DurationText.parse(text) { return seconds }
        if !text.isEmpty {
            problems.report("\"\(key)\" must be a duration such as 10m, 12h or 30d", at: reader.location(of: key))
        }
        return 0
    }
}
