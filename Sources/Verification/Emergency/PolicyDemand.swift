import Tenant

/// What a Conditional Access policy that applies to somebody asks of them, and whether they can do it.
///
/// Microsoft Graph: conditionalAccessGrantControls, authenticationStrengthPolicy.
enum PolicyDemand: Hashable, Sendable {
    case met
    /// Keeps everybody out.
    case blocks
    /// They lack it: what is asked for.
    case lacking(String)
    /// Nobody knows whether they could, and why: a clause that follows the policy's name; and what helps beside excluding
    /// them, if something does.
    case unknown(String, remedy: String?)

    private static let elsewhere = "asks for a managed device or something else that may not be at hand"

    /// - Parameter ways: what they can sign in with; nil where it couldn't be asked.
    static func of(
        _ result: WhatIf.Result, _ policy: String, _ ways: Set<SignInMode>?
    ) throws(TenantFault) -> PolicyDemand {
        // Null where it limits the session alone. Microsoft Graph: conditionalAccessPolicy, `grantControls`.
        guard let controls = try result.grantControls.nullable(of: policy) else { return .met }
        var parts: [PolicyDemand] = []
        for word in try controls.builtInControls.required(of: policy) { parts.append(part(word, ways)) }
        if parts.contains(.blocks) { return .blocks }
        // Null where no strength is demanded. Left out beside something else that is asked for, it isn't either.
        let strength =
            parts.isEmpty
            ? try controls.authenticationStrength.nullable(of: policy) : controls.authenticationStrength.shown
        if let strength { parts.append(part(strength, ways)) }
        // Left out where there is none; terms can be agreed to on the spot.
        parts += (controls.termsOfUse.shown ?? []).map { _ in .met }
        parts += (controls.customAuthenticationFactors.shown ?? []).map { _ in .unknown(elsewhere, remedy: nil) }
        // A policy that lets in for nothing isn't one: what it asks for was left out.
        if parts.isEmpty { _ = try controls.customAuthenticationFactors.required(of: policy) }
        let open = parts.filter { $0 != .met }
        guard let first = open.first else { return .met }
        // One part needs no word between them.
        let isAny = parts.count > 1 ? try controls.operator.required(of: policy).uppercased() == "OR" : false
        if isAny, open.count < parts.count { return .met }
        func isUnknown(_ part: PolicyDemand) -> Bool { if case .unknown = part { true } else { false } }
        // All are needed, and one can't be; or any would do, and of none it is known.
        return isAny ? open.first(where: isUnknown) ?? first : open.first { !isUnknown($0) } ?? first
    }

    /// One of `builtInControls`. A word that nobody knows may ask for anything.
    private static func part(_ word: String, _ ways: Set<SignInMode>?) -> PolicyDemand {
        switch word.lowercased() {
        case "block": return .blocks
        case "mfa":
            guard let ways else { return unasked("a second factor") }
            if SignInMode.meetsMultifactor(ways) { return .met }
            // Whoever has a password may be asked to register one on the way in, or be refused that as well.
            return ways.contains(.password)
                ? .unknown(
                    "asks for a second factor, and none is registered",
                    remedy: "Sign in as it, register a second method (a passkey, best of all), and check again.")
                : .lacking("a second factor")
        case "passwordchange":
            guard let ways else { return unasked("a changed password") }
            return ways.contains(.password) ? .met : .lacking("a changed password")
        default: return .unknown(elsewhere, remedy: nil)
        }
    }

    private static func part(_ strength: WhatIf.Result.Controls.Strength, _ ways: Set<SignInMode>?) -> PolicyDemand {
        let id = strength.id.shown?.lowercased() ?? ""
        let name = "the strength “\(strength.displayName.shown ?? id)”"
        guard let allowed = strength.allowedCombinations.shown ?? SignInMode.builtIn[id] else {
            return .unknown("asks for \(name), and doesn't say which methods that takes", remedy: nil)
        }
        guard let ways else { return unasked(name) }
        if allowed.contains(where: { SignInMode.meets($0, with: ways) }) { return .met }
        // Certificates stand in no list of methods, and whether an app takes sign-ins without a password isn't told.
        let untold = ways.union([.x509CertificateMultiFactor, .x509CertificateSingleFactor])
            .union(ways.contains(.microsoftAuthenticatorPush) ? [.deviceBasedPush] : [])
        return allowed.contains { SignInMode.meets($0, with: untold) }
            ? .unknown(
                "asks for \(name), and whether it has a certificate or an app for that isn't told",
                remedy: "Sign in as it, and register a passkey (FIDO2), which is told.")
            : .lacking(name)
    }

    private static func unasked(_ what: String) -> PolicyDemand {
        .unknown(
            "asks for \(what), and what it can sign in with couldn't be asked",
            remedy:
                "Give the account or app that checks the permission \(SignInMethods.permission), with admin consent, then "
                + "check again.")
    }
}
