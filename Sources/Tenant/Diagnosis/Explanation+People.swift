extension Explanation {
    private static let another = "Sign in with an account of the tenant."
    private static let logs = "Entra admin center → Monitoring & health → Sign-in logs → this sign-in"

    /// People's accounts and passwords.
    static let people: [Explanation] = [
        signIn("50034", "The account isn't in this tenant.", "Look at the user principal name and the tenant."),
        signIn("50020", "The account is a guest from elsewhere and isn't in this tenant.", another),
        signIn("16000", "The account is of another directory and isn't in this tenant.", another),
        signIn("50014", "The account isn't in this tenant, or its invitation was never accepted.", another),
        signIn("500208", "The account is of a kind that this tenant doesn't sign in.", another),
        signIn("50126", "The user name or password is wrong.", "Type it again, or reset it."),
        signIn("50056", "The account has no password here.", "Entra admin center → Users → the user → Reset password."),
        signIn(
            "50053", "The account is locked after too many tries, or the sign-in came from a suspicious address.",
            "Wait, or unblock it: \(logs) tells which of both it was."),
        signIn("50055", "The password has expired.", "Change it, then sign in again."),
        signIn(
            "50144", "The password in on-premises AD has expired.", "Change it there, then sign in again."),
        signIn(
            "50135", "The account is at risk, and its password has to be changed.", "Change it, then sign in again."),
        signIn(
            "50057", "The account is disabled.", "Entra admin center → Users → the user → Account enabled."),
        signIn(
            "50105", "The account isn't assigned to the app, and the app demands it.",
            "Enterprise applications → the app → Users and groups → Add user."),
        signIn(
            "500021", "The network lets nobody sign in to this tenant.",
            "Ask who runs the proxy: it restricts tenants (Restrict-Access-To-Tenants); or use another network."),
        signIn(
            "500022", "The network lets nobody sign in to this tenant.",
            "Ask who runs the proxy: it restricts tenants (Restrict-Access-To-Tenants); or use another network."),
        signIn(
            "500212", "The account's own organisation doesn't let it sign in here.",
            "Its administrator: Entra admin center → External Identities → Cross-tenant access settings → Outbound."),
        signIn(
            "500213", "This tenant doesn't let the account's organisation sign in.",
            "Entra admin center → External Identities → Cross-tenant access settings → Inbound."),
        // These stop a sign-in only to ask something; then it goes on.
        signIn(
            "50140", "The person is asked whether to stay signed in: no failure, the sign-in goes on.",
            "Nothing is to be done. In a script: sign in as an app, or with a code."),
        signIn(
            "50125", "The person is asked to register or reset a password: no failure, the sign-in goes on.",
            "The person follows the page that is shown, then signs in again."),
        signIn(
            "50058", "Nobody is signed in here yet: no failure, the person is asked to.",
            "Sign in again: lockstep login."),
        signIn(
            "50199", "The person is asked whether this is the app that was meant: no failure, the sign-in goes on.",
            "Confirm it on the page that is shown."),
        signIn(
            "50097", "The device has to identify itself: no failure, the sign-in goes on where it can.",
            "Sign in on a device that belongs to the tenant: Entra admin center → Devices → All devices."),
        signIn(
            "50074", "A second factor is asked for: the sign-in goes on once it is given.",
            "Give it; where none can be given, sign in with a code (--method device-code)."),
        signIn(
            "50072", "A second factor has to be set up: the sign-in goes on once it is.",
            "Sign in once at https://aka.ms/mfasetup, then here again."),
    ]

    /// What policies ask of a sign-in, or forbid.
    static let conditionalAccess: [Explanation] = [
        signIn(
            "50076", "The sign-in needs a second factor.",
            "Sign in with a code (--method device-code), where the second factor can be given."),
        signIn(
            "50078", "The second factor was given too long ago.",
            "Sign in with a code (--method device-code), where it can be given again."),
        signIn(
            "50079", "The account has to set up a second factor first.",
            "Sign in once at https://aka.ms/mfasetup, then here again."),
        signIn(
            "50158",
            "A policy asks for something at another service (another provider's second factor, terms of use), and it "
                + "wasn't met. The secret has no part in it.",
            "\(logs) → Conditional Access names the policy. Sign in where its page can be shown (--method device-code), or "
                + "have an app that is left out of it sign in."),
        signIn(
            "50161", "The other provider's second factor doesn't say what the policy wants.",
            "\(logs) → Conditional Access names the policy; look at Authentication methods → External methods."),
        signIn(
            "53000",
            "A Conditional Access policy asks for a compliant device, and this one isn't, or nobody knows it. The secret "
                + "has no part in it.",
            "\(logs) → Conditional Access names the policy. Sign in on a device that Intune manages and finds compliant, or "
                + "with an app that has a secret or certificate."),
        signIn(
            "53001", "A Conditional Access policy asks for a device that is joined to the domain, and this one isn't.",
            "\(logs) → Conditional Access names the policy. Sign in on a joined device, or with an app that has a secret or "
                + "certificate."),
        signIn(
            "53002", "A Conditional Access policy allows only certain apps, and this isn't one of them.",
            "\(logs) → Conditional Access names the policy. Use an app with a secret or certificate, or the Azure CLI."),
        signIn(
            "53003", "A Conditional Access policy blocks the sign-in: a person's, or an app's (workload identities).",
            "\(logs) → Conditional Access names the policy; an app's sign-ins are under Service principal sign-ins. Sign in "
                + "from where it allows it, or have the policy exclude this app. A code for another device is often blocked by "
                + "itself: --method browser signs in without one."),
        signIn(
            "530036",
            "A Conditional Access policy on authentication flows blocks it: the sign-in began with a code for another "
                + "device, and that stays with it.",
            "\(logs) → Basic info → Original transfer method, and Conditional Access, which names the policy. Sign "
                + "in without such a code: --method browser.",
            source: "Conditional Access: authentication flows"),
        signIn(
            "530032", "A security policy of the tenant blocks the sign-in.",
            "\(logs) → Conditional Access names the policy."),
        signIn(
            "530034", "A partner's administrator is blocked: the account is at risk in its own tenant.",
            "Its own tenant's administrator: Entra admin center → Protection → Risky users."),
        signIn(
            "530035", "Security defaults block the sign-in: they allow no old ways to sign in.",
            "Entra admin center → Overview → Properties → Manage security defaults. Use an app with a secret or "
                + "certificate, or the Azure CLI."),
        signIn(
            "53004", "A second factor has to be set up, and the sign-in is too risky for that.",
            "An administrator: Entra admin center → Protection → Risky users; then Users → the user → Authentication "
                + "methods."),
        signIn(
            "53010", "A second factor has to be set up, and that is allowed only from certain places or devices.",
            "Sign in once from there at https://aka.ms/mfasetup, then here again."),
        signIn(
            "53011", "The account is blocked as risky in its own tenant.",
            "Its own tenant's administrator: Entra admin center → Protection → Risky users."),
        signIn(
            "50005", "A Conditional Access policy doesn't support this kind of device.",
            "\(logs) → Conditional Access names the policy."),
        signIn(
            "50131", "A Conditional Access policy refuses: the device's state, or a suspicious sign-in.",
            "\(logs) → Conditional Access names the policy."),
        signIn(
            "50129", "A Conditional Access policy asks for a registered device, and this one isn't.",
            "\(logs) → Conditional Access names the policy. Register the device: Settings → Accounts → Access work or "
                + "school."),
        signIn(
            "50155", "The device could not prove which one it is.",
            "Entra admin center → Devices → All devices: whether it is there and enabled; register it again if not."),
        signIn(
            "135011", "The device is disabled.", "Entra admin center → Devices → All devices → the device → Enable."),
        signIn(
            "70043", "The tenant demands a fresh sign-in after a while.", "Sign in again: lockstep login."),
    ]
}
