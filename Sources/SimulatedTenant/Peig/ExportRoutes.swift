import Escaping

/// Peig's accounts for other tools: a table, and SCIM.
enum ExportRoutes {
    static let routes = [
        Route("GET", "peig/export.csv", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            var text = ""
            for part in table(tenant) { text += part }
            return Reply(status: 200, json: nil, text: text, type: "text/csv")
        },
        Route("GET", "peig/scim/v2/Users", PeigRoutes.portalOnly) { (call, tenant) throws(ServiceError) in
            try users(call, tenant)
        },
    ]

    /// Every account, and the requests that wait, as a table: in parts, for there may be a million.
    static func table(_ tenant: Transaction) -> some Sequence<String> {
        let head = [
            CSVText.row(["id", "userName", "displayName", "identifier", "status", "microsoftAccount", "linked"])
        ]
        let requests = tenant[.peigRequests].placed(from: 0).lazy.map(\.row.json).filter { $0["status"] == "pending" }
            .map { line([$0["id"], $0["email"], $0["displayName"], nil, "requested", nil], isLinked: false) }
        let accounts = tenant[.peigAccounts].placed(from: 0).lazy.map { placed in
            let account = IdentifierRoutes.shown(placed.row.json, tenant)
            return line(
                ["id", "userName", "displayName", "identifier", "status", "microsoftAccount"].map { account[$0] },
                isLinked: account["linked"] == true)
        }
        return [AnySequence(head), AnySequence(accounts), AnySequence(requests)].joined()
    }

    private static func line(_ columns: [JSON], isLinked: Bool) -> String {
        CSVText.row(columns.map { $0.string ?? "" } + [String(isLinked)])
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
                "externalId": account["identifier"], "active": .bool(PeigAccount.letsIn(account)),
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
