"""Where the simulated tenant is, and the trainer's hand: what every real client's tests need."""

import json
import logging
import os
import subprocess
import unittest

# Refusals are what many tests are about; the clients would write each to the screen.
logging.disable(logging.CRITICAL)

LOGIN = os.environ["AZURE_AUTHORITY_HOST"]
GRAPH = os.environ["LOCKSTEP_GRAPH"]
TENANT = os.environ["AZURE_TENANT_ID"]
CLIENT = os.environ["AZURE_CLIENT_ID"]
SECRET = os.environ["AZURE_CLIENT_SECRET"]
EXPIRED = os.environ["LOCKSTEP_EXPIRED_SECRET"]
ANCHOR = os.environ["SSL_CERT_FILE"]
LOCKSTEP = os.environ["LOCKSTEP"]
SCOPES = ["https://graph.microsoft.com/.default"]
SCOPE = SCOPES[0]

#: Everybody in the tenant at the start: the named and the population.
PEOPLE = 253


def trainer(*words):
    """Runs one of the trainer's commands and returns what it prints."""
    done = subprocess.run([LOCKSTEP, "trainer", GRAPH, *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"trainer {' '.join(words)}: {done.stderr}")
    return done.stdout


def operations():
    """What the simulated tenant serves, from the list that it makes itself."""
    done = subprocess.run([LOCKSTEP, "simulate", "--operations"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["operations"]


class ClientTest(unittest.TestCase):
    """A test that leaves no fault behind."""

    def tearDown(self):
        trainer("faults", "--clear")


def certificate():
    """A signing certificate such as an identity provider has: the key and the Base64 of its DER."""
    import base64
    import datetime

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "idp.switch.example")])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=300)).sign(key, hashes.SHA256())
    )
    der = made.public_bytes(serialization.Encoding.DER)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return pem.decode(), base64.b64encode(der).decode(), made
