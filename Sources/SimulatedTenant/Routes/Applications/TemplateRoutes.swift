/// `/applicationTemplates/{id}/instantiate`: "Create your own application" among the enterprise applications
enum TemplateRoutes {
    /// The template of an application that isn't in the gallery.
    private static let nonGallery = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"

    static let routes = [
        Route("POST", "applicationTemplates/{id}/instantiate", ["Application.ReadWrite.All"]) {
            (call, tenant) throws(ServiceError) in
            guard call.parameters[0] == nonGallery else { throw .notFound(call.parameters[0]) }
            try call.allow(["displayName"], of: "applicationTemplate")
            let name = try call.text("displayName")
            var application = ApplicationRoutes.object(
                id: Identifiers.new(), appID: Identifiers.new(), name: name, now: call.now)
            var principal = ServicePrincipalRoutes.object(
                id: Identifiers.new(), appID: application["appId"].string ?? "", name: name)
            application["applicationTemplateId"] = .string(nonGallery)
            principal["applicationTemplateId"] = .string(nonGallery)
            principal["tags"] = ["WindowsAzureActiveDirectoryIntegratedApp"]
            principal["appRoleAssignmentRequired"] = true
            tenant.put(application, in: .applications)
            tenant.put(principal, in: .servicePrincipals)
            return .created([
                "@odata.context": .string("\(call.origin)/v1.0/$metadata#microsoft.graph.applicationServicePrincipal"),
                "application": application, "servicePrincipal": principal,
            ])
        }
    ]
}
