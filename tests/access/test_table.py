"""Every cell of the table of roles, by request: what is denied looks like what does not exist."""

import re

import pytest
from django.urls import URLPattern, get_resolver

from berdaya.access.kinds import PROFILES, Kind
from berdaya.access.roles import CELLS
from berdaya.people.models import Family
from tests.access.probes import PROBES, SECRET, make_user, make_world

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
EVERY_CELL = [(cell, kind) for cell in CELLS for kind in Kind]
# tokens, new on every page, and where in the menu the address itself belongs
CHANGING = re.compile(r'[0-9a-zA-Z]{64}|aria-current="\w+"')


def ask(client, probe, address):
    answer = client.get(address) if probe.data is None else client.post(address, probe.data)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = CHANGING.sub("", body.decode(errors="replace").replace(f'value="{address}"', ""))
    # the address itself stands in the page (to choose a language there), so its length differs
    headers = sorted(it for it in answer.headers.items() if it[0] != "Content-Length")
    return answer.status_code, text, headers


def same_as_nothing(client, world, probe):
    """Whether the answer is, to the letter, the one for an address where nothing stands."""
    asked = ask(client, probe, world.address(probe.path))
    nothing = ask(client, probe, world.address_of_nothing(probe.path))
    return asked[0] == 404 and asked == nothing


def finds_nothing(client, probe):
    """Whether a search answers as for a word that nobody bears."""
    asked = ask(client, probe, probe.path)
    nothing = ask(client, probe, probe.path.replace("dadan", "xyzzq"))
    return asked[0] == 200 and asked[1].replace("dadan", "") == nothing[1].replace("xyzzq", "")


def test_every_cell_has_its_request():
    assert set(PROBES) == set(CELLS), "add the request to tests/access/probes.py"


def test_every_role_says_what_it_asks_of_its_holder():
    assert set(PROFILES) == set(Kind)


@pytest.mark.parametrize(("cell", "kind"), EVERY_CELL)
def test_who_holds_the_cell_is_let_in_and_nobody_else(client, cast, cell, kind):
    user, probe = make_user(kind, around=cast.village), PROBES[cell]
    world = make_world(cast, asking=user)
    client.force_login(user)

    if kind not in CELLS[cell]:
        closed = finds_nothing(client, probe) if probe.finds else None
        assert closed if probe.finds else same_as_nothing(client, world, probe)
        return
    status, text, _headers = ask(client, probe, world.address(probe.path))

    assert status in probe.ok
    assert probe.finds in text


@pytest.mark.parametrize(
    ("cell", "kind"),
    [(cell, kind) for cell, kind in EVERY_CELL if max(PROFILES[kind].levels) > 0],
)
def test_outside_ones_area_nothing_is_there(client, cast, cell, kind):
    user, probe = make_user(kind, around=cast.elsewhere), PROBES[cell]
    world = make_world(cast, asking=user)
    client.force_login(user)

    if "{" in probe.path:
        assert same_as_nothing(client, world, probe)
    else:
        _status, text, _headers = ask(client, probe, probe.path)
        assert SECRET not in text
        assert "Bu Nur" not in text


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
