import Foundation

/// How an app proves at the token endpoint that it is who it says.
enum ClientProof {
    /// What an app is once it has proved it.
    struct Proven: Sendable {
        let application: JSON
        /// Of the secret that matched.
        let keyID: String?
        /// `appidacr`: 0 public, 1 secret, 2 certificate.
        let strength: String
    }

    /// A secret against the registration's hashes.
    static func secret(_ secret: String, of appID: String, _ tenant: Transaction, _ now: Date)
        throws(SignInRefusal) -> Proven
    {
        let application = try application(appID, tenant)
        for credential in application["passwordCredentials"].array {
            let key = credential["keyId"].string ?? ""
            guard tenant[.secrets][key]?["hash"].string == Secrets.hash(secret, keyID: key) else { continue }
            guard Credentials.expiry(of: credential) > now else { throw .expiredSecret(appID) }
            return Proven(application: application, keyID: key, strength: "1")
        }
        throw .wrongSecret(appID)
    }

    /// A signed assertion against the registration's certificates.
    static func assertion(
        _ text: String, of appID: String, audience: [String], _ tenant: Transaction, _ now: Date
    ) async throws(SignInRefusal) -> Proven {
        let application = try application(appID, tenant)
        guard let assertion = ClientAssertion(text) else { throw .unknownKey("The assertion can't be read.") }
        let certificates = application["keyCredentials"].array.compactMap {
            $0["key"].string.flatMap(ClientCertificate.init(base64:))
        }
        guard let certificate = certificates.first(where: { assertion.names($0) }) else {
            throw .unknownKey("The key was not found.")
        }
        guard let claims = await assertion.claims(signedBy: certificate) else {
            throw .unknownKey("The signature can't be verified with the certificate.")
        }
        guard claims.iss == appID, claims.sub == appID, audience.contains(claims.aud) else {
            throw .unknownKey("The issuer, the subject or the audience is another.")
        }
        let time = now.timeIntervalSince1970
        guard (claims.nbf ?? 0) <= time + 300, claims.exp > time - 300, certificate.notAfter > now else {
            throw .staleAssertion
        }
        return Proven(application: application, keyID: nil, strength: "2")
    }

    static func application(_ appID: String, _ tenant: Transaction) throws(SignInRefusal) -> JSON {
        guard let application = tenant[.applications].first("appId", appID) else { throw .unknownApplication(appID) }
        if let principal = tenant[.servicePrincipals].first("appId", appID), principal["accountEnabled"] == false {
            throw .disabledApplication(appID)
        }
        return application
    }
}
