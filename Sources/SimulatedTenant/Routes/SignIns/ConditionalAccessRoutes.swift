/// Conditional Access, asked beforehand.
///
/// Microsoft Graph: "What If evaluation", authenticationStrengthPolicy.
enum ConditionalAccessRoutes {
    static let routes = [
        Route("POST", "identity/conditionalAccess/evaluate", ["Policy.Read.ConditionalAccess"]) {
            (call, tenant) throws(ServiceError) in
            try SignInRoutes.requirePremium(tenant)
            for part in ["signInIdentity", "signInContext", "signInConditions"] where call.body[part].isNull {
                throw .badRequest("A value is required for property '\(part)' of resource.")
            }
            let user = try UserRoutes.user(call.body["signInIdentity"]["userId"].string ?? "", tenant)
            let all = tenant[.conditionalAccessPolicies].all.map { result($0, of: user, call) }
            let isShort = call.body["appliedPoliciesOnly"] == true
            return .ok([
                "@odata.context": .string(
                    "\(call.origin)/v1.0/$metadata#Collection(microsoft.graph.whatIfAnalysisResult)"),
                "value": .array(isShort ? all.filter { $0["policyApplies"] == true } : all),
            ])
        }
    ]

    /// What a policy comes to for somebody. Where it depends on the place, and nobody told that, it can't be evaluated.
    private static func result(_ policy: JSON, of user: JSON, _ call: Call) -> JSON {
        let conditions = policy["conditions"]
        let users = conditions["users"]
        func names(_ key: String) -> [String] { users[key].array.compactMap(\.string) }
        let id = user["id"].string ?? ""
        let isMeant =
            (names("includeUsers").contains("All") || names("includeUsers").contains(id))
            && !names("excludeUsers").contains(id)
        let isUnknown =
            isMeant && !conditions["locations"].isNull && call.body["signInConditions"]["country"].isNull
            && call.body["signInConditions"]["ipAddress"].isNull
        var result = policy
        result["policyApplies"] = .bool(isMeant && !isUnknown)
        result["analysisReasons"] = isUnknown ? "notEnoughInformation" : isMeant ? "notSet" : "users"
        return result
    }

    /// Microsoft's own strengths, by the words of a scenario: the last figure of its id, and what it takes.
    static let strengths: [String: (id: String, name: String, combinations: [String])] = {
        let resistant = ["windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor"]
        let multifactor = [
            "deviceBasedPush", "temporaryAccessPassOneTime", "temporaryAccessPassMultiUse",
            "password,microsoftAuthenticatorPush", "password,softwareOath", "password,hardwareOath", "password,sms",
            "password,voice", "federatedMultiFactor",
        ]
        return [
            "multifactor": ("2", "Multifactor authentication", resistant + multifactor),
            "passwordless": ("3", "Passwordless MFA", resistant + ["deviceBasedPush"]),
            "phishing-resistant": ("4", "Phishing-resistant MFA", resistant),
        ]
    }()

    private static func strength(_ word: String?) -> JSON {
        guard let word, let found = strengths[word] else { return nil }
        return [
            "id": .string("00000000-0000-0000-0000-00000000000\(found.id)"), "displayName": .string(found.name),
            "policyType": "builtIn", "requirementsSatisfied": "mfa",
            "allowedCombinations": .array(found.combinations.map(JSON.string)),
        ]
    }

    /// - Parameters:
    ///   - controls: what it grants access for; `block` for never.
    ///   - strength: one of `strengths`, if it demands one.
    ///   - excluded: ids of people.
    ///   - isElsewhere: whether it depends on where somebody is.
    static func policy(
        id: String, name: String, state: String, controls: [String], strength: String?, excluded: [String],
        isElsewhere: Bool,
        now: String
    ) -> JSON {
        [
            "id": .string(id), "templateId": nil, "displayName": .string(name), "createdDateTime": .string(now),
            "modifiedDateTime": nil, "state": .string(state), "sessionControls": nil,
            "grantControls": [
                "operator": "OR", "builtInControls": .array(controls.map(JSON.string)),
                "customAuthenticationFactors": [], "termsOfUse": [], "authenticationStrength": self.strength(strength),
            ],
            "conditions": [
                "userRiskLevels": [], "signInRiskLevels": [], "clientAppTypes": ["all"],
                "servicePrincipalRiskLevels": [],
                "locations": isElsewhere ? ["includeLocations": ["All"], "excludeLocations": ["AllTrusted"]] : nil,
                "applications": [
                    "includeApplications": ["All"], "excludeApplications": [], "includeUserActions": [],
                    "includeAuthenticationContextClassReferences": [],
                ],
                "users": [
                    "includeUsers": ["All"], "excludeUsers": .array(excluded.map(JSON.string)), "includeGroups": [],
                    "excludeGroups": [], "includeRoles": [], "excludeRoles": [],
                ],
            ],
        ]
    }
}
