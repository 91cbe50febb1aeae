import Foundation
import Journal
import Runbook
import Tenant

/// One check, from its templates to its verdict.
struct CheckRun: Sendable {
    let check: Check
    let answers: [String: String]
    let snapshot: TenantSnapshot
    let now: @Sendable () -> Date
    var ours: OurFederation?
    var meant: MeantFederation?
    var menus: [String: String] = [:]
    var past: [String: SeenFlag] = [:]

    func result() async -> CheckResult {
        let clock = ContinuousClock()
        let start = clock.now
        let probe = Probe(snapshot, now: now(), ours: ours, meant: meant, past: past)
        let (verdict, observations) = await outcome(probe)
        let requests = await probe.requests()
        return CheckResult(
            verdict: verdict,
            evidence: Evidence(
                requests: requests.map {
                    .init(
                        method: $0.method, path: $0.path, status: $0.status, requestID: $0.requestID,
                        milliseconds: $0.milliseconds)
                },
                observations: observations, milliseconds: Int((clock.now - start) / .milliseconds(1))))
    }

    private func outcome(_ probe: Probe) async -> (Verdict, [Evidence.Observation]) {
        // An answer that was left open is empty, and of an empty name everything is true.
        if let missing = check.demandedInputs.first(where: { answers[$0]?.allSatisfy(\.isWhitespace) ?? true }) {
            let obstacle = Obstacle(
                reason: "\"\(missing)\" isn't answered yet, and the check needs it.", remedy: "set \(missing)")
            return (.unknown(obstacle), [])
        }
        guard let resource = Registry.resources.first(where: { $0.name == check.resource }),
            let selector = check.selector.filled(answers), !check.expectations.isEmpty
        else { return (.unknown(CheckRun.tooOld), []) }
        var parameters = check.parameters.compactMapValues { $0.filled(answers) }
        for name in resource.respects where parameters[name] == nil { parameters[name] = answers[name] }
        let selection = Selection(selector: selector, parameters: parameters)
        let names = Set(check.expectations.map(\.property))
        let properties = resource.properties.filter { names.contains($0.name) }
        let sights = await withTaskGroup(of: (Property, Result<Observed, Impediment>).self) { group in
            for property in properties {
                group.addTask { (property, await CheckRun.sight(property, selection, probe)) }
            }
            var sights: [String: (property: Property, sight: Result<Observed, Impediment>)] = [:]
            for await (property, sight) in group { sights[property.name] = (property, sight) }
            return sights
        }
        return judge(selection, sights)
    }

    private static func sight(_ property: Property, _ selection: Selection, _ probe: Probe) async -> Result<
        Observed, Impediment
    > {
        if let lacking = property.parameters.first(where: { selection.parameter($0).isEmpty }) {
            return .failure(
                .fault(
                    .elsewhere(
                        "\(property.label): the check doesn't say for which \(lacking).",
                        remedy: "Write \"\(lacking):\" beside the resource in the runbook.")))
        }
        do {
            return .success(try await property.read(selection, probe))
        } catch {
            return .failure(Impediment(error))
        }
    }

    private func judge(
        _ selection: Selection, _ sights: [String: (property: Property, sight: Result<Observed, Impediment>)]
    ) -> (Verdict, [Evidence.Observation]) {
        var findings: [Finding] = []
        var obstacles: [(property: String, obstacle: Obstacle)] = []
        var observations: [Evidence.Observation] = []
        let time = now()
        for expectation in check.expectations {
            guard let (property, sight) = sights[expectation.property] else {
                obstacles.append((expectation.property, CheckRun.tooOld))
                continue
            }
            switch sight {
            case .success(let observed):
                let seen = observed.value.words + (observed.evidence.map { $0.isEmpty ? "" : ": \($0)" } ?? "")
                let observation = Evidence.Observation(property: property.name, seen: seen)
                if !observations.contains(observation) { observations.append(observation) }
                if let obstacle = CheckRun.stranger(observed.value, property) {
                    obstacles.append((property.label, obstacle))
                    continue
                }
                let judgement = Judgement(
                    answers: answers, now: time, same: property.same, names: observed.names, of: observed.value)
                switch judgement.match(observed.value, expectation.condition, choices: property.choices) {
                case .matched: continue
                case .incomparable(let reason):
                    obstacles.append(
                        (
                            property.label,
                            Obstacle(
                                reason: "\(property.label): \(reason).",
                                remedy: judgement.remedy(expectation.condition))
                        ))
                case .mismatch(let words):
                    let remedy = CheckRun.orAnswered(
                        filled(observed.remedy ?? property.remedy, selection), expectation.condition)
                    findings.append(
                        Finding(
                            property: property.name,
                            message: observed.explanation
                                ?? CheckRun.sentence("\(property.label): \(words)", observed.detail),
                            remedy: remedy))
                }
            case .failure(.absent)
            where Judgement(answers: answers, now: time).isMetByAbsence(expectation.condition): continue
            case .failure(.absent(let message, let remedy)), .failure(.missing(let message, let remedy)):
                findings.append(
                    Finding(property: property.name, message: message, remedy: filled(remedy, selection)))
            case .failure(.fault(let fault)):
                let obstacle = CheckRun.obstacle(fault, permission: Permission.words(property.needs))
                obstacles.append(
                    (property.label, Obstacle(reason: obstacle.reason, remedy: filled(obstacle.remedy, selection))))
            }
        }
        return (CheckRun.verdict(findings, obstacles), observations)
    }

    /// What is wanted may be an answer, and that may be what is wrong.
    private static func orAnswered(_ remedy: String, _ condition: Condition) -> String {
        guard let input = condition.inputs.first, !remedy.contains("set \(input)"), !remedy.contains("set --metadata")
        else { return remedy }
        return "\(remedy)\(remedy.hasSuffix(".") ? "" : ".") Or, if that answer is wrong: set \(input)."
    }

    /// A remedy that can be followed here: `{answer}` becomes how the answer is given again that the selector comes from,
    /// `{answer user}` that which the parameter `user` comes from.
    private func filled(_ remedy: String, _ selection: Selection) -> String {
        func way(_ template: Template?) -> String { Template.wayToAnswer([template].compactMap(\.self)) }
        var text = remedy.replacingOccurrences(of: "{answer}", with: way(check.selector))
        for (name, template) in check.parameters {
            text = text.replacingOccurrences(of: "{answer \(name)}", with: way(template))
        }
        return Menu.filled(text, menus).replacingOccurrences(of: "{selector}", with: selection.selector)
    }

    /// What a service said in its own words may end with a full stop, or not.
    private static func sentence(_ words: String, _ detail: String?) -> String {
        guard let detail else { return "\(words)." }
        return "\(words): \(detail)" + (detail.hasSuffix(".") ? "" : ".")
    }

    /// A value that isn't of the declared kind, or a word that isn't one of the declared: nothing follows from it.
    private static func stranger(_ value: Value, _ property: Property) -> Obstacle? {
        guard value.type == property.type else {
            return Obstacle(
                reason:
                    "\(property.label): a \(value.type.rawValue) was read where a \(property.type.rawValue) belongs.",
                remedy: "This is Lockstep's mistake. Update Lockstep.")
        }
        guard case .text(let word) = value, !property.choices.isEmpty, !property.choices.contains(word) else {
            return nil
        }
        return Obstacle(
            reason:
                "\(property.label): \"\(word)\" was read, and Lockstep knows \(property.choices.joined(separator: ", ")).",
            remedy: "Look at it in the portal: the service may have learnt a new word. Then update Lockstep.")
    }

    /// The runbook was loaded by a Lockstep that knew more.
    private static let tooOld = Obstacle(reason: "This Lockstep can't check it.", remedy: "Update Lockstep.")

    private static func obstacle(_ fault: TenantFault, permission: String?) -> Obstacle {
        if case .leftOut = fault, let permission {
            return Obstacle(
                reason: fault.reason,
                remedy:
                    "Check again. If it stays, look whether who checks holds \(permission): what they may not read is "
                    + "left out.")
        }
        // A missing licence isn't a missing permission.
        guard let permission, case .forbidden = fault else {
            return Obstacle(reason: fault.reason, remedy: fault.remedy)
        }
        guard fault.lacksPermission else {
            let look = "Look whether the account or app that checks holds \(permission), with admin consent."
            return Obstacle(
                reason: fault.reason,
                remedy: fault.explanation?.remedy ?? "The service's words above say what is missing. \(look)")
        }
        return Obstacle(
            reason: fault.reason,
            remedy: "Give the account or app that checks the permission \(permission), with admin consent.")
    }

    /// A finding is certain, so it decides; what could not be read beside it is said too. Nothing else may pass.
    private static func verdict(
        _ findings: [Finding], _ obstacles: [(property: String, obstacle: Obstacle)]
    ) -> Verdict {
        // Every property of a thing that isn't there says so; once is enough.
        var unique: [Finding] = []
        for finding in findings where !unique.contains(where: { $0.message == finding.message }) {
            unique.append(finding)
        }
        guard !unique.isEmpty else {
            guard let first = obstacles.first else { return .passed }
            return .unknown(first.obstacle)
        }
        return .failed(
            unique
                + obstacles.map {
                    Finding(
                        property: $0.property, message: "\($0.property): could not be read. \($0.obstacle.reason)",
                        remedy: $0.obstacle.remedy)
                })
    }
}
