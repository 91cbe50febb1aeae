import Foundation
import Tenant

/// A way to prove who one is, as policies name it. Microsoft Graph: authenticationMethodModes.
enum SignInMode: String, Sendable, CaseIterable {
    case password, fido2, windowsHelloForBusiness, deviceBasedPush, microsoftAuthenticatorPush, softwareOath
    case hardwareOath, sms, voice, temporaryAccessPassOneTime, temporaryAccessPassMultiUse, qrCodePin
    case x509CertificateSingleFactor, x509CertificateMultiFactor, federatedSingleFactor, federatedMultiFactor
    /// A provider of second factors that isn't Microsoft's; no mode of Graph.
    case external

    /// What proves more than one factor by itself.
    static let strong: Set<SignInMode> = [
        .fido2, .windowsHelloForBusiness, .deviceBasedPush, .temporaryAccessPassOneTime, .temporaryAccessPassMultiUse,
        .x509CertificateMultiFactor,
    ]
    /// What is a second factor beside a password.
    static let second: Set<SignInMode> = [
        .microsoftAuthenticatorPush, .softwareOath, .hardwareOath, .sms, .voice, .external,
    ]
    /// What a sign-in can begin with. A QR code opens a few apps on phones, and no admin center.
    static let first: Set<SignInMode> = strong.union([.password, .x509CertificateSingleFactor])

    /// What Microsoft's own strengths take, by their ids: an answer may leave their combinations out.
    ///
    /// Microsoft Entra: "Overview of Microsoft Entra authentication strength", built-in strengths.
    static let builtIn: [String: [String]] = {
        let resistant = ["windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor"]
        let passwordless = resistant + ["deviceBasedPush"]
        let multifactor =
            passwordless + ["temporaryAccessPassOneTime", "temporaryAccessPassMultiUse", "federatedMultiFactor"]
            + ["microsoftAuthenticatorPush", "softwareOath", "hardwareOath", "sms", "voice"].flatMap {
                ["password,\($0)", "federatedSingleFactor,\($0)"]
            }
        let start = "00000000-0000-0000-0000-00000000000"
        return [start + "2": multifactor, start + "3": passwordless, start + "4": resistant]
    }()

    /// Whether somebody who has these ways can meet a combination of Graph's (`password,sms`).
    static func meets(_ combination: String, with ways: Set<SignInMode>) -> Bool {
        combination.split(separator: ",").allSatisfy { word in
            let word = word.trimmingCharacters(in: .whitespaces).lowercased()
            return ways.contains { $0.rawValue.lowercased() == word }
        }
    }

    static func meetsMultifactor(_ ways: Set<SignInMode>) -> Bool {
        !ways.isDisjoint(with: strong) || ways.contains(.password) && !ways.isDisjoint(with: second)
    }
}
