"""Calls of every shape that the description allows, and of many that it does not.

Drawn by Schemathesis from the OpenAPI document. Most of the keys drawn are replaced by ones
that stand, so that the calls reach what they are about.
"""

from base64 import b64encode
from functools import cache
from random import Random

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.models import Membership
from berdaya.site.api import api
from berdaya.surveys.actions import NewAssessment, record_assessment
from tests.api.caller import token_for
from tests.imports.large import file_of as twin_file
from tests.imports.large import line, sent
from tests.imports.test_doubts import recorded
from tests.imports.test_taking_in import HEAD, file_of

CALLS = 5000
CHECKS = [
    content_type_conformance,
    ignored_auth,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]


@cache
def handler():
    """Made when the first call comes: the settings of the tests are ready only then."""
    return WSGIHandler()


def called(environ, start_response):
    return handler()(environ, start_response)


def described():
    schema = schemathesis.openapi.from_dict(dict(api.get_openapi_schema(path_prefix="/api/")))
    schema.app = called
    return schema


schema = described()
OPERATIONS = len(list(schema.get_all_operations()))


@pytest.fixture
def one_connection():
    """As Django's own test client: the end of a request does not end the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def doubtful_upload(cast):
    """A file whose one family may be registered already."""
    recorded(cast)
    return sent(cast, twin_file(line(1)), area=cast.village.code, by=cast.tuti)


@pytest.fixture
def standing(cast, one_connection):
    """A secret, and what stands in its area by the names that paths and bodies use."""
    family = rina_family(cast)
    survey = record_assessment(
        entry=NewAssessment(new_key(), family, {"ks01": 1}, family.roster()[0].since),
        instrument="keluarga-sejahtera",
        door="web",
        by=cast.tuti,
    )
    member = Membership.objects.filter(family=family)[0]
    upload = doubtful_upload(cast)
    known = {
        "family_id": str(family.pk),
        "family": str(family.pk),
        "person_id": str(member.person_id),
        "membership": str(member.pk),
        "heir": str(member.pk),
        "one": str(member.pk),
        "leavers": [str(member.pk)],
        "on": timezone.localdate().isoformat(),
        "reason": "told",
        "answered_by": str(member.person_id),
        "first": str(member.person_id),
        "kept": str(member.person_id),
        "village": cast.village.code,
        "purpose": "survey",
        "text_version": "1",
        "survey": str(survey.pk),
        "item": "ks02",
        "step": 1,
        "membership_id": str(member.pk),
        "survey_id": str(survey.pk),
        "replaces": str(survey.pk),
        "upload_id": str(upload.pk),
        "doubt_id": str(upload.doubts.get().pk),
        "content": b64encode(file_of(HEAD)).decode(),
        "filename": "daftar.csv",
        "surveyed_on": "2026-01-05",
        "kind": None,
        "code": cast.village.code,
        "area": cast.rt.code,
        "instrument": "keluarga-sejahtera",
        "answers": {"ks01": 1},
        "conducted_on": "2026-01-05",
        "name": "Siti Aminah",
        "birth_date": "1980-07-15",
        "since": "2020-01-01",
        "relation": "head",
        **dict.fromkeys(("nik", "kk_number", "mother_key")),
    }
    return token_for(cast.tuti)[1], known


def put_in(drawn, known, rng):
    """What was drawn with most of what it names replaced by what stands, at any depth."""
    if isinstance(drawn, list):
        return [put_in(one, known, rng) for one in drawn]
    if not isinstance(drawn, dict):
        return drawn
    return {
        name: known[name] if name in known and rng.random() < 0.7 else put_in(value, known, rng)
        for name, value in drawn.items()
    }


@schema.parametrize()
@settings(
    max_examples=CALLS // OPERATIONS + 1,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_call_breaks_the_server_or_its_description(case, standing):
    secret, known = standing
    rng = Random(repr(case.path_parameters))
    case.path_parameters = put_in(case.path_parameters, known, rng)
    case.body = put_in(case.body, known, rng)

    headers = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}
    case.call_and_validate(headers=headers, checks=CHECKS)
