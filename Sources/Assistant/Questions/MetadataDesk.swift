import Console
import Cutover
import Foundation
import Journal
import Runbook
import Sameness
import Tenant
import Text

/// Fills answers from a provider's SAML metadata: read, shown, confirmed, and only then recorded, all of them or none.
struct MetadataDesk {
    let conversation: Conversation

    private var screen: Screen { conversation.screen }

    /// - Parameter source: an `https` address, or a file's path.
    func set(from source: String) async throws -> Outcome {
        guard let plan = conversation.runbook.cutover else {
            throw UsageError("This runbook switches no domain, so it asks nothing that metadata could answer.")
        }
        let place = try MetadataDesk.normalized(source)
        let reading: ProviderClient.Reading
        let (provider, now) = (conversation.access.provider, conversation.writer.time)
        screen.progress("Reading the provider's metadata…")
        do throws(MetadataProblem) {
            reading = try await conversation.interruptible { () async throws(MetadataProblem) in
                try await provider.metadata(at: place, now: now)
            }
            screen.clearProgress()
        } catch {
            screen.clearProgress()
            guard error.isOfTheWay else {
                throw UsageError("\(error.message) \(error.remedy) Nothing was changed.")
            }
            screen.error("\(error.message) Nothing was changed.")
            screen.text(error.remedy, first: "  → ", rest: "    ")
            return .failed
        }
        let metadata = reading.metadata
        guard let certificate = try await chosen(metadata, now) else { return .failed }
        let match: MetadataMatch
        do throws(AnswerProblem) {
            match = try MetadataMatch(
                plan,
                .init(
                    entityID: metadata.entityID, signIn: metadata.signInAddresses, signOut: metadata.signOutAddresses,
                    certificate: certificate.base64, otherSignIn: metadata.otherSignIn.map(\.words),
                    otherSignOut: metadata.otherSignOut.map(\.words)))
        } catch {
            throw UsageError(
                "\(error) Nothing was changed. Give the metadata of the provider that this runbook is for.")
        }
        let answers = try normalized(match.answers, plan, metadata)
        show(reading, place, certificate, match)
        return try await record(answers, place)
    }

    /// A file's absolute path, or the address.
    private static func normalized(_ source: String) throws -> String {
        do throws(AnswerProblem) {
            return source.contains("://")
                ? try Input(id: "metadata", kind: .metadata, question: "", help: nil, fallback: nil).normalized(source)
                : try Questions.file(source)
        } catch {
            throw UsageError("\(error) Nothing was changed.")
        }
    }

    /// The one that Microsoft would be given. Of several nobody but a person knows which one signs.
    private func chosen(_ metadata: SamlMetadata, _ now: Date) async throws -> CertificateFacts? {
        let valid = metadata.valid(at: now)
        guard !valid.isEmpty else {
            let ends = metadata.signing.map { "until \(Value.time($0.notAfter).words)" }.joined(separator: ", ")
            throw UsageError(
                "None of the metadata's signing certificates is valid now (\(ends)). Nothing was changed. Let the provider "
                    + "renew it, then set --metadata again.")
        }
        guard valid.count > 1 else { return valid[0] }
        screen.text(
            "The metadata has \(valid.count) signing certificates that are valid now, and Microsoft takes one. Which one does "
                + "the provider sign with?", first: "? ", rest: "  ")
        for (index, facts) in valid.enumerated() {
            screen.text("\(index + 1)  \(MetadataDesk.words(facts))", first: "  ", rest: "     ")
        }
        guard
            let number = await conversation.typed("  certificate (1-\(valid.count)): ", for: .answer).flatMap({
                Int($0)
            }),
            (1...valid.count).contains(number)
        else {
            screen.error("Nothing was changed: no certificate was chosen.")
            return nil
        }
        return valid[number - 1]
    }

    /// The answers in the form in which they are kept, and none that makes another provider of one that was named.
    private func normalized(
        _ answers: [String: String], _ plan: CutoverPlan, _ metadata: SamlMetadata
    ) throws -> [String: String] {
        var kept: [String: String] = [:]
        for (name, answer) in answers.sorted(by: { $0.key < $1.key }) {
            guard let input = conversation.runbook.input(name) else { continue }
            do throws(AnswerProblem) {
                kept[name] = try input.normalized(answer)
            } catch {
                throw UsageError("\(error) Nothing was changed.")
            }
        }
        for name in plan.issuerUri.inputs {
            guard let before = conversation.state.answers[name], let now = kept[name], before != now else { continue }
            throw UsageError(
                "The metadata is another entity's: \(metadata.entityID). This session's \(name) is \(before). Nothing was "
                    + "changed. If it is meant, type: set \(name) \(now), then set --metadata again.")
        }
        return kept
    }

    private func show(
        _ reading: ProviderClient.Reading, _ place: String, _ certificate: CertificateFacts, _ match: MetadataMatch
    ) {
        let metadata = reading.metadata
        var table = Table()
        table.add("Entity ID", metadata.entityID)
        for address in metadata.signInAddresses { table.add("Sign-in", address) }
        for address in metadata.signOutAddresses { table.add("Sign-out", address) }
        for facts in metadata.signing {
            table.add(facts == certificate ? "Certificate" : "Another one", MetadataDesk.words(facts))
        }
        if let until = metadata.validUntil { table.add("Valid until", Value.time(until).words) }
        screen.text(
            reading.written.map { "The file \(place), written \(Value.time($0).words), says of the provider:" }
                ?? "The provider says of itself:")
        for line in table.lines(columns: screen.columns, indent: "  ") { screen.line(line) }
        if let until = metadata.validUntil, until < conversation.writer.time.addingTimeInterval(7 * 86_400) {
            screen.text(
                "By its own word this holds \(DurationText.left(Int(until.timeIntervalSince(conversation.writer.time)))) "
                    + "longer: what comes after it may be another.", first: "\(Style.yellow("Note:")) ", rest: "      ")
        }
        for note in match.notes { screen.text(note, first: "\(Style.yellow("Note:")) ", rest: "      ") }
    }

    private static func words(_ facts: CertificateFacts) -> String {
        "\(facts.subject), until \(Value.time(facts.notAfter).words), SHA-256 \(SigningCertificate(facts).fingerprint)"
    }

    private func record(_ answers: [String: String], _ place: String) async throws -> Outcome {
        var answers = answers
        if let input = conversation.runbook.inputs.first(where: { $0.kind == .metadata }) { answers[input.id] = place }
        let state = conversation.state
        let changes = answers.sorted { $0.key < $1.key }.filter { state.answers[$0.key] != $0.value }
        guard !changes.isEmpty else {
            screen.line("\(Style.green("✓")) These are the session's answers already; nothing was changed.")
            return .done
        }
        screen.line("It answers:")
        for (name, answer) in changes {
            let before = state.answers[name].map { " (was \(AnswerText.short($0)))" } ?? ""
            screen.text("\(name): \(AnswerText.short(answer))\(before)", first: "  ", rest: "    ")
        }
        guard
            await conversation.typed("  Type yes to record \(changes.count == 1 ? "it" : "these"): ")?.lowercased()
                == "yes"
        else {
            screen.line("Nothing was changed.")
            return .failed
        }
        try conversation.writer.append(changes.map { InputAnswered(input: $0.key, answer: $0.value) })
        screen.line("\(Style.green("✓")) recorded: \(changes.map(\.key).joined(separator: ", "))")
        return .done
    }
}
