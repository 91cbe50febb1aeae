/// `/auditLogs/directoryAudits`: who changed how a domain's people sign in, and when.
enum DirectoryAuditRoutes {
    private static let context = "auditLogs/directoryAudits"
    private static let read = ["AuditLog.Read.All"]
    private static let listing = Listing(
        type: GraphSchema.directoryAudit, defaultPageSize: 1_000, maximumPageSize: 1_000)

    static let routes = [
        Route("GET", "auditLogs/directoryAudits", read) { (call, tenant) throws(ServiceError) in
            // Newest first.
            try listing.answer(tenant[.directoryAudits].all.reversed(), call, context: context)
        },
        Route("GET", "auditLogs/directoryAudits/{id}", read) { (call, tenant) throws(ServiceError) in
            guard let entry = tenant[.directoryAudits][call.parameters[0]] else { throw .notFound(call.parameters[0]) }
            return try listing.one(entry, call, context: context)
        },
    ]
}
