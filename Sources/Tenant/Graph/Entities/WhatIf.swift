/// Conditional Access, asked beforehand. Graph: `POST /identity/conditionalAccess/evaluate`, which changes nothing.
///
/// Microsoft Graph: "What If evaluation", whatIfAnalysisResult, conditionalAccessGrantControls.
public enum WhatIf {
    public static let path = GraphPath(["identity", "conditionalAccess", "evaluate"])

    /// Somebody who signs in to an application in a browser. What isn't said here can't be evaluated.
    public struct Question: Encodable, Sendable {
        private struct Identity: Encodable, Sendable {
            let type = "#microsoft.graph.userSignIn"
            let userId: String

            private enum CodingKeys: String, CodingKey {
                case type = "@odata.type"
                case userId
            }
        }

        private struct Context: Encodable, Sendable {
            let type = "#microsoft.graph.applicationContext"
            let includeApplications: [String]

            private enum CodingKeys: String, CodingKey {
                case type = "@odata.type"
                case includeApplications
            }
        }

        private struct Conditions: Encodable, Sendable {
            struct Flow: Encodable, Sendable {
                let transferMethod = "none"
            }
            let clientAppType = "browser"
            let devicePlatform = "windows"
            let signInRiskLevel = "none"
            let userRiskLevel = "none"
            let authenticationFlow = Flow()
        }

        private let signInIdentity: Identity
        private let signInContext: Context
        private let signInConditions = Conditions()
        /// Policies that don't apply are wanted too: some of them couldn't be evaluated.
        private let appliedPoliciesOnly = false

        /// - Parameter applications: their ids: what applies to any of them is told.
        public init(user: String, applications: [String]) {
            signInIdentity = Identity(userId: user)
            signInContext = Context(includeApplications: applications)
        }
    }

    /// Graph's `whatIfAnalysisResult`.
    public struct Result: Decodable, Hashable, Sendable {
        /// Graph's `conditionalAccessGrantControls`.
        public struct Controls: Decodable, Hashable, Sendable {
            /// Graph's `authenticationStrengthPolicy`.
            public struct Strength: Decodable, Hashable, Sendable {
                public let id: Field<String>
                public let displayName: Field<String>
                /// Each one way to meet it: "fido2", "password,sms".
                public let allowedCombinations: Field<[String]>
            }

            /// `AND` or `OR`.
            public let `operator`: Field<String>
            public let builtInControls: Field<[String]>
            public let authenticationStrength: Field<Strength>
            /// Ids of what must be agreed to.
            public let termsOfUse: Field<[String]>
            /// Of providers that aren't Microsoft's.
            public let customAuthenticationFactors: Field<[String]>
        }

        @Caseless public var id: String
        public let displayName: Field<String>
        /// `enabled`, `disabled` or `enabledForReportingButNotEnforced`.
        public let state: Field<String>
        public let policyApplies: Field<Bool>
        /// Words with commas between.
        public let analysisReasons: Field<String>
        /// Null where it limits the session alone.
        public let grantControls: Field<Controls>
    }
}
