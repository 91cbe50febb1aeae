import Foundation

/// One line of `auditLogs/directoryAudits`: a change of how a domain's people sign in.
struct DirectoryAudit {
    private struct Change {
        let property: String
        let old: JSON
        let new: JSON
    }

    private static let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    private let activity: String
    private let domain: String
    private let changes: [Change]

    static func authentication(of domain: String, from old: JSON, to new: JSON) -> DirectoryAudit {
        DirectoryAudit(
            activity: "Set domain authentication", domain: domain,
            changes: [Change(property: "LiveType", old: old, new: new)])
    }

    /// - Parameters:
    ///   - old: the configuration that there was; null where there was none.
    ///   - new: the one that there is now.
    static func federationSettings(of domain: String, from old: JSON, to new: JSON) -> DirectoryAudit {
        let changed = Set(old.members.keys).union(new.members.keys).subtracting(["id", "domain"]).sorted()
            .filter { old[$0] != new[$0] }
        return DirectoryAudit(
            activity: "Set federation settings on domain", domain: domain,
            changes: changed.map {
                Change(property: $0.prefix(1).uppercased() + $0.dropFirst(), old: old[$0], new: new[$0])
            })
    }

    func record(_ call: Call, _ tenant: inout Transaction) {
        let letters = String((0..<5).compactMap { _ in "ABCDEFGHIJKLMNOPQRSTUVWXYZ".randomElement() })
        let number = Int.random(in: 10_000_000...999_999_999)
        tenant.put(
            [
                "id": .string("Directory_\(call.correlationID)_\(letters)_\(number)"),
                "activityDateTime": .string(call.now.formatted(DirectoryAudit.time)),
                "activityDisplayName": .string(activity), "category": "DirectoryManagement",
                "correlationId": .string(call.correlationID), "loggedByService": "Core Directory",
                "operationType": "Update", "result": "success", "resultReason": "",
                "initiatedBy": call.initiator.json, "targetResources": [target], "additionalDetails": [],
            ], in: .directoryAudits)
    }

    private var target: JSON {
        let names = changes.map(\.property).joined(separator: ", ")
        let modified =
            changes.map { modification($0.property, DirectoryAudit.list($0.old), DirectoryAudit.list($0.new)) }
            + [modification("Included Updated Properties", nil, .string("\"\(names)\""))]
        return [
            "id": nil, "displayName": .string(domain), "type": "Other", "userPrincipalName": nil, "groupType": nil,
            "modifiedProperties": .array(modified),
        ]
    }

    private func modification(_ property: String, _ old: JSON, _ new: JSON) -> JSON {
        ["displayName": .string(property), "oldValue": old, "newValue": new]
    }

    /// The directory keeps lists, and writes each as a text of JSON.
    private static func list(_ value: JSON) -> JSON {
        .string(String(decoding: JSON.array(value.isNull ? [] : [value]).bytes(), as: UTF8.self))
    }
}
