/// Peig's accounts for other tools: a table, and SCIM.
enum ExportRoutes {
    static let routes = [
        Route("GET", "peig/export.csv", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            var lines = ["userName,displayName,identifier,status,microsoftAccount,linked"]
            for placed in tenant[.peigAccounts].placed(from: 0) {
                let account = IdentifierRoutes.shown(placed.row.json, tenant)
                let columns = ["userName", "displayName", "identifier", "status", "microsoftAccount"].map {
                    quoted(account[$0].string ?? "")
                }
                lines.append((columns + [account["linked"] == true ? "true" : "false"]).joined(separator: ","))
            }
            return Reply(status: 200, json: nil, text: lines.joined(separator: "\r\n") + "\r\n", type: "text/csv")
        },
        Route("GET", "peig/scim/v2/Users", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            try users(call, tenant)
        },
    ]

    /// RFC 4180, and nothing that a spreadsheet would run: names come from people.
    private static func quoted(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        guard safe.contains(where: { ",\"\r\n".contains($0) }) else { return safe }
        return "\"\(safe.replacing("\"", with: "\"\""))\""
    }

    /// RFC 7644, section 3.4.2: places are counted from 1.
    private static func users(_ call: Call, _ tenant: Transaction) throws(ServiceError) -> Reply {
        let start = max(1, call.query["startIndex"].flatMap { Int($0) } ?? 1)
        let size = min(1_000, max(0, call.query["count"].flatMap { Int($0) } ?? 100))
        guard call.query["filter"] == nil else {
            throw ServiceError(501, "simulator_not_implemented", "The simulated workspace doesn't filter over SCIM.")
        }
        let accounts = tenant[.peigAccounts]
        let page = accounts.placed(from: 0).dropFirst(start - 1).prefix(size).map { placed -> JSON in
            let account = placed.row.json
            return [
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": account["id"],
                "userName": account["userName"], "displayName": account["displayName"],
                "externalId": account["identifier"], "active": true,
                "emails": [["value": account["userName"], "primary": true]],
                "meta": ["resourceType": "User"],
            ]
        }
        return Reply(
            status: 200,
            json: [
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": .int(accounts.count),
                "startIndex": .int(start), "itemsPerPage": .int(page.count), "Resources": .array(page),
            ], type: "application/scim+json")
    }
}
