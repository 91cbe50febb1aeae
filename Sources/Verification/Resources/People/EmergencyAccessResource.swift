import Runbook
import Tenant

/// Who can still get in when sign-in through the new provider fails. Read as `EmergencyAdministrators` says.
enum EmergencyAccessResource: Resource {
    static let name = "emergency-access"
    static let selector: String? = "the domain that will be switched"
    static let form = LiteralForm.domain
    static let respects = [EmergencyAdministrators.answer]
    private static let needs: [Permission] = [.roleManagementReadDirectory, .userReadAll, .domainReadAll]
    private static let remedy =
        "Entra admin center → Users → New user on the .onmicrosoft.com domain, role Global Administrator."

    static let properties = [
        property("count", .number, "Global Administrators outside the domain") { .number($0.count) },
        property("administrators", .list, "Who could get in if sign-in fails after the switch") { .list($0) },
    ]

    private static func property(
        _ name: String, _ type: ValueType, _ label: String, _ value: @escaping @Sendable ([String]) -> Value
    ) -> Property {
        Property(name, type, label: label, needs: needs, helpful: EmergencySurvey.helpful, remedy: remedy) {
            selection, probe in
            let switched = selection.selector.lowercased()
            let named = selection.parameter(EmergencyAdministrators.answer)
            let survey = try await EmergencySurvey(domain: switched, named: named, probe: probe).run()
            let able = survey.able
            if able.isEmpty, let fault = survey.fault { throw fault }
            let names = able.map(\.name)
            let others = survey.others.isEmpty ? "" : " \(survey.others)"
            return Observed(
                value(names),
                explanation: sentence(names, switched, isNamed: !named.isEmpty) + others,
                remedy: able.isEmpty ? survey.remedy.map { "\($0) Or: \(EmergencyAccessResource.remedy)" } : nil,
                evidence: able.map(\.words).joined(separator: ", ")
                    + (others.isEmpty ? "" : ". Doesn't count:\(others)"))
        }
    }

    private static func sentence(_ names: [String], _ domain: String, isNamed: Bool) -> String {
        if !names.isEmpty {
            return "Only \(names.joined(separator: ", ")) could get in if sign-in fails after the switch."
        }
        return isNamed
            ? "None of the accounts that this session names for an emergency could get in if sign-in fails after the switch."
            : "No enabled Global Administrator is outside \(domain): if sign-in fails after the switch, nobody can switch it "
                + "back."
    }
}
