extension Explanation {
    /// Microsoft's page of AADSTS codes. What it says of a code today stands at `SignInCode.page`.
    static let codes = "Microsoft Entra authentication and authorization error codes"
    private static let errors = "Microsoft Graph error responses and resource types"
    /// The directory's own codes are listed there; Graph hands them on.
    private static let directory = "Azure AD Graph API error codes and error handling"

    /// Every error that is known, in one place.
    public static let table: [Explanation] =
        apps + people + conditionalAccess + federated + oauth + graph + pingOne + transport

    private static let oauth: [Explanation] = [
        .init(
            .signIn, "expired_token", "The code was not entered in time.", "Start the sign-in again.",
            source: "RFC 8628"),
        .init(
            .signIn, "authorization_declined", "The sign-in was declined on the other device.",
            "Start again, and accept.", source: "device authorization grant"),
        .init(
            .signIn, "access_denied", "The sign-in was broken off in the browser, or the consent was declined.",
            "Start again, and accept; or ask an administrator to consent.", source: "RFC 6749"),
        .init(
            .signIn, "no_code", "The browser didn't come back in time.",
            "Start the sign-in again; --method device-code signs in with a code instead.", source: "Lockstep"),
        .init(
            .signIn, "other_sign_in", "What came back belongs to another sign-in.",
            "Start again, and bring the address where this sign-in landed.", source: "OpenID Connect Core"),
        .init(
            .signIn, "other_tenant", "The account is one of another tenant.",
            "Sign in with an account of the tenant that you named, or name the other one with --tenant.",
            source: "OpenID Connect Core"),
        .init(
            .signIn, "token_expired", "The token that was handed in has ended, and can't be renewed.",
            "Hand in a new one, or sign in another way: --method browser.", source: "Lockstep"),
        .init(
            .signIn, "azure_cli", "The Azure CLI gave no token.", "Sign in there first: az login --tenant TENANT.",
            source: "Azure CLI"),
        .init(
            .signIn, "client_key", "The private key can't be used.", "Make a new RSA key and certificate.",
            source: "Lockstep"),
        // These are said only where there is no AADSTS code: where there is one, it knows better.
        .init(
            .signIn, "invalid_client", "The app could not prove that it is who it says.",
            "Look at the client ID and at the secret or certificate.", source: "RFC 6749"),
        .init(
            .signIn, "invalid_grant", "The sign-in isn't valid any more.", "Sign in again: lockstep login.",
            source: "RFC 6749"),
        .init(
            .signIn, "unauthorized_client", "The app may not sign in this way, or isn't in this tenant.",
            "Compare the Application (client) ID and the tenant on the app's Overview page.", source: "RFC 6749"),
        .init(
            .signIn, "temporarily_unavailable", "The sign-in service is too busy at the moment.",
            "Wait a minute, then check again.", source: "RFC 6749"),
    ]

    private static let graph: [Explanation] = [
        .init(
            .graph, "Authorization_RequestDenied", "A permission is missing.",
            "Give the account or app the permission, with admin consent: \"lockstep permissions RUNBOOK\" lists them and why.",
            source: errors),
        .init(
            .graph, "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
            "The tenant's licences don't include what was asked for: it needs Microsoft Entra ID P1.",
            "Microsoft 365 admin center → Billing → Licenses: Business Premium, E3 or Entra ID P1 contain it.",
            source: "microsoft-graph-docs#12772"),
        .init(
            .graph, "Request_ResourceNotFound", "It isn't there.", "Look at the name for typing errors.", source: errors
        ),
        .init(
            .graph, "Authentication_MSGraphPermissionMissing", "A permission of Microsoft Graph is missing.",
            "Give the account or app the permission that is named, with admin consent: \"lockstep permissions RUNBOOK\" lists "
                + "them and why.", source: "microsoft-graph-docs, sign-in activity"),
        .init(
            .graph, "Authorization_IdentityDisabled", "The account or app that asks is disabled.",
            "Entra admin center → Users → the user → Account enabled; or Enterprise applications → the app → Properties → "
                + "Enabled for users to sign in.", source: directory),
        .init(
            .graph, "Authorization_IdentityNotFound", "The account or app that asks isn't in this tenant.",
            "Compare the tenant with the one that Entra admin center → Overview shows, then sign in again.",
            source: directory),
        .init(
            .graph, "Directory_ExpiredPageToken", "The list's next page was asked for too late.",
            "Check again: the list is read from its beginning. If it stays, check at a quieter time.", source: directory
        ),
        .init(
            .graph, "Directory_ConcurrencyViolation", "Somebody else changed the same thing at that moment.",
            "Wait a minute, then check again.", source: errors),
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
                + "be those of the app registration; then Test Connection.",
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
            .transport, "proxyAddress", "What the variable says can't be taken for one address of a proxy.",
            "Write it as http://NAME:PASSWORD@HOST:PORT. Special characters of the password must be percent-encoded: @ is "
                + "%40, / is %2F, # is %23, ? is %3F, a blank %20.", source: "curl(1), ENVIRONMENT"),
        .init(
            .transport, "proxyUnreachable", "The proxy isn't there.",
            "Look at that variable and at the network. NO_PROXY names hosts that are reached without a proxy.",
            source: "curl(1), ENVIRONMENT"),
        .init(
            .transport, "proxyWants", "The proxy lets nobody through who doesn't sign in.",
            "Put its name and password into the variable: http://NAME:PASSWORD@HOST:PORT, special characters "
                + "percent-encoded (@ is %40). A proxy that wants a Windows sign-in (NTLM, Kerberos) needs a helper on "
                + "this machine, such as cntlm.", source: "RFC 9110, 15.5.8"),
        .init(
            .transport, "proxyRefused", "The proxy doesn't let this host through.",
            "Ask whoever runs the proxy to allow the host, or name it in NO_PROXY where it may be reached directly.",
            source: "RFC 9110, 9.3.6"),
        .init(
            .transport, "proxyFailed", "The proxy doesn't reach the host, or is no proxy.",
            "Check again in some minutes. If it stays, look whether the variable names a proxy, and ask whoever runs it.",
            source: "RFC 9110, 9.3.6"),
        .init(
            .transport, "notYetValid", "The certificate begins later than now.",
            "Set this machine's clock (timedatectl set-ntp true). If the clock is right, the server's certificate isn't.",
            source: "OpenSSL, verify(1)"),
        .init(
            .transport, "noLongerValid", "The certificate has ended.",
            "Look at this machine's clock (timedatectl). If it is right, whoever runs the server must renew the "
                + "certificate; or what --ca-file or SSL_CERT_FILE names is too old.", source: "OpenSSL, verify(1)"),
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
}
