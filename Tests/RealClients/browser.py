"""A person's browser: signs in where a client sends it, and goes back to the client."""

import html
import re
import threading
import unittest.mock
import urllib.parse

import requests
from simulation import ANCHOR


class Browser:
    """In place of the machine's own while it is entered; `visit` by itself goes nowhere at the end."""

    def __init__(self, account, answer="approve"):
        self.account, self.answer = account, answer
        self.patch = unittest.mock.patch("webbrowser.open", self.open)

    def __enter__(self):
        self.patch.start()
        return self

    def __exit__(self, *ignored):
        self.patch.stop()

    def open(self, address, *ignored, **more):
        threading.Thread(target=lambda: self.land(address), daemon=True).start()
        return True

    def land(self, address):
        """Signs in, and goes where the sign-in sends it: by an address, or with a form."""
        answer = self.signed_in(address)
        if answer.status_code == 302:
            return requests.get(answer.headers["Location"], timeout=30)
        action, fields = form(answer.text)
        return requests.post(action, data=fields, timeout=30)

    def visit(self, address):
        """What comes along with the address, for a client that takes it itself."""
        query = urllib.parse.urlsplit(self.signed_in(address).headers["Location"]).query
        return dict(urllib.parse.parse_qsl(query))

    def signed_in(self, address):
        action, fields = form(requests.get(address, verify=ANCHOR, timeout=30).text)
        fields |= {"account": self.account, "answer": self.answer}
        return requests.post(
            urllib.parse.urljoin(address, action), data=fields, verify=ANCHOR, allow_redirects=False, timeout=30)


def form(page):
    """Where a page's form leads, and what it sends by itself."""
    hidden = re.findall('type="hidden" name="([^"]*)" value="([^"]*)"', page)
    action = html.unescape(re.search('action="([^"]*)"', page)[1])
    return action, {html.unescape(name): html.unescape(value) for name, value in hidden}
