"""The Azure CLI: signs in as a service principal, reads, writes and federates with its own commands."""

import json
import os
import subprocess
import tempfile
import unittest

from simulation import CLIENT, EXPIRED, GRAPH, PEOPLE, SECRET, TENANT, ClientTest, trainer


class AzureTest(ClientTest):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.environment = {**os.environ, "AZURE_CONFIG_DIR": cls.folder.name}
        cls.run_az("cloud", "register", "-n", "Sim", "--endpoint-resource-manager", GRAPH)
        cls.run_az("cloud", "set", "-n", "Sim")
        cls.login(SECRET)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def run_az(cls, *words, fails=False):
        done = subprocess.run(
            [os.environ["AZ"], *words], env=cls.environment, capture_output=True, text=True, check=False)
        if (done.returncode != 0) != fails:
            raise AssertionError(f"az {' '.join(words)} ended with {done.returncode}: {done.stdout} {done.stderr}")
        return done.stderr if fails else done.stdout

    @classmethod
    def az(cls, *words):
        text = cls.run_az(*words, "-o", "json")
        return json.loads(text) if text.strip() else None

    @classmethod
    def login(cls, secret, fails=False):
        # One word with its option: a secret may begin with a dash.
        return cls.run_az(
            "login", "--service-principal", "-u", CLIENT, f"--password={secret}", "-t", TENANT,
            "--allow-no-subscriptions", fails=fails)

    def test_wrong_and_expired_secrets(self):
        # In a folder of its own: with a token in its cache the CLI asks nobody whether a secret is right.
        with tempfile.TemporaryDirectory() as folder:
            fresh = type("Fresh", (AzureTest,), {"environment": {**os.environ, "AZURE_CONFIG_DIR": folder}})
            fresh.run_az("cloud", "register", "-n", "Sim", "--endpoint-resource-manager", GRAPH)
            fresh.run_az("cloud", "set", "-n", "Sim")
            self.assertIn("AADSTS7000215", fresh.login("wrong", fails=True))
            self.assertIn("AADSTS7000222", fresh.login(EXPIRED, fails=True))

    def test_pages_filters_and_counts(self):
        users = self.az("ad", "user", "list", "--query", "[].id")
        self.assertGreaterEqual(len(set(users)), PEOPLE)
        found = self.az("ad", "user", "list", "--display-name", "Lena")
        self.assertEqual([user["userPrincipalName"] for user in found], ["lena.brandt@nordwind.example"])
        counted = self.run_az(
            "rest", "--method", "get", "--resource", f"{GRAPH}/", "--url", f"{GRAPH}/v1.0/users/$count", "--headers",
            "ConsistencyLevel=eventual")
        self.assertGreaterEqual(int(counted.strip().strip('"')), PEOPLE)

    def test_batches(self):
        body = {"requests": [{"id": "1", "method": "GET", "url": "/organization"},
                             {"id": "2", "method": "GET", "url": "/users/nobody@nordwind.example"}]}
        answer = self.az(
            "rest", "--method", "post", "--resource", f"{GRAPH}/", "--url", f"{GRAPH}/v1.0/$batch", "--body",
            json.dumps(body))
        self.assertEqual({each["id"]: each["status"] for each in answer["responses"]}, {"1": 200, "2": 404})

    def test_registers_an_app_with_everything(self):
        app = self.az("ad", "app", "create", "--display-name", "From the CLI")
        secret = self.az("ad", "app", "credential", "reset", "--id", app["appId"], "--display-name", "cli")
        self.assertGreaterEqual(len(secret["password"]), 16)
        principal = self.az("ad", "sp", "create", "--id", app["appId"])
        self.az(
            "ad", "app", "permission", "add", "--id", app["appId"], "--api", "00000003-0000-0000-c000-000000000000",
            "--api-permissions", "df021288-bdef-4463-88db-98f22de89214=Role",
            "e1fe6dd8-ba31-4d61-89e7-88639da4683d=Scope")
        self.az(
            "ad", "app", "permission", "grant", "--id", app["appId"], "--api",
            "00000003-0000-0000-c000-000000000000", "--scope", "User.Read")
        grants = self.az("ad", "app", "permission", "list-grants", "--id", app["appId"])
        self.assertEqual([grant["scope"] for grant in grants], ["User.Read"])
        graph = self.az("ad", "sp", "show", "--id", "00000003-0000-0000-c000-000000000000")
        self.az(
            "rest", "--method", "post", "--resource", f"{GRAPH}/", "--url",
            f"{GRAPH}/v1.0/servicePrincipals/{graph['id']}/appRoleAssignedTo", "--body",
            json.dumps({"principalId": principal["id"], "resourceId": graph["id"],
                        "appRoleId": "df021288-bdef-4463-88db-98f22de89214"}))
        self.az(
            "rest", "--method", "post", "--resource", f"{GRAPH}/", "--url",
            f"{GRAPH}/v1.0/roleManagement/directory/roleAssignments", "--body",
            json.dumps({"principalId": principal["id"], "directoryScopeId": "/",
                        "roleDefinitionId": "f2ef992c-3afb-46b9-b7cf-a126ee74c451"}))
        self.run_az("ad", "app", "delete", "--id", app["appId"])
        self.assertIn("does not exist", self.run_az("ad", "app", "show", "--id", app["appId"], fails=True))

    def test_tells_throttling_and_goes_on(self):
        # The CLI's Graph commands have no retry of their own: it says what came, and the next call works.
        trainer("fault", "--match", "GET /v1.0/users", "--status", "429", "--retry-after", "1", "--times", "1")
        self.run_az("ad", "user", "list", fails=True)
        self.assertTrue(self.az("ad", "user", "list", "--display-name", "Lena"))
        # The trainer sees which of the CLI's commands it was.
        self.assertIn("(ad user list)", trainer("log"))

    def test_federates_and_unfederates(self):
        certificate = os.environ["TEST_CERTIFICATE"]
        url = f"{GRAPH}/v1.0/domains/cli.example"
        self.az("rest", "--method", "post", "--resource", f"{GRAPH}/", "--url", f"{GRAPH}/v1.0/domains", "--body",
                json.dumps({"id": "cli.example"}))
        self.az("rest", "--method", "post", "--resource", f"{GRAPH}/", "--url", f"{url}/verify")
        made = self.az(
            "rest", "--method", "post", "--resource", f"{GRAPH}/", "--url", f"{url}/federationConfiguration", "--body",
            json.dumps({"displayName": "IdP", "issuerUri": "https://idp.cli.example/saml",
                        "passiveSignInUri": "https://idp.cli.example/sso", "signingCertificate": certificate,
                        "preferredAuthenticationProtocol": "saml"}))
        domain = self.az("rest", "--method", "get", "--resource", f"{GRAPH}/", "--url", url)
        self.assertEqual(domain["authenticationType"], "Federated")
        trainer("clock", "advance", "10m")
        self.run_az("rest", "--method", "delete", "--resource", f"{GRAPH}/", "--url",
                    f"{url}/federationConfiguration/{made['id']}")
        domain = self.az("rest", "--method", "get", "--resource", f"{GRAPH}/", "--url", url)
        self.assertEqual(domain["authenticationType"], "Managed")


if __name__ == "__main__":
    unittest.main()
