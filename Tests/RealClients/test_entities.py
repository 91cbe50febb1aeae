"""Every entity that is served, parsed by msgraph-sdk's generated models: no invented, misspelt or mistyped property."""

import importlib

import requests
from azure.identity import ClientSecretCredential
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory
from simulation import ANCHOR, CLIENT, GRAPH, LOGIN, SCOPE, SECRET, TENANT, ClientTest, operations, trainer

# What each served read answers with: where to ask, and the model of one object. None: no entity (a number).
READS = {
    "organization": ("organization", "Organization"),
    "organization/{id}": ("organization/{tenant}", "Organization"),
    "domains": ("domains", "Domain"),
    "domains/{id}": ("domains/nordwind.example", "Domain"),
    "domains/{id}/verificationDnsRecords": ("domains/nordwind.example/verificationDnsRecords", "DomainDnsRecord"),
    "domains/{id}/serviceConfigurationRecords": (
        "domains/nordwind.example/serviceConfigurationRecords", "DomainDnsRecord"),
    "domains/{id}/federationConfiguration": (
        "domains/federated.example/federationConfiguration", "InternalDomainFederation"),
    "domains/{id}/federationConfiguration/{configuration}": (
        "domains/federated.example/federationConfiguration/{first}", "InternalDomainFederation"),
    "policies/homeRealmDiscoveryPolicies": ("policies/homeRealmDiscoveryPolicies", "HomeRealmDiscoveryPolicy"),
    "users": ("users?$select=id,displayName,signInActivity", "User"),
    "users/{id}": ("users/ida.holm@nordwind.example?$select={all}", "User"),
    "users/$count": ("users/$count", None),
    "users/{id}/memberOf": ("users/ida.holm@nordwind.example/memberOf", "DirectoryObject"),
    "users/{id}/transitiveMemberOf": ("users/ida.holm@nordwind.example/transitiveMemberOf", "DirectoryObject"),
    "users/{id}/licenseDetails": ("users/ida.holm@nordwind.example/licenseDetails", "LicenseDetails"),
    "users/{id}/authentication/methods": (
        "users/ida.holm@nordwind.example/authentication/methods", "AuthenticationMethod"),
    "policies/federatedTokenValidationPolicy": (
        "policies/federatedTokenValidationPolicy", "FederatedTokenValidationPolicy"),
    "policies/identitySecurityDefaultsEnforcementPolicy": (
        "policies/identitySecurityDefaultsEnforcementPolicy", "IdentitySecurityDefaultsEnforcementPolicy"),
    "directory/subscriptions": ("directory/subscriptions", "CompanySubscription"),
    "subscribedSkus": ("subscribedSkus", "SubscribedSku"),
    "subscribedSkus/{id}": ("subscribedSkus/{first}", "SubscribedSku"),
    "groups": ("groups", "Group"),
    "groups/$count": ("groups/$count", None),
    "groups/{id}": ("groups/{first}", "Group"),
    "groups/{id}/members": ("groups/{groups}/members", "DirectoryObject"),
    "groups/{id}/members/microsoft.graph.user": ("groups/{groups}/members/microsoft.graph.user", "User"),
    "groups/{id}/owners": ("groups/{administrators}/owners", "DirectoryObject"),
    "groups/{id}/transitiveMembers": ("groups/{groups}/transitiveMembers", "DirectoryObject"),
    "directoryRoles": ("directoryRoles", "DirectoryRole"),
    "directoryRoles/{id}": ("directoryRoles/{first}", "DirectoryRole"),
    "directoryRoles({roleTemplateId})": (
        "directoryRoles(roleTemplateId='62e90394-69f5-4237-9190-012177145e10')", "DirectoryRole"),
    "directoryRoles({roleTemplateId})/members": (
        "directoryRoles(roleTemplateId='62e90394-69f5-4237-9190-012177145e10')/members", "DirectoryObject"),
    "directoryRoles/{id}/members": ("directoryRoles/{directoryRoles}/members", "DirectoryObject"),
    "roleManagement/directory/roleAssignments": (
        "roleManagement/directory/roleAssignments?$expand=principal", "UnifiedRoleAssignment"),
    "roleManagement/directory/roleEligibilityScheduleInstances": (
        "roleManagement/directory/roleEligibilityScheduleInstances", "UnifiedRoleEligibilityScheduleInstance"),
    "roleManagement/directory/roleAssignmentScheduleInstances": (
        "roleManagement/directory/roleAssignmentScheduleInstances", "UnifiedRoleAssignmentScheduleInstance"),
    "roleManagement/directory/roleAssignmentScheduleRequests": (
        "roleManagement/directory/roleAssignmentScheduleRequests", "UnifiedRoleAssignmentScheduleRequest"),
    "policies/roleManagementPolicyAssignments": (
        "policies/roleManagementPolicyAssignments?$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'"
        "&$expand=policy($expand=rules)", "UnifiedRoleManagementPolicyAssignment"),
    "identityGovernance/privilegedAccess/group/assignmentScheduleInstances": (
        "identityGovernance/privilegedAccess/group/assignmentScheduleInstances?$filter=groupId eq '{administrators}'",
        "PrivilegedAccessGroupAssignmentScheduleInstance"),
    "identityGovernance/privilegedAccess/group/eligibilityScheduleInstances": (
        "identityGovernance/privilegedAccess/group/eligibilityScheduleInstances?$filter=groupId eq '{administrators}'",
        "PrivilegedAccessGroupEligibilityScheduleInstance"),
    "applications": ("applications", "Application"),
    "applications/{id}": ("applications/{first}", "Application"),
    "applications({appId})": ("applications(appId='{client}')", "Application"),
    "servicePrincipals": ("servicePrincipals", "ServicePrincipal"),
    "servicePrincipals/{id}": ("servicePrincipals/{first}", "ServicePrincipal"),
    "servicePrincipals({appId})": (
        "servicePrincipals(appId='00000003-0000-0000-c000-000000000000')", "ServicePrincipal"),
    "servicePrincipals/{id}/appRoleAssignments": (
        "servicePrincipals/{own}/appRoleAssignments", "AppRoleAssignment"),
    "servicePrincipals/{id}/appRoleAssignedTo": ("servicePrincipals/{graph}/appRoleAssignedTo", "AppRoleAssignment"),
    "servicePrincipals/{id}/oauth2PermissionGrants": (
        "servicePrincipals/{peig}/oauth2PermissionGrants", "OAuth2PermissionGrant"),
    "oauth2PermissionGrants": ("oauth2PermissionGrants", "OAuth2PermissionGrant"),
    "devices": ("devices", "Device"),
    "devices/$count": ("devices/$count", None),
    "devices/{id}": ("devices/{first}", "Device"),
    "auditLogs/signIns": ("auditLogs/signIns", "SignIn"),
    "auditLogs/signIns/{id}": ("auditLogs/signIns/{first}", "SignIn"),
    "auditLogs/directoryAudits": ("auditLogs/directoryAudits", "DirectoryAudit"),
    "auditLogs/directoryAudits/{id}": ("auditLogs/directoryAudits/{first}", "DirectoryAudit"),
}


def module(name):
    """`OAuth2PermissionGrant` is in `o_auth2_permission_grant`."""
    snake = "".join(("_" if letter.isupper() and index else "") + letter.lower() for index, letter in enumerate(name))
    return importlib.import_module(f"msgraph.generated.models.{snake}")


def leftovers(model, path, seen=None):
    """What a model could not place, at any depth."""
    seen = set() if seen is None else seen
    if id(model) in seen:
        return []
    seen.add(id(model))
    found = []
    if isinstance(model, list):
        for index, each in enumerate(model):
            found += leftovers(each, f"{path}[{index}]", seen)
    elif hasattr(model, "get_field_deserializers"):
        for key in getattr(model, "additional_data", None) or {}:
            if not key.startswith("@odata."):
                found.append(f"{path}.{key}")
        for key in vars(model):
            if key not in ("additional_data", "backing_store"):
                found += leftovers(getattr(model, key), f"{path}.{key}", seen)
    return found


class EntityTest(ClientTest):
    @classmethod
    def setUpClass(cls):
        credential = ClientSecretCredential(TENANT, CLIENT, SECRET, authority=LOGIN, disable_instance_discovery=True)
        cls.session = requests.Session()
        cls.session.verify = ANCHOR
        cls.session.headers["Authorization"] = f"Bearer {credential.get_token(SCOPE).token}"

    def get(self, path, **headers):
        answer = self.session.get(f"{GRAPH}/v1.0/{path}", headers=headers, timeout=30)
        self.assertEqual(answer.status_code, 200, f"{path}: {answer.text}")
        return answer

    def first(self, collection):
        return self.get(collection).json()["value"][0]["id"]

    def principal(self, app_id):
        return self.get(f"servicePrincipals(appId='{app_id}')").json()["id"]

    def fill(self, path):
        peig = self.get("applications?$filter=displayName eq 'PeigUserManagerApp'").json()["value"][0]
        values = {
            "{tenant}": TENANT, "{client}": CLIENT, "{own}": self.principal(CLIENT),
            "{graph}": self.principal("00000003-0000-0000-c000-000000000000"),
            "{peig}": self.principal(peig["appId"]),
            "{all}": "id,accountEnabled,displayName,userPrincipalName,userType,onPremisesImmutableId,createdDateTime,"
                     "assignedLicenses,proxyAddresses,otherMails,usageLocation,department,onPremisesSyncEnabled,"
                     "onPremisesLastSyncDateTime,creationType,externalUserState,identities",
        }
        if "{groups}" in path:
            values["{groups}"] = self.first("groups")
        if "{administrators}" in path:
            values["{administrators}"] = self.first("groups?$filter=displayName eq 'Administrators'")
        if "{directoryRoles}" in path:
            roles = self.get("directoryRoles").json()["value"]
            values["{directoryRoles}"] = next(
                role["id"] for role in roles if role["displayName"] == "Global Administrator")
        if "{first}" in path:
            values["{first}"] = self.first(path.split("/{first}")[0])
        for name, value in values.items():
            path = path.replace(name, value)
        return path

    def test_every_entity_is_typed_completely(self):
        # There is something in the logs to read.
        trainer("sign-in", "ida.holm@nordwind.example")
        configuration = "domains/federated.example/federationConfiguration"
        patched = self.session.patch(
            f"{GRAPH}/v1.0/{configuration}/{self.first(configuration)}", json={"displayName": "Peig"}, timeout=30)
        self.assertEqual(patched.status_code, 200, patched.text)
        served = [
            row["operation"].removeprefix("GET /v1.0/") for row in operations()
            if row["service"] == "graph" and row["operation"].startswith("GET ")
        ]
        self.assertEqual(sorted(served), sorted(READS), "what is served and what is looked at here differ")
        for operation, (path, model) in READS.items():
            with self.subTest(operation):
                answer = self.get(self.fill(path), **({"ConsistencyLevel": "eventual"} if model is None else {}))
                if model is None:
                    self.assertTrue(answer.text.isdigit())
                    continue
                json = answer.json()
                objects = json["value"] if "value" in json else [json]
                self.assertTrue(objects, f"{operation} has nothing to look at")
                for each in objects:
                    self.check(each, model, operation)

    def check(self, json, model, operation):
        import json as text
        node = JsonParseNodeFactory().get_root_parse_node("application/json", text.dumps(json).encode())
        kind = getattr(module(model), model)
        parsed = node.get_object_value(kind)
        self.assertEqual(leftovers(parsed, operation), [])
        # What had a value has one of the right type still: a date that can't be read comes out as None.
        fields = parsed.get_field_deserializers()
        for key, value in json.items():
            if key.startswith("@odata.") or value in (None, [], ""):
                continue
            self.assertIn(key, fields, f"{operation}.{key}")
            snake = "".join(("_" + letter.lower()) if letter.isupper() else letter for letter in key)
            self.assertIsNotNone(getattr(parsed, snake, None), f"{operation}.{key} = {value!r} was not understood")

    def test_writes_answer_with_typed_entities(self):
        import uuid
        made = self.session.post(
            f"{GRAPH}/v1.0/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate",
            json={"displayName": f"Gallery {uuid.uuid4()}"}, timeout=30)
        self.assertEqual(made.status_code, 201, made.text)
        self.check(made.json(), "ApplicationServicePrincipal", "instantiate")
        group = self.session.post(
            f"{GRAPH}/v1.0/groups", timeout=30,
            json={"displayName": "New", "mailNickname": "new", "mailEnabled": False, "securityEnabled": True})
        self.check(group.json(), "Group", "POST groups")
        user = self.session.post(
            f"{GRAPH}/v1.0/users", timeout=30,
            json={"accountEnabled": True, "displayName": "New Person", "mailNickname": "new.person",
                  "userPrincipalName": f"new.{uuid.uuid4().hex}@nordwind.example",
                  "passwordProfile": {"password": "not-a-secret-1", "forceChangePasswordNextSignIn": True}})
        self.assertEqual(user.status_code, 201, user.text)
        self.check(user.json(), "User", "POST users")
        self.assertEqual(self.session.delete(f"{GRAPH}/v1.0/users/{user.json()['id']}", timeout=30).status_code, 204)
