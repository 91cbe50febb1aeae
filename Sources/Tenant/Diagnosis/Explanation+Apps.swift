extension Explanation {
    /// A row for a code of the sign-in service.
    static func signIn(_ code: String, _ meaning: String, _ remedy: String, source: String = codes) -> Explanation {
        Explanation(.signIn, code, meaning, remedy, source: source)
    }

    private static let secrets = "App registrations → the app → Certificates & secrets"
    private static let compareApp = "Compare the Application (client) ID and the tenant on the app's Overview page."
    private static let consent =
        "An administrator consents: Enterprise applications → the app → Permissions → Grant admin consent. "
        + "\"lockstep permissions RUNBOOK\" prints the link."
    private static let again = "Start the sign-in again."
    private static let signInAgain = "Sign in again: lockstep login."
    private static let busy = "Wait a minute, then check again; if it stays, look at Microsoft's service health page."
    private static let identityWeb = "microsoft-identity-web: error codes of certificates"

    /// Apps that prove who they are, the tenant and the service that they ask for, codes and tokens.
    static let apps: [Explanation] = [
        signIn(
            "7000215", "The client secret is wrong: often the secret's ID was copied instead of its Value.",
            "\(secrets): copy the Value when it is made, or make a new secret."),
        signIn(
            "7000222", "The client secret has expired.",
            "\(secrets) → New client secret; then give the new one to everything that signs in with it, the provider's "
                + "provisioning too."),
        signIn(
            "70002", "The client secret doesn't match.",
            "\(secrets): copy the Value when it is made, or make a new secret."),
        signIn(
            "7000218", "The app has to prove itself, and sent neither a secret nor a certificate.",
            "For signing in with a code: App registrations → the app → Authentication → Advanced settings → Allow "
                + "public client flows → Yes. For an app by itself: give the secret."),
        signIn(
            "700025", "The app is a public client and may send no secret.",
            "Leave the secret away, or register an app that keeps one."),
        signIn("700016", "There is no app with that client ID in the tenant.", compareApp),
        signIn("700011", "There is no app with that client ID in the tenant.", compareApp),
        signIn(
            "7000229",
            "The app is known, and has no service principal in this tenant: nobody has consented to it here. The secret "
                + "has no part in it.",
            "An administrator of this tenant consents, which makes the service principal: \"lockstep permissions RUNBOOK\" prints "
                + "the link. If the app is another tenant's by mistake, compare the tenant on its Overview page.",
            source: "The error's own words, and the page that they link to"),
        signIn(
            "7000112", "The app is disabled.",
            "Enterprise applications → the app → Properties → Enabled for users to sign in → Yes."),
        signIn(
            "70001", "The app is disabled, or isn't in this tenant.",
            "Enterprise applications → the app → Properties → Enabled for users to sign in. Not there: compare the tenant."
        ),
        signIn(
            "1000031", "The app can't be used at this time.",
            "Enterprise applications → the app: whether it is enabled, and what Microsoft says there."),
        signIn(
            "700027", "The certificate that signed the request isn't the one that the app knows.",
            "\(secrets) → Certificates: compare the thumbprint, or upload the certificate."),
        signIn(
            "700030", "The certificate's name isn't one that the app accepts.",
            "\(secrets) → Certificates: compare the subject, or upload the certificate."),
        signIn(
            "1000502",
            "The certificate is outside its dates: it has ended, or hasn't begun. The secret has no part in it.",
            "\(secrets) → Certificates: look at Start date and Expires; upload one that is good now. If the dates are "
                + "right, this machine's clock isn't: timedatectl status.", source: identityWeb),
        signIn(
            "7000214", "The certificate was revoked.", "\(secrets) → Certificates: upload another one.",
            source: identityWeb),
        signIn(
            "7000277", "The certificate was revoked.", "\(secrets) → Certificates: upload another one.",
            source: identityWeb),
        signIn(
            "700024", "The signed request is outside its time: this machine's clock is wrong.",
            "Set the clock (timedatectl status), then sign in again.", source: "issues of clients"),
        signIn(
            "50012", "The certificate that signed the request isn't accepted.",
            "\(secrets) → Certificates: compare the thumbprint and the dates."),
        signIn(
            "50013", "The signed request isn't accepted: its issuer, its time or its form.",
            "Set the clock (timedatectl status), then compare the certificate: \(secrets) → Certificates."),
        signIn(
            "90002", "There is no such tenant in this cloud.",
            "Look at the tenant's name or ID, and at the cloud: Entra admin center → Overview → Tenant ID."),
        signIn(
            "900023", "The tenant is neither an ID nor a domain's name.",
            "Use the Tenant ID from Entra admin center → Overview, or a verified domain."),
        signIn(
            "90038", "The tenant belongs to another of Microsoft's clouds.",
            "Start again with that cloud's addresses: --cloud; the tenant's administrators know which one it is."),
        signIn(
            "50059", "Nothing in the request says which tenant is meant.",
            "Use the Tenant ID from Entra admin center → Overview, or a verified domain."),
        signIn(
            "50194", "The app is of one tenant, and was asked for through the address for all of them.",
            "Use the Tenant ID from Entra admin center → Overview instead of \"common\"."),
        signIn("65001", "Nobody has consented to the permissions that the app asks for.", consent),
        signIn("65004", "The consent was declined.", "Sign in again and accept, or ask an administrator to consent."),
        signIn("90094", "The permissions need an administrator's consent.", consent),
        signIn("90008", "Nobody has consented to the app.", consent),
        signIn(
            "650056", "The app asks for nothing of this service, or nobody has consented.",
            "App registrations → the app → API permissions: add what is missing, then Grant admin consent."),
        signIn(
            "65005", "The app asks for a service that its registration doesn't list.",
            "App registrations → the app → API permissions: add what is missing, then Grant admin consent."),
        signIn(
            "650052", "The organisation has not subscribed to the service that the app asks for.",
            "Microsoft 365 admin center → Billing → Your products: look for that service."),
        signIn(
            "500011", "The service that a token is asked for isn't known in this tenant.",
            "Look at the cloud: its Graph address must belong to it."),
        signIn(
            "500014",
            "The service that a token is asked for is disabled in this tenant: a subscription has lapsed, or an "
                + "administrator switched it off. The secret has no part in it.",
            "Microsoft 365 admin center → Billing → Your products: whether all is paid for; then Enterprise applications → "
                + "Application type: Microsoft Applications → the service that is named → Properties → Enabled for users "
                + "to sign in.", source: "SharePoint troubleshooting: Required resource is disabled"),
        signIn(
            "70011", "The scope isn't one that the service knows.",
            "Look at the Graph address; its /.default is what a token is asked for."),
        signIn(
            "1002012", "An app by itself asked for single permissions: it may ask for /.default only.",
            "Ask for the service's address with /.default behind it (https://graph.microsoft.com/.default); what that "
                + "holds is decided by App registrations → the app → API permissions.",
            source: "OAuth 2.0 client credentials flow"),
        signIn("70016", "The code hasn't been entered yet.", "Enter it on the page that is named."),
        signIn("70018", "A wrong code was typed.", again),
        signIn("70019", "The code has expired.", again),
        signIn("70020", "The code has expired.", again),
        signIn("70000", "The code isn't valid, or was used already.", again),
        signIn("54005", "The code was used already.", again),
        signIn("70008", "The sign-in was idle too long, or was withdrawn.", signInAgain),
        signIn("700082", "The sign-in was idle too long.", signInAgain),
        signIn("700084", "The sign-in has reached its end.", signInAgain),
        signIn("50173", "The sign-in was revoked.", signInAgain),
        signIn("50132", "The password was changed since, so the sign-in isn't valid any more.", signInAgain),
        signIn("50133", "The password was changed since, so the sign-in isn't valid any more.", signInAgain),
        signIn("50089", "The sign-in took too long.", signInAgain),
        signIn("90033", "Microsoft's directory isn't available.", busy),
        signIn("90006", "Microsoft's sign-in isn't available for the moment.", busy),
        signIn("90012", "The request took too long.", busy),
        signIn("90024", "Microsoft's sign-in isn't available for the moment.", busy),
        signIn("90055", "Too many requests come from this tenant.", busy),
        signIn(
            "50196", "The same sign-in was asked for too often in a short time.",
            "Wait some minutes; look for a script that asks without pause."),
        signIn(
            "1002016", "The connection uses an old version of TLS.",
            "A proxy that inspects TLS must speak TLS 1.2 or later; use another network until it does."),
    ]
}
