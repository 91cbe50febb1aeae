"""msal: signs in by secret, certificate and device code, and is refused as at Entra."""

import time

import msal
import requests
from browser import Browser
from simulation import (ANCHOR, CLIENT, EXPIRED, GRAPH, LOGIN, PEOPLE, SCOPES, SECRET, TENANT, ClientTest, certificate,
                        trainer)


def app(secret=SECRET, **more):
    more.setdefault("instance_discovery", False)
    return msal.ConfidentialClientApplication(
        CLIENT, client_credential=secret, authority=f"{LOGIN}/{TENANT}", verify=ANCHOR, **more)


def get(token, path, **headers):
    headers["Authorization"] = f"Bearer {token}"
    return requests.get(f"{GRAPH}{path}", headers=headers, verify=ANCHOR, timeout=30)


class MsalTest(ClientTest):
    def test_right_secret(self):
        answer = app().acquire_token_for_client(SCOPES)
        self.assertEqual(answer["token_type"], "Bearer")
        self.assertIsInstance(answer["expires_in"], int)
        self.assertEqual(get(answer["access_token"], "/v1.0/organization").status_code, 200)

    def test_wrong_secret(self):
        answer = app("wrong").acquire_token_for_client(SCOPES)
        self.assertEqual((answer["error"], answer["error_codes"]), ("invalid_client", [7000215]))
        self.assertTrue(answer["error_description"].startswith("AADSTS7000215"))
        for field in ("timestamp", "trace_id", "correlation_id", "error_uri"):
            self.assertIn(field, answer)

    def test_expired_secret(self):
        answer = app(EXPIRED).acquire_token_for_client(SCOPES)
        self.assertEqual((answer["error"], answer["error_codes"]), ("invalid_client", [7000222]))

    def test_unknown_tenant(self):
        with self.assertRaisesRegex(ValueError, "double check your tenant name"):
            msal.ConfidentialClientApplication(
                CLIENT, client_credential=SECRET, authority=f"{LOGIN}/nowhere.example", verify=ANCHOR,
                instance_discovery=False).acquire_token_for_client(SCOPES)

    def test_by_domain_name_oidc_and_own_instance_discovery(self):
        made = [
            msal.ConfidentialClientApplication(
                CLIENT, client_credential=SECRET, authority=f"{LOGIN}/nordwind.example", verify=ANCHOR,
                instance_discovery=False),
            msal.ConfidentialClientApplication(
                CLIENT, client_credential=SECRET, oidc_authority=f"{LOGIN}/{TENANT}/v2.0", verify=ANCHOR),
            app(instance_discovery=f"{LOGIN}/common/discovery/instance"),
        ]
        for client in made:
            self.assertIn("access_token", client.acquire_token_for_client(SCOPES))

    def test_certificate(self):
        pem, der, made = certificate()
        token = app().acquire_token_for_client(SCOPES)["access_token"]
        found = get(token, f"/v1.0/applications(appId='{CLIENT}')").json()
        patched = requests.patch(
            f"{GRAPH}/v1.0/applications/{found['id']}", headers={"Authorization": f"Bearer {token}"}, verify=ANCHOR,
            timeout=30, json={"keyCredentials": [{"type": "AsymmetricX509Cert", "usage": "Verify", "key": der}]})
        self.assertEqual(patched.status_code, 204, patched.text)
        from cryptography.hazmat.primitives import hashes, serialization
        credential = {
            "private_key": pem, "public_certificate": made.public_bytes(serialization.Encoding.PEM).decode()}
        self.assertIn("access_token", app(credential).acquire_token_for_client(SCOPES))
        # The older form: the thumbprint of SHA-1.
        older = {"private_key": pem, "thumbprint": made.fingerprint(hashes.SHA1()).hex()}
        self.assertIn("access_token", app(older).acquire_token_for_client(SCOPES))
        other, _, _ = certificate()
        answer = app({**older, "private_key": other}).acquire_token_for_client(SCOPES)
        self.assertEqual(answer["error_codes"], [700027])

    def device(self):
        client = msal.PublicClientApplication(
            "14d82eec-204b-4c2f-b7e8-296a70dab67e", authority=f"{LOGIN}/{TENANT}", verify=ANCHOR,
            instance_discovery=False)
        flow = client.initiate_device_flow(["User.Read", "Organization.Read.All"])
        self.assertIn("user_code", flow, flow)
        # Nobody wants to wait five seconds between two questions here.
        flow["interval"] = 1
        return client, flow

    def test_device_code_and_refresh(self):
        client, flow = self.device()
        waiting = dict(flow, expires_at=time.time())
        self.assertEqual(client.acquire_token_by_device_flow(waiting)["error"], "authorization_pending")
        trainer("device", flow["user_code"], "--account", "ida.holm@nordwind.example")
        answer = client.acquire_token_by_device_flow(flow)
        self.assertIn("access_token", answer, answer)
        self.assertEqual(answer["id_token_claims"]["preferred_username"], "ida.holm@nordwind.example")
        me = get(answer["access_token"], "/v1.0/me").json()
        self.assertEqual(me["userPrincipalName"], "ida.holm@nordwind.example")
        account = client.get_accounts()[0]
        again = client.acquire_token_silent_with_error(
            ["User.Read", "Organization.Read.All"], account, force_refresh=True)
        self.assertIn("access_token", again, again)

    def test_device_code_on_the_page_and_declined(self):
        client, flow = self.device()
        page = requests.get(flow["verification_uri"], verify=ANCHOR, timeout=30)
        self.assertIn("<form", page.text)
        answered = requests.post(
            flow["verification_uri"], verify=ANCHOR, timeout=30,
            data={"code": flow["user_code"], "account": "ida.holm@nordwind.example", "answer": "decline"})
        self.assertEqual(answered.status_code, 200)
        self.assertEqual(client.acquire_token_by_device_flow(flow)["error"], "authorization_declined")

    def test_browser(self):
        client = msal.PublicClientApplication(
            "14d82eec-204b-4c2f-b7e8-296a70dab67e", authority=f"{LOGIN}/{TENANT}", verify=ANCHOR,
            instance_discovery=False)
        with Browser("ida.holm@nordwind.example"):
            answer = client.acquire_token_interactive(["User.Read", "Organization.Read.All"], timeout=30)
        self.assertIn("access_token", answer, answer)
        self.assertEqual(answer["id_token_claims"]["preferred_username"], "ida.holm@nordwind.example")
        me = get(answer["access_token"], "/v1.0/me").json()
        self.assertEqual(me["userPrincipalName"], "ida.holm@nordwind.example")

    def test_browser_declined(self):
        client = msal.PublicClientApplication(
            "14d82eec-204b-4c2f-b7e8-296a70dab67e", authority=f"{LOGIN}/{TENANT}", verify=ANCHOR,
            instance_discovery=False)
        with Browser("ida.holm@nordwind.example", "decline"):
            answer = client.acquire_token_interactive(["User.Read"], timeout=30)
        self.assertEqual(answer["error"], "access_denied", answer)

    def test_a_code_is_good_once_for_whoever_asked(self):
        client = msal.PublicClientApplication(
            "14d82eec-204b-4c2f-b7e8-296a70dab67e", authority=f"{LOGIN}/{TENANT}", verify=ANCHOR,
            instance_discovery=False)
        for change, code in (({}, None), ({"code_verifier": "x" * 43}, 501481), ({"redirect_uri": "http://localhost:2"}, 500112)):
            flow = client.initiate_auth_code_flow(["User.Read"], redirect_uri="http://localhost:1")
            landed = Browser("ida.holm@nordwind.example").visit(flow["auth_uri"])
            answer = client.acquire_token_by_auth_code_flow(dict(flow, **change), landed)
            if code is None:
                self.assertIn("access_token", answer, answer)
                again = client.acquire_token_by_auth_code_flow(flow, landed)
                self.assertEqual(again["error_codes"], [54005])
            else:
                self.assertEqual(answer["error_codes"], [code], answer)

    def test_faults_at_sign_in_have_entras_shape(self):
        client = app()
        trainer("fault", "--match", "POST /*/oauth2/v2.0/token", "--status", "429", "--retry-after", "1", "--times", "1")
        self.assertEqual(client.acquire_token_for_client(SCOPES)["error"], "temporarily_unavailable")
        # msal joins the last error into its telemetry: another shape would crash here, and for good. Until Retry-After
        # has passed it answers from its memory.
        deadline = time.monotonic() + 30
        answer = {}
        while "access_token" not in answer and time.monotonic() < deadline:
            answer = client.acquire_token_for_client(SCOPES)
        self.assertIn("access_token", answer)
        trainer("fault", "--match", "POST /*/oauth2/v2.0/token", "--status", "503", "--times", "1")
        with self.assertRaisesRegex(msal.exceptions.MsalServiceError, "503"):
            app().acquire_token_for_client(SCOPES)

    def test_pages_lead_to_everybody(self):
        token = app().acquire_token_for_client(SCOPES)["access_token"]
        url, seen = "/v1.0/users?$select=id&$top=40", []
        while url:
            page = get(token, url).json()
            seen += [user["id"] for user in page["value"]]
            link = page.get("@odata.nextLink")
            url = link[len(GRAPH):] if link else None
        self.assertEqual(len(set(seen)), len(seen))
        self.assertGreaterEqual(len(seen), PEOPLE)
