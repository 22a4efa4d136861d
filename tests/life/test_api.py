"""Programs note what happens in families by the same verbs."""

import pytest

from berdaya.keys import new_key
from berdaya.life.models import LifeEvent
from tests.api.caller import Caller
from tests.life.world import OTHER_RT, TODAY, place, rinas, roster

BEFORE = {"Dadan": "head", "Rina": "spouse", "Agus": "child", "Siti": "child", "Euis": "other"}


@pytest.fixture
def family(cast):
    return rinas(cast.sari)


@pytest.fixture
def tuti(cast):
    return Caller(cast.tuti)


def told(reason, **more):
    return {"key": str(new_key()), "on": TODAY.isoformat(), "reason": reason, **more}


def key_of(family, name):
    return str(place(family, name).pk)


def baby(name="Ayu"):
    return {
        "key": str(new_key()),
        "name": name,
        "sex": "female",
        "birth_date": TODAY.isoformat(),
        "relation": "child",
    }


def test_an_event_is_noted_once_listed_and_taken_back(tuti, family):
    body = told("told", membership=key_of(family, "Dadan"), heir=key_of(family, "Rina"))

    noted, again = tuti.post("/life-events/death", body), tuti.post("/life-events/death", body)

    assert noted.status_code == 200, noted.content
    assert noted.json() == again.json()
    assert roster(family)["Rina"] == "head"
    [listed] = tuti.get(f"/life-events?family={family.pk}").json()["items"]
    assert (listed["kind"], listed["taken_back"]) == ("death", False)
    back = tuti.post(f"/life-events/{body['key']}/take-back", {"reason": "keliru"})
    assert back.json()["taken_back"] is True
    assert roster(family) == BEFORE


def test_every_kind_has_its_address(tuti, family):
    agus, siti, rina = (key_of(family, name) for name in ("Agus", "Siti", "Rina"))
    bride = baby("Neng") | {"relation": "spouse", "birth_date": "2004-01-02"}
    calls = {
        "birth": told("born", family=str(family.pk), member=baby()),
        "arrival": told(
            "kin", family=str(family.pk), member=baby("Tatang") | {"relation": "other"}
        ),
        "marriage": told("told", one=agus, newcomer=bride, area=OTHER_RT),
        "departure": told("school", leavers=[siti]),
        "divorce": told("told", one=key_of(family, "Dadan"), other=rina, leavers=[rina]),
        "split": told("own-home", moving={key_of(family, "Euis"): "head"}, area=OTHER_RT),
        "move": told("housing", family=str(family.pk), area=OTHER_RT, address="Jl. Baru 1"),
    }

    for kind, body in calls.items():
        answer = tuti.post(f"/life-events/{kind}", body)
        assert answer.status_code == 200, (kind, answer.content)
        assert answer.json()["kind"] == kind

    assert set(roster(family)) == {"Dadan", "Ayu", "Tatang"}
    heir = tuti.post("/life-events/head", told("agreed", heir=key_of(family, "Tatang")))
    assert heir.status_code == 200, heir.content
    assert LifeEvent.objects.across_areas(why="test").count() == len(calls) + 1


def test_a_refusal_says_what_to_do(tuti, family):
    body = told("told", membership=key_of(family, "Dadan"))

    said = tuti.post("/life-events/death", body)

    assert (said.status_code, said.json()["code"]) == (422, "life-who-takes-over")
    assert roster(family) == BEFORE


def test_strangers_find_nothing(cast, family):
    far = Caller(cast.nasional)
    body = told("told", membership=key_of(family, "Euis"))

    nothing = far.post("/life-events/death", body | {"membership": str(new_key())})
    denied = far.post("/life-events/death", body)

    assert (denied.status_code, denied.content) == (404, nothing.content)
    assert far.get("/life-events").json()["items"] == []
