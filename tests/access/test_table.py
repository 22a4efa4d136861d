"""Every cell of the table of roles, by request: what is denied looks like what does not exist."""

import re

import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver

from berdaya.access.kinds import PROFILES, Kind
from berdaya.access.roles import CELLS
from berdaya.people.models import Family
from tests.access.probes import PROBES, SECRET, make_user, make_world

pytestmark = pytest.mark.usefixtures("session_stays_as_it_is")

# pages for everybody or for nobody in particular; each says itself whom it answers
OPEN_TO_ALL = {
    "set_language",
    "alive",
    "ready",
    "own_account",
    "invitation_open",
    "gallery",
    "gallery_forms",
}
# tokens, new on every page, and where in the menu the address itself belongs
CHANGING = re.compile(r'[0-9a-zA-Z]{64}|aria-current="\w+"')


def ask(client, probe, address):
    answer = client.get(address) if probe.data is None else client.post(address, probe.data)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = CHANGING.sub("", body.decode(errors="replace").replace(f'value="{address}"', ""))
    headers = {**answer.headers}
    # the address itself stands in the page (to choose a language there), so its length differs
    headers.pop("Content-Length", None)
    if "Expires" in headers:  # of never_cache: the second of the answer
        headers["Expires"] = "now"
    return answer.status_code, text, sorted(headers.items())


def same_as_nothing(client, world, probe):
    """Whether the answer is, to the letter, the one for an address where nothing stands."""
    asked = ask(client, probe, world.address(probe.path))
    nothing = ask(client, probe, world.address_of_nothing(probe.path))
    return asked[0] == 404 and asked == nothing


def test_every_cell_has_its_request():
    assert set(PROBES) == set(CELLS), "add the request to tests/access/probes.py"


def test_every_role_says_what_it_asks_of_its_holder():
    assert set(PROFILES) == set(Kind)


# who does not hold it is refused in test_every_page.py
@pytest.mark.parametrize("kind", Kind)
def test_who_holds_a_cell_is_let_in(client, cast, kind):
    world = world_for(client, cast, kind, around=cast.village)

    refused = cells_where(
        client,
        lambda cell, probe: kind in CELLS[cell] and not lets_in(client, world, probe),
    )

    assert refused == []


@pytest.mark.parametrize("kind", [kind for kind in Kind if max(PROFILES[kind].levels) > 0])
def test_outside_ones_area_nothing_is_there(client, cast, kind):
    """By the cells they hold; the others are closed to them everywhere."""
    world = world_for(client, cast, kind, around=cast.elsewhere)

    told = cells_where(
        client,
        lambda cell, probe: kind in CELLS[cell] and not tells_nothing(client, world, probe),
    )

    assert told == []


def world_for(client, cast, kind, *, around):
    user = make_user(kind, around=around)
    client.force_login(user)
    return make_world(cast, asking=user)


def cells_where(client, is_so):
    """The cells of which this is so; what one request does is undone before the next."""
    found = []
    for cell, probe in PROBES.items():
        undo = transaction.savepoint()
        if is_so(cell, probe):
            found.append(cell)
        transaction.savepoint_rollback(undo)
        client.cookies.pop("messages", None)  # a deed's message would greet the next page
    return found


def lets_in(client, world, probe):
    status, text, _headers = ask(client, probe, world.address(probe.path))
    return status in probe.ok and probe.finds in text


def tells_nothing(client, world, probe):
    if "{" in probe.path:
        return same_as_nothing(client, world, probe)
    _status, text, _headers = ask(client, probe, probe.path)
    return SECRET not in text and "Bu Nur" not in text


def test_a_closed_door_asks_the_database_nothing_about_what_lies_behind(
    client, cast, django_assert_max_num_queries
):
    user = make_user(Kind.AUDITOR, around=cast.village)
    world = make_world(cast, asking=user)
    client.force_login(user)

    with django_assert_max_num_queries(3):  # the session, the user, their roles
        client.get(world.address("/keluarga/{family}/"))


def pages(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif pattern.namespace != "api":  # see tests/api/test_roles.py
            yield from pages(pattern.url_patterns)


def test_every_page_names_the_cell_that_opens_it():
    found = pages(get_resolver().url_patterns)
    own = [it for it in found if "allauth" not in it.callback.__module__]
    closed = [it for it in own if it.name not in OPEN_TO_ALL]

    unnamed = [it.name for it in closed if getattr(it.callback, "cell", "") not in CELLS]
    assert not unnamed, "put @needs(…) on top of the view"
    assert len(closed) > 20


def test_a_query_over_people_is_asked_for_by_the_right_cell(cast):
    auditor = make_user(Kind.AUDITOR, around=cast.village)
    make_world(cast, asking=auditor)

    assert not Family.objects.visible_to(auditor).exists()
    assert Family.objects.visible_to(cast.sari, "family.change").exists()
    assert not Family.objects.visible_to(cast.rahma, "family.change").exists()
