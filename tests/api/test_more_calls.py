"""Calls about one person, consents, steps that follow, and records that may be double."""

import pytest
from django.utils import timezone

from berdaya.access.models import Look
from berdaya.areas.models import Area
from berdaya.consents.models import Consent
from berdaya.demo.cast import rina_family
from berdaya.followups.models import Decision
from berdaya.keys import new_key
from berdaya.people.models import Apart, Merge
from tests.api.caller import Caller
from tests.insights.test_merging import people, rinas

DADAN = "3204321103809001"
TODAY = timezone.localdate


@pytest.fixture
def tuti(cast):
    return Caller(cast.tuti)


@pytest.fixture
def dedi(cast):
    return Caller(cast.dedi)


def far_away(cast):
    """National staff see figures, no names; a secretary narrowed to another village none of these."""
    return Caller(cast.nasional, area=Area.objects.get(pk=cast.elsewhere.pk))


def looks(cell):
    return Look.objects.filter(cell=cell).count()


def test_whose_number_it_is(cast, tuti):
    rina_family(cast)

    found = tuti.post("/persons/find", {"nik": DADAN}).json()["person"]

    assert found["name"] == "Dadan Hidayat"
    assert DADAN not in str(found)
    assert looks("person.find") == 1
    nobody = tuti.post("/persons/find", {"nik": "3204321103809999"})
    assert nobody.json() == {"person": None}
    assert nobody.content == far_away(cast).post("/persons/find", {"nik": DADAN}).content


def test_a_question_sent_by_post_needs_no_right_to_write(cast):
    rina_family(cast)
    reader = Caller(cast.tuti, scopes=["persons:read"])

    assert reader.post("/persons/find", {"nik": DADAN}).status_code == 200
    assert reader.put(f"/persons/{new_key()}", {}).status_code == 403


def test_who_may_be_recorded_already_is_asked_before_anybody_is_registered(cast, tuti):
    rina_family(cast)
    like = {
        "name": "Rina Soeryani",
        "sex": "female",
        "birth_date": "1984-07-15",
        "area": cast.rt.code,
    }

    found = tuti.post("/persons/alike/find", like).json()["items"]

    assert [one["person"]["name"] for one in found] == ["Rina Suryani"]
    assert found[0]["verdict"] == "strong"
    assert tuti.post("/persons/alike/find", like | {"area": "33.01.01.2998"}).status_code == 404


def test_reading_leaves_a_look(cast, tuti):
    family = rina_family(cast)
    person = family.roster()[0].person

    tuti.get(f"/families/{family.pk}")
    tuti.get(f"/persons/{person.pk}")
    tuti.get("/families")

    assert [looks(f"{it}") for it in ("family.read", "person.read", "family.list")] == [1, 1, 1]


def test_a_questionnaire_about_one_person(cast, tuti):
    family = rina_family(cast)
    wife = family.roster()[1].person
    items = tuti.get("/instruments/independence-traits").json()["items"]
    survey = {
        "key": str(new_key()),
        "family": str(family.pk),
        "person": str(wife.pk),
        "instrument": "independence-traits",
        "conducted_on": TODAY().isoformat(),
        "answers": {item["code"]: item["maximum"] for item in items},
    }

    judged = tuti.post("/surveys", survey)

    assert judged.status_code == 200, judged.content
    assert judged.json()["person"] == str(wife.pk)
    [listed] = tuti.get(f"/surveys?person={wife.pk}").json()["items"]
    assert listed["id"] == survey["key"]
    whole = tuti.post("/surveys", survey | {"key": str(new_key()), "person": None})
    assert (whole.status_code, whole.json()["detail"] != "") == (422, True)
    wrong = survey["answers"] | {items[-1]["code"]: "mungkin"}
    refused = tuti.post("/surveys", survey | {"key": str(new_key()), "answers": wrong})
    assert refused.status_code == 422


def consent_of(family, **changes):
    return {
        "key": str(new_key()),
        "family": str(family.pk),
        "purpose": "survey",
        "act": "refused",
        "text_version": "1",
        "relation": "parent",
        "how": "spoken",
        "said_on": TODAY().isoformat(),
        "answered_by": str(family.roster()[1].person_id),
    } | changes


def test_a_no_is_noted_and_kept_to(cast, tuti):
    family = rina_family(cast)
    said = consent_of(family)

    noted, again = tuti.post("/consents", said), tuti.post("/consents", said)

    assert noted.status_code == 200, noted.content
    assert noted.json() == again.json()
    assert Consent.objects.across_areas(why="test").count() == 1
    [listed] = tuti.get(f"/consents?family={family.pk}").json()["items"]
    assert listed["act"] == "refused"
    survey = {
        "key": str(new_key()),
        "family": str(family.pk),
        "instrument": "keluarga-sejahtera",
        "conducted_on": TODAY().isoformat(),
        "answers": {},
    }
    assert tuti.post("/surveys", survey).status_code == 422


@pytest.mark.parametrize("changes", [{"family": None}, {"person": str(new_key())}])
def test_an_answer_is_about_one(cast, tuti, changes):
    family = rina_family(cast)

    assert tuti.post("/consents", consent_of(family) | changes).status_code == 422


def test_purposes_come_in_the_language_asked_for(tuti):
    here = tuti.get("/consents/purposes").json()["items"]
    there = tuti.get("/consents/purposes", Accept_Language="en").json()["items"]

    assert [one["id"] for one in here] == [one["id"] for one in there]
    assert here[0]["records"] != there[0]["records"]


def test_a_step_is_taken_up(cast, tuti):
    family = rina_family(cast)
    survey = {
        "key": str(new_key()),
        "family": str(family.pk),
        "instrument": "keluarga-sejahtera",
        "conducted_on": TODAY().isoformat(),
        "answers": {f"ks{n:02}": int(n != 2) for n in range(1, 22)},
    }
    tuti.post("/surveys", survey)
    address = f"/follow-ups/of/{survey['key']}"
    [first, *_others] = tuti.get(address).json()["items"]
    decision = {
        "key": str(new_key()),
        "survey": survey["key"],
        "item": first["item"],
        "step": first["step"],
        "act": "taken-up",
        "who": "Bu Sari",
        "decided_on": TODAY().isoformat(),
    }

    taken, again = tuti.post("/follow-ups", decision), tuti.post("/follow-ups", decision)

    assert taken.status_code == 200, taken.content
    assert taken.json() == again.json()
    assert Decision.objects.across_areas(why="test").count() == 1
    assert tuti.get(address).json()["items"][0]["decisions"] == [taken.json()]
    assert [one["who"] for one in tuti.get("/follow-ups").json()["items"]] == ["Bu Sari"]
    declined = decision | {"key": str(new_key()), "act": "declined"}
    assert tuti.post("/follow-ups", declined).json()["code"] == "follow-up-reason-needed"
    assert far_away(cast).get(address).status_code == 404


def test_doubles_are_listed_merged_and_parted(cast, dedi):
    kept, absorbed = rinas(cast), rinas(cast, first=False)
    pairs = dedi.get(f"/duplicates?village={cast.village.code}").json()
    assert pairs["count"] == len(pairs["items"]) > 0
    same = {
        str(people(absorbed)[name].pk): str(people(kept)[name].pk)
        for name in people(absorbed).keys() & people(kept).keys()
    }
    body = {
        "kept": str(kept.pk),
        "absorbed": str(absorbed.pk),
        "same": same,
        "reason": "kedua kartu dilihat",
    }

    merged = dedi.post("/duplicates/families", body)

    assert merged.status_code == 200, merged.content
    assert merged.json()["kept"] == str(kept.pk)
    undone = dedi.post(f"/duplicates/{merged.json()['id']}/undo", {"reason": "keliru"})
    assert undone.status_code == 200, undone.content
    assert undone.json()["undone"] is True
    assert Merge.objects.get(pk=merged.json()["id"]).undone_at
    assert far_away(cast).get(f"/duplicates?village={cast.village.code}").status_code == 404


def test_two_persons_are_told_apart_or_merged(cast, dedi):
    pair = people(rinas(cast))["Rina"], people(rinas(cast, first=False))["Rina"]
    first, second = (str(person.pk) for person in pair)

    told = dedi.post("/duplicates/apart", {"first": first, "second": second})
    merge = {"kept": first, "absorbed": second, "reason": "satu orang", "chosen": ["work"]}
    wrong = dedi.post("/duplicates/persons", merge | {"chosen": ["umur"]})

    assert told.status_code == 200, told.content
    assert Apart.objects.count() == 1
    assert wrong.json()["errors"][0]["pointer"].startswith("/chosen")
    assert dedi.post("/duplicates/persons", merge).status_code in {200, 422}
