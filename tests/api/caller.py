"""A program that calls, in tests."""

import json
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from berdaya.api.actions import issue_token
from berdaya.api.scopes import scopes

EVERYTHING = [code for code, _words in scopes()]


def token_for(user, scopes=EVERYTHING, area=None, days=30):
    """The token and its secret; for the user's first area unless told otherwise."""
    return issue_token(
        name="uji",
        scopes=scopes,
        area=area or user.current_roles[0].area,
        expires_on=timezone.localdate() + timedelta(days=days),
        by=user,
    )


class Caller:
    """Calls with a token; remembers nothing else."""

    def __init__(self, user, *, issue=True, **asked):
        if issue:
            self.token, self.secret = token_for(user, **asked)
        self.client = Client(raise_request_exception=False)

    def call(self, method, path, body=None, **headers):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(
            method,
            f"/api{path}",
            b"" if body is None else json.dumps(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.secret}", **names},
        )

    def get(self, path, **headers):
        return self.call("GET", path, **headers)

    def post(self, path, body, **headers):
        return self.call("POST", path, body, **headers)

    def put(self, path, body, **headers):
        return self.call("PUT", path, body, **headers)
