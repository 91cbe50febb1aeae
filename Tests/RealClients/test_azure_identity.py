"""azure-identity, sync and aio: signs in by the environment, is refused as at Entra, and survives a bad moment."""

import asyncio

from azure.core.exceptions import ClientAuthenticationError
from azure.identity import ClientSecretCredential, EnvironmentCredential, InteractiveBrowserCredential
from azure.identity.aio import ClientSecretCredential as AsyncCredential
from browser import Browser
from simulation import ANCHOR, CLIENT, EXPIRED, LOGIN, SCOPE, SECRET, TENANT, ClientTest, trainer


def credential(secret):
    return ClientSecretCredential(TENANT, CLIENT, secret, authority=LOGIN, disable_instance_discovery=True)


async def token(secret):
    async with AsyncCredential(TENANT, CLIENT, secret, authority=LOGIN, connection_verify=ANCHOR) as made:
        return await made.get_token(SCOPE)


class AzureIdentityTest(ClientTest):
    def test_right_secret(self):
        self.assertTrue(EnvironmentCredential(disable_instance_discovery=True).get_token(SCOPE).token)
        self.assertTrue(asyncio.run(token(SECRET)).token)

    def test_browser(self):
        made = InteractiveBrowserCredential(
            tenant_id=TENANT, client_id="14d82eec-204b-4c2f-b7e8-296a70dab67e", authority=LOGIN,
            disable_instance_discovery=True, timeout=30)
        with Browser("ida.holm@nordwind.example"):
            self.assertTrue(made.get_token("https://graph.microsoft.com/User.Read").token)

    def test_wrong_and_expired_secrets(self):
        for secret, code in (("wrong", "AADSTS7000215"), (EXPIRED, "AADSTS7000222")):
            with self.assertRaisesRegex(ClientAuthenticationError, code):
                credential(secret).get_token(SCOPE)
            with self.assertRaisesRegex(ClientAuthenticationError, code):
                asyncio.run(token(secret))

    def test_survives_503_and_429_by_its_own_retry(self):
        for status in ("503", "429"):
            trainer("fault", "--match", "POST /*/oauth2/v2.0/token", "--status", status, "--retry-after", "1",
                    "--times", "1")
            self.assertTrue(credential(SECRET).get_token(SCOPE).token)
