/// How a domain that another provider signs people in for becomes one that can be switched. Microsoft: "Migrate from
/// federation to cloud authentication" (passwords first, then the domain), "Use a SAML 2.0 identity provider" (how long).
public enum WayToManaged {
    /// - Parameter whom: who runs the provider.
    public static func words(_ domain: String, from whom: String) -> String {
        "It has to be managed before it is switched. First see to it that its people have passwords at Microsoft: password "
            + "hash synchronization, or Entra admin center → Users → the user → Reset password; a staged rollout tries it "
            + "with some of them. Then agree with \(whom), and convert it as that provider is left: for ADFS Entra Connect → "
            + "Change user sign-in, or Update-MgDomain with AuthenticationType Managed for \(domain). Then wait until it "
            + "reads managed: that can take two hours."
    }
}
