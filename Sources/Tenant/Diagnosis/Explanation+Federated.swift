extension Explanation {
    private static let provider =
        "Look at the identity provider's own log for this sign-in; its support knows what it sent."
    private static let certificate =
        "Compare the signing certificate at Microsoft with the one that the provider shows."

    /// Sign-ins through another identity provider.
    static let federated: [Explanation] = [
        signIn("50008", "The identity provider's signature can't be verified.", certificate),
        signIn("50006", "The identity provider's signature isn't valid.", certificate),
        signIn("50017", "The identity provider's certificate can't be verified.", certificate),
        signIn(
            "50107", "The domain's federation doesn't exist, or names another issuer.",
            "Compare the issuer at Microsoft with the entity ID that the provider shows."),
        signIn(
            "50169", "The sign-in names an issuer that Microsoft doesn't know for this domain.",
            "Compare the issuer at Microsoft with the entity ID that the provider shows."),
        signIn(
            "51004", "No user has the identifier that the identity provider sent.",
            "Link the account at the provider."),
        signIn(
            "90020", "The identity provider sent no immutable ID.",
            "Link the account at the provider, and see that it sends the immutable ID as the name."),
        signIn(
            "90072",
            "The account exists elsewhere, not in this tenant; or its immutable ID isn't the one that was sent.",
            "Sign in with an account of the tenant, or link the account's immutable ID."),
        signIn(
            "5000820",
            "Federated token validation refuses it: the person's user principal name lies on another root domain than the "
                + "federation that signed them in.",
            "Entra admin center → Users → the user: give them a user principal name on the federated domain. The policy "
                + "stays as it is: without it, one provider could sign in everybody of the tenant.",
            source: "What's new in Microsoft Entra (federated token validation, MC1303719)"),
        signIn(
            "5000819", "The identity provider's answer lacks the mail address, or it lies on another domain.", provider),
        signIn("20001", "The identity provider's answer is in error.", provider),
        signIn("20012", "The identity provider's answer can't be read.", provider),
        signIn("20033", "The identity provider's metadata names another tenant.", provider),
        signIn("40008", "The identity provider answered with an error.", provider),
        signIn("40009", "The identity provider answered with an error about the person.", provider),
        signIn("40010", "The identity provider could not answer for the moment.", provider),
        signIn("90081", "The identity provider's WS-Federation answer isn't valid.", provider),
        signIn("90123", "The identity provider refused to sign the person in.", provider),
        signIn("7500514", "The identity provider's SAML answer is of a kind that Microsoft doesn't read.", provider),
        signIn(
            "80001", "Pass-through authentication can't reach on-premises AD.",
            "Entra admin center → Entra Connect → Pass-through authentication: the agents' state."),
        signIn(
            "80002", "On-premises AD answered too late.",
            "Entra admin center → Entra Connect → Pass-through authentication: the agents' state."),
        signIn(
            "80007", "Pass-through authentication could not look at the password.",
            "Entra admin center → Entra Connect → Pass-through authentication: the agents' state and logs."),
        signIn(
            "81010", "The person's Kerberos ticket has ended or isn't valid.",
            "Sign out of Windows and in again; if it stays, look at Seamless single sign-on in Entra Connect."),
    ]
}
