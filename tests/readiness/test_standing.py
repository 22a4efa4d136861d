"""A group's stage and eligibility follow from what proves them, line by line."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from berdaya.access.actions import NotAllowed
from berdaya.groups.actions import end_term, record_meeting
from berdaya.groups.actions.meetings import Held
from berdaya.keys import new_key
from berdaya.readiness import actions
from berdaya.readiness.evidence import GOOD_FOR, months_before
from berdaya.readiness.models import Attestation, Judgement
from berdaya.readiness.standing import ELIGIBILITY, STAGE, is_eligible, standing_of
from berdaya.rules.instruments.definition import load
from tests.enterprises.world import a_business, told_month
from tests.groups.world import TODAY, a_group, accompanied, holds, melati


def state(group, instrument=STAGE, on=TODAY):
    return {it.item.code: it.state for it in standing_of(group, instrument, on).lines}


def looked(
    group, item, answer=1, *, by, instrument=STAGE, on=TODAY, proof="buku kas", key=None
):
    return actions.attest(
        key=key or new_key(),
        group=group,
        instrument=instrument,
        item=item,
        answer=answer,
        proof=proof,
        on=on,
        by=by,
    )


def met_each_month(group, by):
    for day in months_before(TODAY):
        record_meeting(held=Held(new_key(), group, day, {}), by=by)


@pytest.fixture
def ready(cast):
    """A group with all that the register itself can prove."""
    group, members = melati(cast)
    holds(members[0], "chair", by=cast.dedi)
    holds(members[2], "secretary", by=cast.dedi)
    met_each_month(group, cast.dedi)
    enterprise = a_business(group, members[0], by=cast.dedi)
    told_month(enterprise, by=cast.dedi)
    return group


def test_the_full_months_before_are_looked_back_on():
    assert months_before(date(2026, 2, 14)) == [
        date(2026, 1, 1),
        date(2025, 12, 1),
        date(2025, 11, 1),
    ]


def test_what_the_register_proves_needs_nobodys_word(cast, ready):
    found = state(ready)

    assert [found[code] for code in ("gs01", "gs02", "gs03", "gs04")] == ["met"] * 4
    assert found["gs05"] == "open"


def test_a_new_group_shows_what_is_missing_and_where_to_mend_it(cast):
    group = a_group(cast.dedi)
    lines = {it.item.code: it.evidence for it in standing_of(group, STAGE, TODAY).lines}

    assert (lines["gs01"].answer, lines["gs03"].answer) == (0, 0)
    assert "Ketua, Sekretaris, Bendahara" in lines["gs01"].words
    assert lines["gs03"].url == reverse("meeting_list", args=[group.pk])


def test_one_month_without_a_meeting_is_named(cast, ready):
    a_year_on = TODAY + timedelta(days=40)

    assert state(ready, on=a_year_on)["gs03"] == "unmet"


def test_a_business_that_sells_nothing_does_not_count_as_running(cast):
    group, members = melati(cast)
    assert state(group)["gs04"] == "unmet"

    enterprise = a_business(group, members[0], by=cast.dedi)
    assert state(group)["gs04"] == "unmet"
    told_month(enterprise, by=cast.dedi)

    assert state(group)["gs04"] == "met"
    assert state(group, on=TODAY + timedelta(days=150))["gs04"] == "unmet"


def test_until_everybody_looked_the_result_stays_open(cast, ready):
    assert standing_of(ready, STAGE, TODAY).level.code == "incomplete"

    for item in standing_of(ready, STAGE, TODAY).open_lines:
        looked(ready, item.item.code, by=cast.dedi)

    assert standing_of(ready, STAGE, TODAY).level.code == "independent"


def test_an_unmet_criterion_holds_the_stage(cast, ready):
    for item in standing_of(ready, STAGE, TODAY).open_lines:
        looked(ready, item.item.code, int(item.item.code != "gs05"), by=cast.dedi)

    standing = standing_of(ready, STAGE, TODAY)

    assert standing.level.code == "basic"
    assert [item.code for item in standing.blocked_by] == ["gs05"]


def test_a_look_is_relied_on_for_half_a_year(cast, ready):
    looked(ready, "gs05", by=cast.dedi, on=TODAY - GOOD_FOR + timedelta(days=1))
    assert state(ready)["gs05"] == "met"

    assert state(ready, on=TODAY + timedelta(days=1))["gs05"] == "open"


def test_the_newest_look_counts(cast, ready):
    looked(ready, "gs05", by=cast.dedi, on=TODAY - timedelta(days=9))
    looked(ready, "gs05", 0, by=cast.tuti, proof="")

    assert state(ready)["gs05"] == "unmet"


def test_nobody_confirms_what_the_system_sees_itself(cast, ready):
    with pytest.raises(actions.KnownByItself):
        looked(ready, "gs01", by=cast.dedi)
    with pytest.raises(actions.NoSuchCriterion):
        looked(ready, "gs99", by=cast.dedi)
    with pytest.raises(actions.NoSuchCriterion):
        looked(ready, "gs05", 2, by=cast.dedi)
    with pytest.raises(actions.ProofNeeded):
        looked(ready, "gs05", by=cast.dedi, proof=" ")
    with pytest.raises(actions.NotThisDay):
        looked(ready, "gs05", by=cast.dedi, on=TODAY + timedelta(days=1))

    assert not Attestation.objects.across_areas(why="test").exists()


def test_a_second_press_looks_once(cast, ready):
    key = new_key()

    assert looked(ready, "gs05", by=cast.dedi, key=key) == looked(
        ready, "gs05", by=cast.dedi, key=key
    )
    with pytest.raises(actions.AttestationKeyInUse):
        looked(ready, "gs05", 0, by=cast.dedi, key=key)


@pytest.mark.parametrize("who", ["wati", "sari", "rahma", "joko", "budi"])
def test_a_group_does_not_vouch_for_itself(cast, ready, who):
    with pytest.raises(NotAllowed):
        looked(ready, "gs05", by=getattr(cast, who))


def test_its_mentor_may_look(cast, ready):
    accompanied(ready, cast.budi, by=cast.dedi)

    assert looked(ready, "gs05", by=cast.budi).by == cast.budi


def test_what_was_judged_is_kept_where_it_differs(cast, ready):
    first = actions.judge(group=ready, instrument=STAGE, by=cast.dedi)
    second = actions.judge(group=ready, instrument=STAGE, by=cast.dedi)
    end_term(term=ready.terms.get(office="chair"), until=TODAY, by=cast.dedi)
    third = actions.judge(group=ready, instrument=STAGE, by=cast.dedi)

    assert first == second
    assert (third.answers["gs01"], first.answers["gs01"]) == (0, 1)
    assert third.version == load(STAGE).version
    for rows in (Judgement, Attestation):
        looked(ready, "gs05", by=cast.dedi)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.objects.across_areas(why="test").delete()


def test_capital_needs_every_condition(cast, ready):
    assert not is_eligible(ready, TODAY)
    ready.number = "3204-17"
    ready.save()
    for line in standing_of(ready, ELIGIBILITY, TODAY).open_lines:
        looked(ready, line.item.code, by=cast.dedi, instrument=ELIGIBILITY)

    assert is_eligible(ready, TODAY)
    assert not is_eligible(ready, TODAY + GOOD_FOR)


def test_the_page_leads_from_each_line_to_its_proof(client, cast, ready):
    client.force_login(cast.dedi)
    page = client.get(reverse("group_standing", args=[ready.pk])).content.decode()

    assert "Ketua, sekretaris, dan bendahara tercatat." in page
    assert reverse("criterion_attest", args=[ready.pk, "tahap", "gs05"]) in page
    address = reverse("criterion_attest", args=[ready.pk, "tahap", "gs05"])
    key = client.get(address).context["form"]["key"].value()
    told = {"answer": "1", "on": f"{TODAY:%d-%m-%Y}", "key": key}
    silent = client.post(address, told)
    said = client.post(address, told | {"proof": "buku kas halaman 12"})

    assert silent.status_code == 422
    assert said.status_code == 302
    page = client.get(reverse("group_standing", args=[ready.pk])).content.decode()
    assert "buku kas halaman 12" in page


def test_a_treasurer_reads_but_does_not_vouch(client, cast, ready):
    client.force_login(cast.wati)

    page = client.get(reverse("group_standing", args=[ready.pk]))
    asked = client.get(reverse("criterion_attest", args=[ready.pk, "tahap", "gs05"]))
    kept = client.post(reverse("standing_keep", args=[ready.pk]))

    assert (page.status_code, asked.status_code, kept.status_code) == (200, 404, 404)
