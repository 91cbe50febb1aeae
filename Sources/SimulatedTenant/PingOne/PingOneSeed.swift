import Foundation

/// What a scenario's PingOne environment begins with.
enum PingOneSeed {
    static func objects(_ pingOne: Scenario.PingOne, _ ids: Identifiers, _ startedAt: Date)
        -> [(TenantState.TableName, JSON)]
    {
        let environment: JSON = ["id": .string(ids.guid("pingone:environment"))]
        let time = JSON.string(startedAt.formatted(.iso8601))
        func object(_ name: String, _ members: JSON) -> JSON {
            var object = members
            object["id"] = .string(ids.guid("pingone:\(name)"))
            object["environment"] = environment
            object["createdAt"] = time
            object["updatedAt"] = time
            return object
        }
        var objects: [(TenantState.TableName, JSON)] = [
            (
                .propagationStores,
                object(
                    "directory",
                    ["type": "directory", "name": "PingOne Directory", "configuration": [:], "status": "ACTIVE"])
            )
        ]
        guard pingOne.hasConnection else { return objects }
        objects.append(
            (
                .propagationStores,
                object(
                    "azure",
                    [
                        "type": .string(PropagationRules.azure), "name": "Microsoft 365", "description": "",
                        "status": "ACTIVE",
                        "managed": false, "syncStatus": nil,
                        "configuration": [
                            "ClientId": .string(ids.guid("app:PingOneProvisioning")), "ClientSecret": "hash:seeded",
                            "TenantDomain": .string(ids.guid("tenant")), "RemoveLicensesWhenSkuIdEmpty": false,
                            "CREATE_USERS": true, "UPDATE_USERS": true, "DISABLE_USERS": true,
                            "DEPROVISION_USERS": true, "REMOVE_ACTION": "Disable",
                        ],
                    ])
            ))
        guard pingOne.hasPlan else { return objects }
        let plan = object("plan", ["name": "Default plan", "status": "ACTIVE"])
        let rule = object(
            "rule",
            [
                "name": "To Microsoft 365", "active": true, "deprovision": false, "plan": ["id": plan["id"]],
                "populationExpression": "population.id pr",
                "sourceStore": ["id": .string(ids.guid("pingone:directory"))],
                "targetStore": ["id": .string(ids.guid("pingone:azure"))],
            ])
        objects += [(.propagationPlans, plan), (.propagationRules, rule)]
        objects += RuleMoments.unsafe(rule).map { (.moments, $0) }
        for (source, target) in [("username", "userPrincipalName"), ("name.given", "givenName")] {
            objects.append(
                (
                    .propagationMappings,
                    object(
                        "mapping:\(target)",
                        [
                            "rule": ["id": rule["id"]], "sourceAttribute": .string(source),
                            "targetAttribute": .string(target),
                        ])
                ))
        }
        objects.append((.propagationRevisions, object("revision", [:])))
        return objects
    }
}
