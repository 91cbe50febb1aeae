"""msgraph-sdk: reads, filters, counts, batches, writes and federates, through its own models and its own retry."""

import asyncio
import json
import uuid

from azure.identity.aio import ClientSecretCredential
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.api_error import APIError
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.applications.item.add_password.add_password_post_request_body import AddPasswordPostRequestBody
from msgraph.generated.models.app_role_assignment import AppRoleAssignment
from msgraph.generated.models.application import Application
from msgraph.generated.models.internal_domain_federation import InternalDomainFederation
from msgraph.generated.models.authentication_protocol import AuthenticationProtocol
from msgraph.generated.models.o_auth2_permission_grant import OAuth2PermissionGrant
from msgraph.generated.models.password_credential import PasswordCredential
from msgraph.generated.models.service_principal import ServicePrincipal
from msgraph.generated.models.unified_role_assignment import UnifiedRoleAssignment
from msgraph.generated.users.users_request_builder import UsersRequestBuilder
from msgraph.generated.users.count.count_request_builder import CountRequestBuilder
from msgraph_core.requests.batch_request_content import BatchRequestContent
from msgraph_core.requests.batch_request_item import BatchRequestItem
from simulation import CLIENT, GRAPH, LOGIN, PEOPLE, SCOPE, SECRET, TENANT, ClientTest, certificate, trainer


class GraphTest(ClientTest):
    """Runs each test inside one event loop, with a client of its own."""

    def run_with_client(self, work):
        async def everything():
            async with ClientSecretCredential(TENANT, CLIENT, SECRET, authority=LOGIN) as credential:
                provider = AzureIdentityAuthenticationProvider(
                    credential, scopes=[SCOPE], allowed_hosts=["localhost"])
                adapter = GraphRequestAdapter(provider)
                adapter.base_url = f"{GRAPH}/v1.0"
                await work(GraphServiceClient(request_adapter=adapter), adapter)

        asyncio.run(everything())


def query(parameters, **headers):
    configuration = RequestConfiguration(query_parameters=parameters)
    for name, value in headers.items():
        configuration.headers.add(name, value)
    return configuration


Users = UsersRequestBuilder.UsersRequestBuilderGetQueryParameters


class SdkTest(GraphTest):
    def test_pages(self):
        async def work(client, _):
            page = await client.users.get(query(Users(top=50, select=["id", "displayName"])))
            seen = [user.id for user in page.value]
            while page.odata_next_link:
                page = await client.users.with_url(page.odata_next_link).get()
                seen += [user.id for user in page.value]
            self.assertGreaterEqual(len(set(seen)), PEOPLE)
            self.assertEqual(len(seen), len(set(seen)))

        self.run_with_client(work)

    def test_filter_search_and_count(self):
        async def work(client, _):
            found = await client.users.get(query(Users(filter="startswith(displayName,'Lena')")))
            self.assertEqual([user.user_principal_name for user in found.value], ["lena.brandt@nordwind.example"])
            counted = await client.users.get(
                query(Users(filter="userType ne 'Guest'", count=True, top=1), ConsistencyLevel="eventual"))
            self.assertGreaterEqual(counted.odata_count, PEOPLE)
            number = await client.users.count.get(
                query(CountRequestBuilder.CountRequestBuilderGetQueryParameters(), ConsistencyLevel="eventual"))
            self.assertGreaterEqual(number, PEOPLE)
            with self.assertRaises(APIError) as refused:
                await client.users.count.get()
            self.assertEqual(refused.exception.error.code, "Request_BadRequest")
            searched = await client.users.get(
                query(Users(search='"displayName:bran"'), ConsistencyLevel="eventual"))
            self.assertEqual([user.display_name for user in searched.value], ["Lena Brandt"])
            user = await client.users.by_user_id("ida.holm@nordwind.example").get()
            self.assertEqual(user.display_name, "Ida Holm")
            with self.assertRaises(APIError) as missing:
                await client.users.by_user_id("nobody@nordwind.example").get()
            self.assertEqual(missing.exception.error.code, "Request_ResourceNotFound")

        self.run_with_client(work)

    def test_batch(self):
        async def work(client, adapter):
            requests = [client.organization.to_get_request_information(), client.domains.to_get_request_information()]
            items = []
            for number, request in enumerate(requests):
                request.path_parameters["baseurl"] = adapter.base_url
                items.append(BatchRequestItem(request, id=str(number)))
            content = BatchRequestContent({item.id: item for item in items})
            # As the SDK builds it, with absolute addresses, the service refuses each; so does the simulated one.
            answer = await client.batch.post(content)
            self.assertEqual({answer.get_response_by_id(item.id).status for item in items}, {400})
            for item in items:
                item.url = item.url.split("/v1.0", 1)[1]
            answer = await client.batch.post(BatchRequestContent({item.id: item for item in items}))
            self.assertEqual({answer.get_response_by_id(item.id).status for item in items}, {200})

        self.run_with_client(work)

    def test_registers_an_app_with_everything(self):
        async def work(client, _):
            app = await client.applications.post(Application(display_name=f"SDK {uuid.uuid4()}"))
            secret = await client.applications.by_application_id(app.id).add_password.post(
                AddPasswordPostRequestBody(password_credential=PasswordCredential(display_name="test")))
            self.assertGreaterEqual(len(secret.secret_text), 16)
            self.assertEqual(secret.hint, secret.secret_text[:3])
            principal = await client.service_principals.post(ServicePrincipal(app_id=app.app_id))
            with self.assertRaises(APIError) as refused:
                await client.service_principals.post(ServicePrincipal(app_id=app.app_id))
            self.assertEqual(refused.exception.response_status_code, 409)
            graph = await client.service_principals_with_app_id("00000003-0000-0000-c000-000000000000").get()
            role = next(role for role in graph.app_roles if role.value == "User.Read.All")
            assigned = await client.service_principals.by_service_principal_id(graph.id).app_role_assigned_to.post(
                AppRoleAssignment(principal_id=principal.id, resource_id=graph.id, app_role_id=role.id))
            self.assertEqual(assigned.app_role_id, role.id)
            grant = await client.oauth2_permission_grants.post(
                OAuth2PermissionGrant(
                    client_id=principal.id, consent_type="AllPrincipals", resource_id=graph.id, scope="User.Read"))
            self.assertEqual(grant.scope, "User.Read")
            held = await client.role_management.directory.role_assignments.post(
                UnifiedRoleAssignment(
                    principal_id=principal.id, role_definition_id="f2ef992c-3afb-46b9-b7cf-a126ee74c451",
                    directory_scope_id="/"))
            await client.role_management.directory.role_assignments.by_unified_role_assignment_id(held.id).delete()
            # The app signs in with what it was given, and may do just that.
            async with ClientSecretCredential(TENANT, app.app_id, secret.secret_text, authority=LOGIN) as own:
                adapter = GraphRequestAdapter(
                    AzureIdentityAuthenticationProvider(own, scopes=[SCOPE], allowed_hosts=["localhost"]))
                adapter.base_url = f"{GRAPH}/v1.0"
                mine = GraphServiceClient(request_adapter=adapter)
                self.assertTrue((await mine.users.get()).value)
                with self.assertRaises(APIError) as denied:
                    await mine.applications.get()
                self.assertEqual(denied.exception.error.code, "Authorization_RequestDenied")
            await client.applications.by_application_id(app.id).delete()

        self.run_with_client(work)

    def test_survives_throttling(self):
        async def work(client, _):
            for status in ("429", "503"):
                trainer("fault", "--match", "GET /v1.0/organization", "--status", status, "--retry-after", "1",
                        "--times", "2")
                self.assertEqual(len((await client.organization.get()).value), 1)
                log = trainer("log")
                self.assertIn(f"{status}  GET /v1.0/organization", log)
                trainer("faults", "--clear")

        self.run_with_client(work)

    def test_federates_and_unfederates(self):
        async def work(client, _):
            domain = client.domains.by_domain_id("switch.example")
            with self.assertRaises(APIError) as none:
                await domain.federation_configuration.get()
            self.assertEqual(none.exception.response_status_code, 404)
            wanted = InternalDomainFederation(
                display_name="IdP", issuer_uri="https://idp.switch.example/saml",
                passive_sign_in_uri="https://idp.switch.example/sso", signing_certificate=certificate()[1],
                preferred_authentication_protocol=AuthenticationProtocol.Saml)
            made = await domain.federation_configuration.post(wanted)
            self.assertEqual((await domain.get()).authentication_type, "Federated")
            with self.assertRaises(APIError):
                await domain.federation_configuration.by_internal_domain_federation_id(made.id).delete()
            trainer("clock", "advance", "10m")
            # The simulated time has moved on, and with it the token's end is nearer, but not past.
            await domain.federation_configuration.by_internal_domain_federation_id(made.id).delete()
            self.assertEqual((await domain.get()).authentication_type, "Managed")
            for name in ("nordwind.onmicrosoft.com", "nordwind.example"):
                with self.assertRaises(APIError) as refused:
                    await client.domains.by_domain_id(name).federation_configuration.post(wanted)
                self.assertEqual(refused.exception.response_status_code, 400)

        self.run_with_client(work)


