import Escaping

extension Board {
    /// Findings as they are told where the session isn't open: what is typed at its prompt is said with the way there.
    public func outside(_ findings: [Finding]) -> [Finding] {
        findings.map { Finding(property: $0.property, message: $0.message, remedy: outside($0.remedy)) }
    }

    /// The same of what could not be found out.
    public func outside(_ obstacle: Obstacle) -> Obstacle {
        Obstacle(reason: obstacle.reason, remedy: outside(obstacle.remedy))
    }

    /// A person's word that an item waits for.
    public func lackingWord(_ card: ItemCard) -> Finding {
        Finding(
            property: "attestation",
            message: card.lapsed?.words(now: now) ?? card.claim.map {
                "\($0.stamp.by), said so; here nobody has confirmed it."
            }
                ?? "Nobody has confirmed it.",
            remedy: outside("attest \(card.item.id)"))
    }

    private func outside(_ remedy: String) -> String {
        let place =
            if state.seal != nil {
                "Where the session goes on (it is sealed here)"
            } else if state.tenant.kind == .rehearsal, state.isRunbookForeign {
                "Where the rehearsal was begun"
            } else {
                "In \"\(ProgramCommand.text("resume", state.id))\""
            }
        if let typed = remedy.prefixMatch(of: #/Type /#) { return "\(place) type \(remedy[typed.range.upperBound...])" }
        if remedy.starts(with: #/(set|attest|verify|waive) [\w\-]/#) { return "\(place) type: \(remedy)" }
        return remedy.contains(
            #/\b[Tt]ype:? [a-z]|\b[Ss]et (--|[a-z]+_|domain\b)|\bverify (says|reads)\b|\bidentifiers with\b/#)
            ? "\(place): \(remedy)" : remedy
    }
}
