"""Every page, read and sent to, by whoever may not: to the letter as where nothing stands.

The table's own tests send one request for each cell; a cell may open several pages.
"""

import pytest
from django.urls import get_resolver, reverse

from berdaya.access.kinds import PROFILES, Kind
from berdaya.access.roles import CELLS
from berdaya.keys import new_key
from tests.access.probes import Probe, make_user, make_world
from tests.access.test_table import OPEN_TO_ALL, ask, cells_where, pages

pytestmark = pytest.mark.usefixtures("session_stays_as_it_is")

# from a part of an address to what stands in the world of the probes, or to its words
STANDING = {
    "kept_id": "person",
    "absorbed_id": "twin",
    "first_id": "person",
    "second_id": "twin",
    "code": "village",
}
WORDS = {
    "kind": "death",
    "purpose_id": "survey",
    "instrument": "keluarga-sejahtera",
    "number": 1,
    "ending": "csv",
    "item": "ks02",
    "year": 2026,
}
# a search or a list that stands for everybody shows nothing instead: the table's test asks
SHOWS_NOTHING = {"search"}
# public facts, for everybody who is signed in
PUBLIC = {"provider_detail", "service_detail"}


def every_page():
    """The pages that a cell opens, with the parts of their addresses."""
    for pattern in pages(get_resolver().url_patterns):
        own = "allauth" not in pattern.callback.__module__
        if own and pattern.name not in OPEN_TO_ALL | SHOWS_NOTHING | PUBLIC:
            yield pattern.name, pattern.callback.cell, list(pattern.pattern.converters)


# parts of the same name that mean something else on one page
OF_ONE_PAGE = {
    ("session_ask", "code"): "marketing",
    ("session_ask", "when"): "sebelum",
    ("case_step", "kind"): "end",
    ("case_step", "code"): "client-request",
}


def address(name, parts, world, *, stands):
    """Where the page stands for what is in the world; or for strangers in its place."""
    found = {}
    for part in parts:
        if word := OF_ONE_PAGE.get((name, part)):
            found[part] = word
            continue
        key = STANDING.get(part, part.removesuffix("_id"))
        if key in world.names:
            stranger = "32.04.32.2990" if key == "village" else new_key()
            found[part] = world.names[key] if stands else stranger
        else:
            found[part] = WORDS.get(part) or new_key()  # a merge: none stands in this world
    is_about_something = set(found) - set(WORDS)
    return reverse(name, kwargs=found) if stands or is_about_something else "/tidak-ada/"


def open_doors(client, world, pages, *, stands=True):
    """Those of these pages that answer otherwise than an address that no page has.

    Such an address is asked once for all.
    """
    found = []
    for data in (None, {}):
        unknown = of_no_page(client, data)
        for name, _cell, parts in pages:
            where = address(name, parts, world, stands=stands)
            asked = ask(client, Probe(where, data), where)
            if asked != unknown:
                found.append((name, how(data), asked[0]))
    return found


def but_for_the_method(found):
    """What is never read, or never sent to, says so to holders of its cell, whatever the key."""
    return [it for it in found if it[-1] != 405]


def about_something(kind, world):
    """Pages about what stands in the world, whose cell they hold."""
    # made for whoever asks, or for the whole country
    own = {"draft", "token", "kie-material"}
    asks_first = {"referral_new"}  # begins with a public service, and asks for a family then
    return [
        (name, cell, parts)
        for name, cell, parts in every_page()
        if {STANDING.get(part, part.removesuffix("_id")) for part in parts} & set(world.names)
        and cell.partition(".")[0] not in own
        and kind in CELLS[cell]
        and name not in asks_first
    ]


def let_in(client, world, kind):
    """The cells not held whose own request is answered otherwise than such an address."""
    unknown = {reads: of_no_page(client, None if reads else {}) for reads in (True, False)}
    return cells_where(
        client,
        lambda cell, probe: (
            kind not in CELLS[cell] and not is_closed(client, world, probe, unknown)
        ),
    )


def of_no_page(client, data):
    """What an address that no page has answers, read or sent to."""
    answer = ask(client, Probe("/tidak-ada/", data), "/tidak-ada/")
    assert answer[0] == 404
    return answer


def is_closed(client, world, probe, unknown):
    """Whether the answer is, to the letter, the one for an address that no page has."""
    if probe.finds:
        return finds_nothing(client, probe)
    return ask(client, probe, world.address(probe.path)) == unknown[probe.data is None]


def finds_nothing(client, probe):
    """Whether a search answers as for a word that nobody bears."""
    asked = ask(client, probe, probe.path)
    nothing = ask(client, probe, probe.path.replace("dadan", "xyzzq"))
    return asked[0] == 200 and asked[1].replace("dadan", "") == nothing[1].replace("xyzzq", "")


def how(data):
    return "GET" if data is None else "POST"


@pytest.mark.once  # the door closes by the table of roles, before anything is asked for
@pytest.mark.parametrize("kind", Kind)
def test_no_page_is_open_to_who_does_not_hold_its_cell(client, cast, kind):
    user = make_user(kind, around=cast.village)
    world = make_world(cast, asking=user)
    client.force_login(user)
    closed = [page for page in every_page() if kind not in CELLS[page[1]]]

    assert closed
    assert open_doors(client, world, closed) == []
    assert let_in(client, world, kind) == []
    # to which what stands elsewhere is compared on both databases, by the test below
    nowhere = open_doors(client, world, about_something(kind, world), stands=False)
    assert but_for_the_method(nowhere) == []


@pytest.mark.parametrize("kind", [kind for kind in Kind if max(PROFILES[kind].levels) > 0])
def test_no_page_about_something_elsewhere_is_open(client, cast, kind):
    """Of the pages whose cell they hold; the others are closed to them everywhere."""
    user = make_user(kind, around=cast.elsewhere)
    world = make_world(cast, asking=user)
    client.force_login(user)
    about = about_something(kind, world)

    assert about
    assert but_for_the_method(open_doors(client, world, about)) == []
