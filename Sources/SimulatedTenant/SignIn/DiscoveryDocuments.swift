import Foundation
import Hummingbird

/// The documents by which clients find their way to the token endpoint.
enum DiscoveryDocuments {
    /// OpenID Connect discovery.
    static func openID(tenant: String, _ tenantID: String, _ origin: String) -> Response {
        let base = "\(origin)/\(tenant)"
        return ResponseShapes.json(
            200,
            [
                "issuer": .string("\(origin)/\(tenantID)/v2.0"),
                "authorization_endpoint": .string("\(base)/oauth2/v2.0/authorize"),
                "token_endpoint": .string("\(base)/oauth2/v2.0/token"),
                "device_authorization_endpoint": .string("\(base)/oauth2/v2.0/devicecode"),
                "end_session_endpoint": .string("\(base)/oauth2/v2.0/logout"),
                "jwks_uri": .string("\(base)/discovery/v2.0/keys"),
                "token_endpoint_auth_methods_supported": [
                    "client_secret_post", "private_key_jwt", "client_secret_basic",
                ],
                "scopes_supported": ["openid", "profile", "email", "offline_access"],
                "response_types_supported": ["code"], "response_modes_supported": ["query"],
                "subject_types_supported": ["pairwise"], "id_token_signing_alg_values_supported": ["ES256"],
                "tenant_region_scope": "EU", "cloud_instance_name": "microsoftonline.com",
                "cloud_graph_host_name": "graph.windows.net", "msgraph_host": "graph.microsoft.com",
            ], headers: [.cacheControl: "max-age=86400, private"])
    }

    /// Where a client asks whether an authority is one. The question names it without its port.
    static func instance(_ query: [String: String], _ tenantID: String, _ origin: String) -> Response {
        let asked = query["authorization_endpoint"].flatMap(URL.init(string:))
        let tenant = asked?.pathComponents.dropFirst().first ?? tenantID
        return ResponseShapes.json(
            200,
            [
                "tenant_discovery_endpoint": .string("\(origin)/\(tenant)/v2.0/.well-known/openid-configuration"),
                "api-version": "1.1", "metadata": [],
            ])
    }

    /// What `az cloud register` reads.
    static func metadata(_ origin: String) -> Response {
        let root = JSON.string(origin + "/")
        return ResponseShapes.json(
            200,
            [
                "name": "Simulated", "portal": .string(origin),
                "authentication": [
                    "loginEndpoint": .string(origin), "audiences": [root], "tenant": "common",
                    "identityProvider": "AAD",
                ], "graphAudience": root, "microsoftGraphResourceId": root, "resourceManager": root, "suffixes": [:],
            ])
    }
}
