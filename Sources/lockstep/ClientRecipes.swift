/// How each of Microsoft's clients is pointed at a simulated tenant, once its exports are loaded.
enum ClientRecipes {
    static let lines = [
        "msal            ConfidentialClientApplication(AZURE_CLIENT_ID, client_credential=AZURE_CLIENT_SECRET,",
        "                    authority=f\"{AZURE_AUTHORITY_HOST}/{AZURE_TENANT_ID}\", instance_discovery=False)",
        "azure-identity  EnvironmentCredential(disable_instance_discovery=True)",
        "msgraph-sdk     pip install deprecated too; adapter.base_url = LOCKSTEP_GRAPH + \"/v1.0\";",
        "                    AzureIdentityAuthenticationProvider(credential, allowed_hosts=[\"localhost\"],",
        "                    scopes=[\"https://graph.microsoft.com/.default\"])",
        "az              export AZURE_CONFIG_DIR=$(mktemp -d)",
        "                az cloud register -n Simulated --endpoint-resource-manager $LOCKSTEP_GRAPH",
        "                az cloud set -n Simulated",
        "                az login --service-principal -u $AZURE_CLIENT_ID -p $AZURE_CLIENT_SECRET \\",
        "                    -t $AZURE_TENANT_ID --allow-no-subscriptions",
        "PowerShell      trust $SSL_CERT_FILE in the system's store; Add-MgEnvironment -Name Simulated",
        "                    -AzureADEndpoint $env:AZURE_AUTHORITY_HOST -GraphEndpoint $env:LOCKSTEP_GRAPH",
        "curl            curl --cacert $SSL_CERT_FILE $LOCKSTEP_GRAPH/v1.0/organization -H \"Authorization: Bearer …\"",
        "lockstep        lockstep trainer $LOCKSTEP_GRAPH status",
    ]
}
