"""A group's stage and eligibility follow from what proves them, line by line."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from berdaya.access.actions import NotAllowed
from berdaya.enterprises.actions import make_plan, settle_task
from berdaya.enterprises.actions.guidance import NewPlan, NewTask
from berdaya.groups.actions import end_group, end_term, record_meeting
from berdaya.groups.actions.meetings import Held
from berdaya.keys import new_key
from berdaya.partners.actions import end_partnership
from berdaya.readiness import actions
from berdaya.readiness.evidence import GOOD_FOR, Evidence, Known, months_looked_at
from berdaya.readiness.models import Attestation, Judgement
from berdaya.readiness.standing import ELIGIBILITY, STAGE, standing_by, standing_of
from berdaya.rules.instruments.definition import load
from tests.enterprises.world import a_business, told_month
from tests.groups.world import TODAY, a_group, accompanied, holds, melati
from tests.partners.world import EARLIER, TERMS, a_partner, agreed, step


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
    for day in months_looked_at(TODAY):
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


def test_the_full_months_looked_at_are_looked_back_on():
    assert months_looked_at(date(2026, 2, 14)) == [
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


def test_for_capital_one_meeting_of_late_will_do(cast, ready):
    later = TODAY + timedelta(days=40)

    assert state(ready, on=later, instrument=ELIGIBILITY)["ce04"] == "met"
    assert (
        state(ready, on=TODAY + timedelta(days=150), instrument=ELIGIBILITY)["ce04"] == "unmet"
    )


def test_a_business_that_sells_nothing_does_not_count_as_running(cast):
    group, members = melati(cast)
    assert state(group)["gs04"] == "unmet"

    enterprise = a_business(group, members[0], by=cast.dedi)
    assert state(group)["gs04"] == "unmet"
    told_month(enterprise, by=cast.dedi)

    assert state(group)["gs04"] == "met"
    assert state(group, on=TODAY + timedelta(days=150))["gs04"] == "unmet"


def test_until_everybody_looked_the_result_stays_open(cast, ready):
    agreed(ready, a_partner(cast.dedi), by=cast.dedi)
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


def test_a_group_is_ready_to_apply_once_only_an_application_is_missing(cast, ready):
    assert not standing_of(ready, ELIGIBILITY, TODAY).waits_for_application
    ready.number = "3204-17"
    ready.save()
    for line in standing_of(ready, ELIGIBILITY, TODAY).open_lines:
        looked(ready, line.item.code, by=cast.dedi, instrument=ELIGIBILITY)

    standing = standing_of(ready, ELIGIBILITY, TODAY)

    assert [line.item.code for line in standing.missing] == ["ce06", "ce07"]
    assert standing.waits_for_application
    assert not standing.is_eligible
    assert not standing_of(ready, ELIGIBILITY, TODAY + GOOD_FOR).waits_for_application


def test_with_what_an_application_proves_every_condition_is_met_or_not(cast, ready):
    ready.number = "3204-17"
    ready.save()
    for item in ("ce03", "ce05"):
        looked(ready, item, by=cast.dedi, instrument=ELIGIBILITY)

    def eligible(plan, consent):
        proved = {"plan": Evidence(plan, "rencana"), "consent": Evidence(consent, "setuju")}
        return standing_by(Known(ready, TODAY, proved), ELIGIBILITY).is_eligible

    assert eligible(1, 1)
    assert [eligible(*case) for case in ((0, 1), (1, 0), (None, 1))] == [False] * 3


def test_nobody_vouches_for_what_an_application_proves(cast, ready):
    for item in ("ce06", "ce07"):
        with pytest.raises(actions.KnownByItself):
            looked(ready, item, by=cast.dedi, instrument=ELIGIBILITY)


def test_a_first_contact_is_no_partner_and_an_agreement_is_one_while_it_holds(cast, ready):
    partner = a_partner(cast.dedi)
    assert state(ready)["gs09"] == "unmet"
    it = agreed(ready, partner, by=cast.dedi)

    assert state(ready)["gs09"] == "met"
    assert state(ready, on=EARLIER - timedelta(days=1))["gs09"] == "unmet"
    assert state(ready, on=TERMS.last_day + timedelta(days=1))["gs09"] == "unmet"
    [line] = [one for one in standing_of(ready, STAGE, TODAY).lines if one.item.code == "gs09"]
    assert line.evidence.url == it.get_absolute_url()
    with pytest.raises(actions.KnownByItself):
        looked(ready, "gs09", by=cast.dedi)

    end_partnership(partnership=it, told=step(on=TODAY), by=cast.dedi)
    assert state(ready)["gs09"] == "unmet"
    assert state(ready, on=TODAY - timedelta(days=1))["gs09"] == "met"


def test_a_partner_from_outside_the_village_proves_a_wider_market(cast, ready):
    agreed(ready, a_partner(cast.dedi), by=cast.dedi)
    assert state(ready)["gs08"] == "open"
    looked(ready, "gs08", 0, by=cast.dedi, proof="")
    assert state(ready)["gs08"] == "unmet"

    agreed(ready, a_partner(cast.dedi, "Toko Kota", area="32.04.32.2999"), by=cast.dedi)

    assert state(ready)["gs08"] == "met"
    with pytest.raises(actions.KnownByItself):
        looked(ready, "gs08", by=cast.dedi)


def test_a_plan_that_is_looked_at_again_proves_plan_and_review(cast, ready):
    enterprise = ready.enterprises.get()
    steps = [NewTask(new_key(), "Urus NIB"), NewTask(new_key(), "Ganti kemasan")]
    since = TODAY - timedelta(days=90)
    plan = NewPlan(new_key(), enterprise, "Naik kelas", since, steps)
    made = make_plan(plan=plan, by=cast.dedi)
    assert state(ready)["gs10"] == "open"

    settle_task(task=made.steps.first(), state="done", by=cast.dedi)

    assert state(ready)["gs10"] == "met"
    assert state(ready, on=TODAY - timedelta(days=1))["gs10"] == "open"
    assert state(ready, on=TODAY + timedelta(days=280))["gs10"] == "open"


def test_of_a_group_that_is_no_more_only_its_history_is_left(client, cast, ready):
    looked(ready, "gs05", by=cast.dedi)
    end_group(group=ready, on=TODAY, reason="bubar", by=cast.dedi)
    client.force_login(cast.dedi)

    page = client.get(reverse("group_standing", args=[ready.pk]))

    assert page.context["standings"] == []
    assert page.context["history"]
    assert "Sudah saya lihat" not in page.content.decode()


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
