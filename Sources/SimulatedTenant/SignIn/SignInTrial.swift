import Foundation
import X509

/// What comes of a person's signing in to Microsoft 365 in a browser, as the tenant stands.
///
/// Codes: Entra's published code reference. Which of them a given mismatch shows is partly assumed: see the ledger.
struct SignInTrial {
    let code: Int
    let reason: String

    var isSuccess: Bool { code == 0 }

    /// - Parameter login: what the person types: the user principal name, or an address of theirs, whose domain says where
    ///   they are sent.
    static func outcome(of login: String, _ tenant: Transaction, _ now: Date) -> SignInTrial {
        guard let user = user(login, tenant) else {
            return SignInTrial(code: 50034, reason: "The user account does not exist in the directory.")
        }
        guard user["accountEnabled"] == true else {
            return SignInTrial(code: 50057, reason: "The user account is disabled.")
        }
        guard UserRoutes.signsInHere(user["identities"]) else {
            return SignInTrial(code: 0, reason: "Signed in by the organization that they were invited from.")
        }
        let domain = login.split(separator: "@").last.map { $0.lowercased() } ?? ""
        guard tenant[.domains][domain]?["authenticationType"] == "Federated" else {
            return SignInTrial(code: 0, reason: "Signed in with the password at Microsoft.")
        }
        let trial = federated(user, of: domain, tenant, now)
        guard trial.isSuccess,
            TokenValidationRoutes.refuses(domain, for: user["userPrincipalName"].string ?? "", tenant)
        else { return trial }
        return SignInTrial(
            code: 5_000_820, reason: "Sign-in was blocked by Federated Token Validation policy.")
    }

    /// By the user principal name, or by an address: only then everybody is looked at.
    static func user(_ login: String, _ tenant: Transaction) -> JSON? {
        if let user = tenant[.users].first("userPrincipalName", login) { return user }
        let wanted = "smtp:\(login.lowercased())"
        guard tenant[.domains][login.split(separator: "@").last.map { $0.lowercased() } ?? ""] != nil else {
            return nil
        }
        return tenant[.users].all.first { user in
            user["mail"].string?.lowercased() == login.lowercased()
                || user["proxyAddresses"].array.contains { $0.string?.lowercased() == wanted }
        }
    }

    private static func federated(_ user: JSON, of domain: String, _ tenant: Transaction, _ now: Date) -> SignInTrial {
        let configuration = FederationRoutes.configuration(for: domain, in: tenant.state)
        let provider = IdentityProvider.answering(for: domain, configuration, tenant.state)
        guard let configuration, configuration["issuerUri"].string == provider.issuer else {
            return SignInTrial(code: 50107, reason: provider.otherIssuer(configuration?["issuerUri"].string))
        }
        if let reason = provider.misdirection(configuration) { return SignInTrial(code: 50008, reason: reason) }
        guard let account = tenant[.peigAccounts].first("microsoftId", user["id"].string ?? "") else {
            return SignInTrial(
                code: 51004, reason: "\(provider.wordsAtStart) has no account that is linked to this user.")
        }
        guard account["identifier"] == user["onPremisesImmutableId"] else {
            return SignInTrial(code: 51004, reason: "No user has the immutable ID that \(provider.words) sent.")
        }
        guard PeigAccount.letsIn(account) else {
            return SignInTrial(code: 51004, reason: "\(provider.wordsAtStart) lets this account sign nobody in.")
        }
        let trusted = [configuration["signingCertificate"], configuration["nextSigningCertificate"]].compactMap(
            \.string)
        guard let certificate = provider.certificate, trusted.contains(certificate), isValid(certificate, now) else {
            return SignInTrial(
                code: 50008,
                reason: provider.unverified(isTrusted: provider.certificate.map(trusted.contains) ?? false))
        }
        return SignInTrial(code: 0, reason: "Signed in through \(provider.words).")
    }

    private static func isValid(_ base64: String, _ now: Date) -> Bool {
        guard let der = Data(base64Encoded: base64), let certificate = try? Certificate(derEncoded: Array(der)) else {
            return false
        }
        return certificate.notValidBefore <= now && now < certificate.notValidAfter
    }

    /// One line of `auditLogs/signIns`.
    func record(_ upn: String, _ tenant: Transaction, _ now: Date) -> JSON {
        let user = SignInTrial.user(upn, tenant) ?? [:]
        return [
            "id": .string(Identifiers.new()), "createdDateTime": .string(stamp(upn, tenant, now).formatted(.iso8601)),
            "userPrincipalName": user["userPrincipalName"].isNull ? .string(upn) : user["userPrincipalName"],
            "userId": user["id"].isNull ? "" : user["id"],
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

    /// The log knows seconds alone: who signs in right after a switch has done so in the second after it, at the earliest.
    private func stamp(_ upn: String, _ tenant: Transaction, _ now: Date) -> Date {
        let domain = upn.split(separator: "@").last.map { $0.lowercased() } ?? ""
        let second = now.timeIntervalSince1970.rounded(.down)
        guard let switched = tenant[.switches][domain]?["at"].int, (0...5).contains(Int(second) - switched) else {
            return now
        }
        return Date(timeIntervalSince1970: second + 1)
    }
}
