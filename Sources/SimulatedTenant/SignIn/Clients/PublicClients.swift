/// Microsoft's own clients, which every tenant knows without registering them.
enum PublicClients {
    static let azureCLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46"
    static let graphPowerShell = "14d82eec-204b-4c2f-b7e8-296a70dab67e"

    static let all = [azureCLI: "Microsoft Azure CLI", graphPowerShell: "Microsoft Graph Command Line Tools"]
}
