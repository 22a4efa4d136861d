"""Facts known already: shown with their age, confirmed with one tap, never carried over."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.actions import add_member
from berdaya.people.models import Door
from berdaya.people.rosters import roster_of
from berdaya.rules.instruments.definition import load
from berdaya.surveys.actions import NewAssessment, keep_draft, record_assessment
from berdaya.surveys.known import (
    NothingToConfirm,
    known_facts,
    lately,
    later_by,
    with_confirmed,
)
from berdaya.surveys.models import Assessment, Draft
from tests.api.caller import Caller
from tests.people.test_registering import member

KS = "keluarga-sejahtera"
ALL_YES = {f"ks{n:02}": 1 for n in range(1, 22)}
TODAY = timezone.localdate
KEPT = {"ks02", "ks03", "ks04", "ks07", "ks10", "ks13", "ks15", "ks18", "ks19", "ks20", "ks21"}
LONG = {"ks03", "ks07", "ks10", "ks13", "ks19"}  # over two rounds


@pytest.fixture
def family(cast):
    return rina_family(cast)


def survey(cast, family, on, confirmed=None, **answers):
    entry = NewAssessment(
        new_key(),
        family,
        {**ALL_YES, **answers},
        on,
        provenance={"confirmed": confirmed} if confirmed else {},
    )
    return record_assessment(entry=entry, instrument=KS, door=Door.WEB, by=cast.sari)


def known(family, on=None):
    on = on or TODAY()
    return known_facts(load(KS), lately(family, KS, on), roster_of(family, on), on)


def months_ago(months):
    return later_by(TODAY(), -months)


def draft_of(cast, family):
    return keep_draft(
        family=family, instrument=KS, answers={}, conducted_on=TODAY(), by=cast.sari
    )


def test_young_facts_are_known_and_what_changes_by_the_week_never_is(cast, family):
    survey(cast, family, months_ago(11))

    assert set(known(family)) == KEPT
    assert "ks11" not in known(family)  # healthy these three months


@pytest.mark.parametrize(
    ("months", "items"), [(17, KEPT), (18, LONG), (29, LONG), (30, set()), (40, set())]
)
def test_each_fact_keeps_as_long_as_its_item_says(cast, family, months, items):
    survey(cast, family, months_ago(months))

    assert set(known(family)) == items


def test_only_the_newest_answer_counts_and_does_not_apply_is_no_fact(cast, family):
    survey(cast, family, months_ago(16))
    survey(cast, family, months_ago(4), ks03=0, ks02=None)

    found = known(family)

    assert (found["ks03"].answer, found["ks03"].since) == (0, months_ago(4))
    assert (found["ks02"].answer, found["ks02"].since) == (1, months_ago(16))


def test_confirming_makes_no_fact_younger(cast, family):
    first = months_ago(28)
    survey(cast, family, first)
    survey(cast, family, months_ago(14), confirmed={"ks03": first.isoformat()})

    assert known(family)["ks03"].since == first
    assert "ks03" not in known(family, later_by(first, 30))


def test_floor_and_reading_are_asked_anew_when_other_people_live_there(cast, family):
    survey(cast, family, months_ago(6))
    add_member(family=family, member=member("Baru", "other"), since=months_ago(1), by=cast.sari)

    assert set(known(family)) == KEPT - {"ks10", "ks13"}


def test_a_question_in_other_words_was_never_asked(cast, family, monkeypatch):
    survey(cast, family, months_ago(6))
    definition = load(KS)
    then = {code: item for code, item in definition.by_code.items() if code != "ks03"}
    old = type("Old", (), {"by_code": then})
    monkeypatch.setattr("berdaya.surveys.known.load", lambda *_: old)

    assert "ks03" not in known_facts(
        definition, lately(family, KS, TODAY()), roster_of(family, TODAY()), TODAY()
    )


@given(day=st.dates(date(1990, 1, 1), date(2100, 1, 1)), months=st.integers(1, 60))
def test_later_by_months_is_later_and_never_by_more_than_asked(day, months):
    later = later_by(day, months)

    whole = (later.year - day.year) * 12 + later.month - day.month
    assert later > day
    assert (whole, later.day) == (months, day.day) or (whole, later.day) == (months + 1, 1)


# on the pages


def test_a_known_fact_is_shown_with_its_age_and_nothing_is_chosen(client, cast, family):
    survey(cast, family, months_ago(11))
    draft = draft_of(cast, family)
    client.force_login(cast.sari)

    page = client.get(f"/pendataan/{draft.pk}/1/").content.decode()

    assert "Diketahui sejak" in page
    assert "Masih benar: ya" in page
    assert "checked" not in page


def test_one_tap_confirms_and_the_survey_says_since_when(client, cast, family):
    since = months_ago(11)
    survey(cast, family, since)
    draft = draft_of(cast, family)
    client.force_login(cast.sari)

    client.post(f"/pendataan/{draft.pk}/1/", {"ks02": "same", "ks03": "0", "ks01": "1"})
    review = client.get(f"/pendataan/{draft.pk}/periksa/").content.decode()
    client.post(f"/pendataan/{draft.pk}/periksa/", {"confirm": "yes"})

    made = Assessment.objects.across_areas(why="test").get(pk=draft.pk)
    assert (made.answers["ks02"], made.answers["ks03"], made.answers["ks01"]) == (1, 0, 1)
    assert made.provenance["confirmed"] == {"ks02": since.isoformat()}
    assert "dibenarkan, diketahui sejak" in review
    assert "1 jawaban dibenarkan" in client.get(f"/hasil/{draft.pk}/").content.decode()


def test_what_nobody_confirms_stays_blank(client, cast, family):
    survey(cast, family, months_ago(11))
    draft = draft_of(cast, family)
    client.force_login(cast.sari)

    client.post(f"/pendataan/{draft.pk}/1/", {"ks01": "1"})

    draft.refresh_from_db()
    assert draft.answers["ks02"] is None
    assert draft.confirmed == {}


def test_a_change_of_mind_takes_the_confirmation_away(client, cast, family):
    survey(cast, family, months_ago(11))
    draft = draft_of(cast, family)
    client.force_login(cast.sari)
    client.post(f"/pendataan/{draft.pk}/1/", {"ks02": "same"})
    assert "checked" in client.get(f"/pendataan/{draft.pk}/1/").content.decode()

    client.post(f"/pendataan/{draft.pk}/1/", {"ks02": "0"})

    draft.refresh_from_db()
    assert (draft.answers["ks02"], draft.confirmed) == (0, {})
    page = client.get(f"/pendataan/{draft.pk}/1/").content.decode()
    assert page.count("Masih benar: ya") == len({"ks03", "ks04"})


def test_nobody_confirms_what_is_not_known(client, cast, family):
    draft = draft_of(cast, family)
    client.force_login(cast.sari)

    answer = client.post(f"/pendataan/{draft.pk}/1/", {"ks02": "same"})

    assert answer.status_code == 422
    assert Draft.objects.get(pk=draft.pk).confirmed == {}


def test_a_correction_offers_nothing_to_confirm(client, cast, family):
    survey(cast, family, months_ago(11))
    done = survey(cast, family, TODAY())
    client.force_login(cast.sari)
    client.post(f"/hasil/{done.pk}/perbaiki/")
    draft = Draft.objects.get(replaces=done)

    assert "Masih benar" not in client.get(f"/pendataan/{draft.pk}/1/").content.decode()


# for programs


def test_a_program_confirms_what_it_names_and_nothing_else(cast, family):
    since = months_ago(11)
    survey(cast, family, since)
    entry = NewAssessment(new_key(), family, {"ks01": 1}, TODAY())

    told = with_confirmed(entry, load(KS), ["ks03"], TODAY())

    assert told.answers == {"ks01": 1, "ks03": 1}
    assert told.provenance == {"confirmed": {"ks03": since.isoformat()}}


@pytest.mark.parametrize(
    ("code", "answers"), [("ks11", {}), ("ks03", {"ks03": 0}), ("nothing", {})]
)
def test_a_program_cannot_confirm_what_is_not_known_so(cast, family, code, answers):
    survey(cast, family, months_ago(11))
    entry = NewAssessment(new_key(), family, answers, TODAY() - timedelta(days=1))

    with pytest.raises(NothingToConfirm):
        with_confirmed(entry, load(KS), [code], TODAY())


def call_body(family, **more):
    told = {"key": str(new_key()), "family": str(family.pk), "instrument": KS}
    return {**told, "conducted_on": TODAY().isoformat(), "answers": {"ks01": 1}, **more}


def test_the_api_shows_what_is_known_with_its_age_and_takes_confirmations(cast, family):
    since = months_ago(11)
    survey(cast, family, since)
    caller = Caller(cast.tuti)

    known = caller.get(f"/surveys/known-facts/{KS}?family={family.pk}").json()["items"]
    made = caller.post("/surveys", call_body(family, confirmed=["ks03"])).json()

    assert {one["item"]: one["since"] for one in known} == dict.fromkeys(
        KEPT, since.isoformat()
    )
    assert made["confirmed"] == {"ks03": since.isoformat()}
    assert (made["answers"]["ks03"], made["answers"]["ks04"]) == (1, None)


def test_the_api_refuses_to_confirm_what_is_not_known(cast, family):
    answer = Caller(cast.tuti).post("/surveys", call_body(family, confirmed=["ks03"]))

    assert answer.status_code == 422
    assert answer.json()["code"] == "survey-nothing-to-confirm"
    assert not Assessment.objects.across_areas(why="test").exists()


def test_facts_of_a_family_elsewhere_are_not_there(cast, family):
    path = f"/surveys/known-facts/{KS}?family={new_key()}"
    caller = Caller(cast.tuti)

    assert caller.get(path).status_code == 404
    assert caller.get(f"/surveys/known-facts/none?family={family.pk}").status_code == 404
