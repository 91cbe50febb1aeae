import Foundation
import X509

/// What comes of a person's signing in to Microsoft 365 in a browser, as the tenant stands.
///
/// Codes: Entra's published code reference. Which of them a given mismatch shows is partly assumed: see the ledger.
struct SignInTrial {
    let code: Int
    let reason: String

    var isSuccess: Bool { code == 0 }

    static func outcome(of upn: String, _ tenant: Transaction, _ now: Date) -> SignInTrial {
        guard let user = tenant[.users].first("userPrincipalName", upn) else {
            return SignInTrial(code: 50034, reason: "The user account does not exist in the directory.")
        }
        guard user["accountEnabled"] == true else {
            return SignInTrial(code: 50057, reason: "The user account is disabled.")
        }
        guard UserRoutes.signsInHere(user["identities"]) else {
            return SignInTrial(code: 0, reason: "Signed in by the organization that they were invited from.")
        }
        let domain = upn.split(separator: "@").last.map { $0.lowercased() } ?? ""
        guard tenant[.domains][domain]?["authenticationType"] == "Federated" else {
            return SignInTrial(code: 0, reason: "Signed in with the password at Microsoft.")
        }
        return federated(user, FederationRoutes.configuration(for: domain, in: tenant.state), tenant, now)
    }

    private static func federated(_ user: JSON, _ configuration: JSON?, _ tenant: Transaction, _ now: Date)
        -> SignInTrial
    {
        let peig = PeigRoutes.peig(tenant)
        guard let configuration,
            configuration["issuerUri"].string == "https://\(peig["server"].string ?? "")/idp/shibboleth"
        else {
            return SignInTrial(
                code: 50107, reason: "The requested federation realm object does not exist, or names another issuer.")
        }
        guard let account = tenant[.peigAccounts].first("microsoftId", user["id"].string ?? "") else {
            return SignInTrial(code: 51004, reason: "The identity provider has no account that is linked to this user.")
        }
        guard account["identifier"] == user["onPremisesImmutableId"] else {
            return SignInTrial(
                code: 51004, reason: "No user has the immutable ID that the identity provider sent.")
        }
        guard PeigAccount.letsIn(account) else {
            return SignInTrial(code: 51004, reason: "The identity provider lets this account sign nobody in.")
        }
        let signs = peig["certificate"]
        guard [configuration["signingCertificate"], configuration["nextSigningCertificate"]].contains(signs),
            let certificate = signs.string, isValid(certificate, now)
        else {
            return SignInTrial(
                code: 50008, reason: "The signature of the identity provider's answer could not be verified.")
        }
        return SignInTrial(code: 0, reason: "Signed in through the identity provider.")
    }

    private static func isValid(_ base64: String, _ now: Date) -> Bool {
        guard let der = Data(base64Encoded: base64), let certificate = try? Certificate(derEncoded: Array(der)) else {
            return false
        }
        return certificate.notValidBefore <= now && now < certificate.notValidAfter
    }

    /// One line of `auditLogs/signIns`.
    func record(_ upn: String, _ tenant: Transaction, _ now: Date) -> JSON {
        let user = tenant[.users].first("userPrincipalName", upn) ?? [:]
        return [
            "id": .string(Identifiers.new()), "createdDateTime": .string(now.formatted(.iso8601)),
            "userPrincipalName": .string(upn), "userId": user["id"].isNull ? "" : user["id"],
            "userDisplayName": user["displayName"], "appId": "4765445b-32c6-49b0-83e6-1d93765276ca",
            "appDisplayName": "OfficeHome", "ipAddress": Initiator.address, "clientAppUsed": "Browser",
            "conditionalAccessStatus": "notApplied", "isInteractive": true, "correlationId": .string(Identifiers.new()),
            "resourceDisplayName": "OfficeHome", "riskDetail": "none", "riskState": "none",
            "riskLevelAggregated": "none", "riskLevelDuringSignIn": "none",
            "status": [
                "errorCode": .int(code), "failureReason": isSuccess ? "Other." : .string(reason),
                "additionalDetails": nil,
            ],
            "deviceDetail": [
                "deviceId": "", "displayName": "", "operatingSystem": "Windows10", "browser": "Edge 140.0.0",
                "isCompliant": false, "isManaged": false, "trustType": "",
            ],
        ]
    }
}
