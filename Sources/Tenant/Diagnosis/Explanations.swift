extension Explanation {
    private static let codes = "Microsoft Entra authentication and authorization error codes"
    private static let errors = "Microsoft Graph error responses"

    /// Every error that is known, in one place.
    public static let table: [Explanation] = signIn + oauth + graph + pingOne + transport + licenseManagement

    private static let signIn: [Explanation] = [
        .init(
            .signIn, "7000215", "The client secret is wrong: often the secret's ID was copied instead of its Value.",
            "App registrations → the app → Certificates & secrets: copy the Value when it is made, or make a new secret.",
            source: codes),
        .init(
            .signIn, "7000222", "The client secret has expired.",
            "App registrations → the app → Certificates & secrets → New client secret; then give the new one to "
                + "everything that signs in with it, Peig's or PingOne's provisioning too.", source: codes),
        .init(
            .signIn, "7000218", "The app has to prove itself, and sent neither a secret nor a certificate.",
            "For signing in with a code: App registrations → the app → Authentication → Advanced settings → Allow "
                + "public client flows → Yes. For an app by itself: give the secret.", source: codes),
        .init(
            .signIn, "700025", "The app is a public client and may send no secret.",
            "Leave the secret away, or register an app that keeps one.", source: codes),
        .init(
            .signIn, "700016", "There is no app with that client ID in the tenant.",
            "Compare the Application (client) ID and the tenant on the app's Overview page.", source: codes),
        .init(
            .signIn, "7000112", "The app is disabled.",
            "Enterprise applications → the app → Properties → Enabled for users to sign in → Yes.", source: codes),
        .init(
            .signIn, "700027", "The certificate that signed the request isn't the one that the app knows.",
            "App registrations → the app → Certificates & secrets → Certificates: compare the thumbprint, or upload "
                + "the certificate.", source: codes),
        .init(
            .signIn, "700024", "The signed request is outside its time: this machine's clock is wrong.",
            "Set the clock (timedatectl status), then sign in again.", source: "issues of clients"),
        .init(
            .signIn, "90002", "There is no such tenant in this cloud.",
            "Look at the tenant's name or ID, and at the cloud: Entra admin center → Overview → Tenant ID.",
            source: codes),
        .init(
            .signIn, "900023", "The tenant is neither an ID nor a domain's name.",
            "Use the Tenant ID from Entra admin center → Overview, or a verified domain.", source: codes),
        .init(
            .signIn, "65001", "Nobody has consented to the permissions that the app asks for.",
            "An administrator consents: Enterprise applications → the app → Permissions → Grant admin consent. "
                + "\"lockstep permissions\" prints the link.", source: codes),
        .init(
            .signIn, "65004", "The consent was declined.",
            "Sign in again and accept, or ask an administrator to consent.",
            source: codes),
        .init(
            .signIn, "90094", "The permissions need an administrator's consent.",
            "An administrator consents: Enterprise applications → the app → Permissions → Grant admin consent.",
            source: codes),
        .init(
            .signIn, "500011", "The service that a token is asked for isn't known in this tenant.",
            "Look at the cloud: its Graph address must belong to it.", source: codes),
        .init(
            .signIn, "70011", "The scope isn't one that the service knows.",
            "Look at the Graph address; its /.default is what a token is asked for.", source: codes),
        .init(
            .signIn, "50076", "The sign-in needs a second factor.",
            "Sign in with a code (--method device-code), where the second factor can be given.", source: codes),
        .init(
            .signIn, "50079", "The account has to set up a second factor first.",
            "Sign in once at https://aka.ms/mfasetup, then here again.", source: codes),
        .init(
            .signIn, "53003", "A Conditional Access policy blocks the sign-in; many block codes for other devices.",
            "Entra admin center → Sign-in logs → this sign-in → Conditional Access names the policy. Use an app with a "
                + "secret or certificate, or the Azure CLI.", source: codes),
        .init(
            .signIn, "50034", "The account isn't in this tenant.", "Look at the user principal name and the tenant.",
            source: codes),
        .init(
            .signIn, "50020", "The account is a guest from elsewhere and isn't in this tenant.",
            "Sign in with an account of the tenant.", source: codes),
        .init(.signIn, "50126", "The user name or password is wrong.", "Type it again, or reset it.", source: codes),
        .init(
            .signIn, "50053",
            "The account is locked after too many tries, or the sign-in came from a suspicious address.",
            "Wait, or unblock it: Entra admin center → Sign-in logs tells which of both it was.", source: codes),
        .init(.signIn, "50055", "The password has expired.", "Change it, then sign in again.", source: codes),
        .init(
            .signIn, "50057", "The account is disabled.", "Entra admin center → Users → the user → Account enabled.",
            source: codes),
        .init(
            .signIn, "50105", "The account isn't assigned to the app, and the app demands it.",
            "Enterprise applications → the app → Users and groups → Add user.", source: codes),
        .init(
            .signIn, "50196", "The same sign-in was asked for too often in a short time.",
            "Wait some minutes; look for a script that asks without pause.", source: codes),
        .init(
            .signIn, "70016", "The code hasn't been entered yet.", "Enter it on the page that is named.", source: codes),
        .init(.signIn, "70019", "The code has expired.", "Start the sign-in again.", source: codes),
        .init(.signIn, "70020", "The code has expired.", "Start the sign-in again.", source: codes),
        .init(
            .signIn, "70000", "The code isn't valid, or was used already.", "Start the sign-in again.", source: codes),
        .init(.signIn, "54005", "The code was used already.", "Start the sign-in again.", source: codes),
        .init(
            .signIn, "700082", "The sign-in was idle too long.", "Sign in again: lockstep login.", source: codes),
        .init(.signIn, "50173", "The sign-in was revoked.", "Sign in again: lockstep login.", source: codes),
        .init(
            .signIn, "70043", "The tenant demands a fresh sign-in after a while.", "Sign in again: lockstep login.",
            source: codes),
        .init(
            .signIn, "90072", "The account exists elsewhere, not in this tenant.",
            "Sign in with an account of the tenant, or link the account's immutable ID.", source: codes),
        .init(
            .signIn, "1002016", "The connection uses an old version of TLS.",
            "A proxy that inspects TLS must speak TLS 1.2 or later; use another network until it does.", source: codes),
        .init(
            .signIn, "5000820",
            "The identity provider's token is of another domain than the person's user principal name: Federated Token "
                + "Validation refuses it.",
            "Entra admin center → Users → the user: put the user principal name on the domain that they sign in through. "
                + "Leave the policy alone; it protects the whole tenant.",
            source: "Message Center MC1303719"),
        .init(
            .signIn, "50008", "The identity provider's signature can't be verified.",
            "Compare the signing certificate at Microsoft with the one that Peig shows under SAML IDP Info.",
            source: codes),
        .init(
            .signIn, "50107", "The domain's federation doesn't exist, or names another issuer.",
            "Compare the issuer at Microsoft with the IDP Entity ID that Peig shows under SAML IDP Info.", source: codes
        ),
        .init(
            .signIn, "51004", "No user has the identifier that the identity provider sent.",
            "Peig → MS365 Identifiers: link the account.", source: codes),
    ]

    private static let oauth: [Explanation] = [
        .init(
            .signIn, "expired_token", "The code was not entered in time.", "Start the sign-in again.",
            source: "RFC 8628"),
        .init(
            .signIn, "authorization_declined", "The sign-in was declined on the other device.",
            "Start again, and accept.", source: "device authorization grant"),
        .init(
            .signIn, "token_expired", "The token that was handed in has ended, and can't be renewed.",
            "Hand in a new one, or sign in another way: --method device-code.", source: "Lockstep"),
        .init(
            .signIn, "azure_cli", "The Azure CLI gave no token.", "Sign in there first: az login --tenant TENANT.",
            source: "Azure CLI"),
        .init(
            .signIn, "client_key", "The private key can't be used.", "Make a new RSA key and certificate.",
            source: "Lockstep"),
        .init(
            .signIn, "invalid_client", "The app could not prove that it is who it says.",
            "Look at the client ID and at the secret or certificate.", source: "RFC 6749"),
        .init(
            .signIn, "invalid_grant", "The sign-in isn't valid any more.", "Sign in again: lockstep login.",
            source: "RFC 6749"),
    ]

    private static let graph: [Explanation] = [
        .init(
            .graph, "Authorization_RequestDenied", "A permission is missing.",
            "Give the account or app the permission, with admin consent: \"lockstep permissions\" lists them and why.",
            source: errors),
        .init(
            .graph, "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
            "The tenant's licences don't include what was asked for: it needs Microsoft Entra ID P1.",
            "Microsoft 365 admin center → Billing → Licenses: Business Premium, E3 or Entra ID P1 contain it.",
            source: "microsoft-graph-docs#12772"),
        .init(
            .graph, "InvalidAuthenticationToken", "The token isn't accepted.",
            "Sign in again; if it stays, look whether the app was disabled or its secret removed.", source: errors),
        .init(
            .graph, "Request_ResourceNotFound", "It isn't there.", "Look at the name for typing errors.", source: errors
        ),
        .init(
            .graph, "Request_UnsupportedQuery", "Graph doesn't answer this question for this tenant.",
            "Update Lockstep, and tell us what it asked.", source: "Advanced query capabilities"),
        .init(
            .graph, "Request_MultipleObjectsWithSameKeyValue", "There is one of that name already.",
            "Use the one that is there.", source: errors),
        .init(
            .graph, "Directory_QuotaExceeded", "The tenant holds as many objects as it may.",
            "Entra admin center → Overview → Properties shows the quota; delete what nobody needs.", source: errors),
        .init(
            .graph, "TooManyRequests", "Microsoft is throttling requests.", "Wait, then check again.",
            source: "Throttling guidance"),
        .init(
            .graph, "insufficient_claims", "A Conditional Access policy wants a fresh sign-in.",
            "Sign in again: lockstep login.", source: "Claims challenges"),
        .init(
            .graph, "simulator_not_implemented", "The simulated tenant can't do this; Microsoft's may.",
            "\"lockstep simulate --operations\" lists what it can.", source: "Lockstep"),
    ]

    private static let pingOne: [Explanation] = [
        .init(
            .pingOne, "invalid_client", "The worker application's ID or secret is wrong, or it is disabled.",
            "PingOne → Applications → the worker application → Overview: enable it, and copy the client secret again.",
            source: "PingOne: worker applications"),
        .init(
            .pingOne, "ACCESS_FAILED", "The worker application may not read this.",
            "PingOne → Applications → the worker application → Roles → Grant Roles → Environment Admin.",
            source: "PingOne: propagation"),
        .init(
            .pingOne, "INSUFFICIENT_PERMISSIONS", "The worker application may not read this.",
            "PingOne → Applications → the worker application → Roles → Grant Roles → Environment Admin.",
            source: "PingOne: propagation"),
        .init(
            .pingOne, "NOT_FOUND", "It isn't there; often the region is another one.",
            "Compare the environment ID and the region: PingOne → Environment → Properties.", source: "PingOne: regions"
        ),
        .init(
            .pingOne, "INVALID_DATA", "PingOne refused a value.", "The detail names the field; correct it there.",
            source: "PingOne: error codes"),
        .init(
            .pingOne, "REQUEST_LIMITED", "PingOne is throttling requests.", "Wait, then check again.",
            source: "PingOne: error codes"),
        .init(
            .pingOne, "UNEXPECTED_ERROR", "PingOne had a problem of its own.",
            "Wait a minute and check again; if it stays, tell support the id.", source: "PingOne: error codes"),
        .init(
            .pingOne, "test_connection", "PingOne can't sign in at Microsoft with what the connection holds.",
            "Integrations → Provisioning → the connection → Configuration: Tenant ID, Client ID and Client Secret must "
                + "be those of the app registration, and the secret valid; then Test Connection.",
            source: "PingOne: Azure Office 365 provisioning"),
    ]

    private static let transport: [Explanation] = [
        .init(
            .transport, "unresolved", "The name can't be resolved.",
            "Look at the DNS server (resolvectl status) and at the address for typing errors.", source: "libcurl"),
        .init(
            .transport, "unreachable", "Nobody accepts the connection.",
            "Look at the network, the firewall and the proxy (https_proxy); port 443 must be open.", source: "libcurl"),
        .init(
            .transport, "tls", "The server's certificate isn't trusted.",
            "A proxy may be inspecting TLS: give its authority with --ca-file or SSL_CERT_FILE, or use another network.",
            source: "libcurl"),
        .init(
            .transport, "timedOut", "No answer came in time.", "Check again; if it stays, look at the network.",
            source: "libcurl"),
        .init(
            .transport, "interrupted", "The connection broke off in the middle.",
            "Check again; if it stays, look at "
                + "the network, or at a proxy that ends long answers.", source: "libcurl"),
        .init(
            .transport, "tooLarge", "The answer is larger than any that the service sends.",
            "Something else may have answered: look at the proxy.", source: "Lockstep"),
        .init(
            .transport, "badURL", "The address can't be used.", "It begins with https:// and names a host.",
            source: "libcurl"),
        .init(.transport, "cancelled", "You ended it.", "Check again when you are ready.", source: "Lockstep"),
        .init(
            .transport, "other", "The request failed.", "Check again; if it stays, look at the network.",
            source: "libcurl"),
    ]

    /// What its documentation tells under Troubleshooting.
    private static let licenseManagement: [Explanation] = [
        .init(
            .licenseManagement, "insufficient-privileges",
            "\"Insufficient privileges\": a permission or its consent is "
                + "missing, or the app is in another tenant.",
            "App registrations → the app → API permissions: all of them are there and Granted; Overview: the Directory "
                + "(tenant) ID is the right one.", source: "License Management: Troubleshooting"),
        .init(
            .licenseManagement, "invalid-client-secret",
            "\"Invalid client secret\": it has expired, or was copied with something before or after it.",
            "App registrations → the app → Certificates & secrets: look at Expires; make a new secret, and copy its Value "
                + "without spaces.", source: "License Management: Troubleshooting"),
        .init(
            .licenseManagement, "missing-users", "Users are missing: they are in another directory, or not synced.",
            "Compare the tenant ID; look whether the users come from on-premises AD and are synced.",
            source: "License Management: Troubleshooting"),
    ]
}
