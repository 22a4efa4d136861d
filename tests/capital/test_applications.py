"""An application from a call to its accounts, and what is refused on the way."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from berdaya.access.actions import NotAllowed
from berdaya.capital import actions, refusals
from berdaya.capital.accounts import accounts_of, unaccounted
from berdaya.capital.actions.uses import NewUse
from berdaya.capital.conditions import standing_for
from berdaya.capital.models import Application, Call, Condition, Line, Use
from berdaya.capital.sources import sources
from berdaya.groups.actions import put_to_rest, settle_resolution
from berdaya.groups.actions.meetings import Settled
from berdaya.groups.refusals import NotYetCome
from berdaya.keys import new_key
from berdaya.laws.library import library
from berdaya.readiness.evidence import GOOD_FOR
from tests.capital.world import (
    BY_HAND,
    LAST,
    PROOF,
    a_call,
    a_line,
    agreed,
    begun,
    decided,
    granted,
    in_business,
    looked,
    nobody,
    spent,
    submitted,
)
from tests.groups.world import TODAY, a_group, again, melati

PDF = b"%PDF-1.7 kuitansi tiruan"
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def group(cast):
    return melati(cast)[0]


@pytest.fixture
def call(cast):
    return a_call(cast.dedi)


def all_of(model):
    return model.objects.across_areas(why="test")


def test_every_source_has_rules_with_a_day_and_a_source_and_cites_what_exists():
    found = sources().values()

    assert len(found) == 8
    assert all(
        it.rules and all(rule.source and rule.noted for rule in it.rules) for it in found
    )
    assert all(library().cite(law) for it in found for law in it.laws)


def test_a_call_is_announced_once(cast):
    key = new_key()

    first = a_call(cast.dedi, key=key)
    second = a_call(cast.dedi, key=key)

    assert first == second
    assert all_of(Call).count() == 1


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"source": "swadaya"}, refusals.UnknownSource),
        ({"source": "undian"}, refusals.UnknownSource),
        ({"closes_on": YESTERDAY}, refusals.WrongRange),
        ({"least": 0}, refusals.WrongRange),
        ({"most": 999_999}, refusals.WrongRange),
    ],
)
def test_a_call_makes_sense(cast, told, refusal):
    with pytest.raises(refusal):
        a_call(cast.dedi, **told)

    assert not all_of(Call).exists()


def test_a_call_is_seen_where_it_reaches(cast):
    a_call(cast.dedi, title="Sekabupaten", reach="32.04")
    a_call(cast.dedi, title="Nasional", reach=None)

    seen = {
        user.username: {it.title for it in Call.objects.visible_to(user)}
        for user in (cast.sari, cast.joko)
    }

    assert seen == {"sari": {"Sekabupaten", "Nasional"}, "joko": {"Nasional"}}


def test_an_application_is_written_looked_at_and_handed_in(cast, group):
    it = submitted(cast, group, amount=4_000_000)

    assert (it.state, it.amount, it.submitted_by) == ("submitted", 4_000_000, cast.wati)
    kept = it.stages.get(kind="submitted").conditions.order_by("item")
    assert [(row.item, row.answer, row.is_seen) for row in kept] == [
        (f"ce0{number}", 1, f"ce0{number}" not in BY_HAND) for number in range(1, 8)
    ]
    assert {row.attested.by for row in kept if not row.is_seen} == {cast.tuti}
    assert {row.words for row in kept if not row.is_seen} == {PROOF}


def test_a_second_press_begins_and_adds_once(cast, group, call):
    key, line = new_key(), new_key()

    first = begun(group, call, by=cast.wati, key=key)
    second = begun(group, call, by=cast.wati, key=key)
    a_line(first, by=cast.wati, key=line)
    a_line(first, by=cast.wati, key=line)

    assert first == second
    assert first.lines.count() == 1


def test_a_group_applies_to_a_call_once(cast, group, call):
    it = begun(group, call, by=cast.wati)

    with pytest.raises(refusals.AppliedAlready):
        begun(group, call, by=cast.wati)
    actions.withdraw_application(application=it, reason="salah", by=cast.wati)
    begun(group, call, by=cast.wati)

    assert all_of(Application).count() == 2


def test_a_closed_call_another_area_and_a_resting_group_are_refused(cast, group):
    closed = a_call(cast.dedi, opens_on=YESTERDAY, closes_on=YESTERDAY)
    far = a_call(cast.dedi, title="Jauh", reach="32.04.32.2999")
    here = a_call(cast.dedi, title="Sini")

    with pytest.raises(refusals.CallClosed):
        begun(group, closed, by=cast.wati)
    with pytest.raises(refusals.CallElsewhere):
        begun(group, far, by=cast.wati)
    put_to_rest(group=group, on=TODAY, reason="panen", by=cast.dedi)
    with pytest.raises(refusals.GroupNotActive):
        begun(group, here, by=cast.wati)

    assert not all_of(Application).exists()


def test_nothing_is_handed_in_without_lines_or_outside_the_range(cast, group, call):
    it = begun(group, call, by=cast.wati)

    with pytest.raises(refusals.NoLines):
        actions.submit_application(application=it, by=cast.wati)
    a_line(it, by=cast.wati, amount=999_999)
    with pytest.raises(refusals.OutOfRange):
        actions.submit_application(application=it, by=cast.wati)

    assert again(it).state == "draft"


def test_nothing_is_handed_in_while_the_system_sees_a_condition_unmet(cast, group, call):
    it = begun(group, call, by=cast.wati)
    a_line(it, by=cast.wati)

    with pytest.raises(refusals.ConditionsUnmet) as early:
        actions.submit_application(application=it, by=cast.wati)
    in_business(cast, group)
    with pytest.raises(refusals.ConditionsUnmet) as later:
        actions.submit_application(application=again(it), by=cast.wati)
    agreed(cast, it)
    actions.submit_application(application=again(it), by=cast.wati)

    assert early.value.params == {
        "missing": "Terdaftar, Benar-benar berusaha, Bertemu rutin, Disetujui anggota"
    }
    assert later.value.params == {"missing": "Disetujui anggota"}
    assert again(it).state == "submitted"
    assert it.stages.count() == 2


def test_what_a_person_looks_at_can_wait_until_it_is_handed_in(cast, group, call):
    in_business(cast, group)
    it = begun(group, call, by=cast.wati)
    a_line(it, by=cast.wati)
    it = agreed(cast, it)

    actions.submit_application(application=it, by=cast.wati)

    standing = standing_for(again(it), TODAY)
    assert [line.item.code for line in standing.missing] == list(BY_HAND)
    assert not standing.is_eligible
    for item in BY_HAND:
        looked(cast, group, item)
    assert standing_for(again(it), TODAY).is_eligible


def test_an_application_proves_its_plan_and_the_members_will(cast, group, call):
    it = begun(group, call, by=cast.wati)

    empty = standing_for(it, TODAY)
    a_line(it, by=cast.wati, amount=3_000_000)
    decision = decided(cast, group, came=group.members.all()[:2])
    it = actions.name_decision(application=it, decision=decision, by=cast.wati)
    full = standing_for(it, TODAY)

    words = {line.item.code: (line.state, line.evidence) for line in empty.lines}
    assert (words["ce06"][0], words["ce07"][0]) == ("unmet", "unmet")
    assert words["ce06"][1].url == reverse("line_new", args=[it.pk])
    assert words["ce07"][1].url == reverse("application_agreed", args=[it.pk])
    words = {line.item.code: (line.state, line.evidence) for line in full.lines}
    assert (words["ce06"][0], words["ce07"][0]) == ("met", "met")
    assert "Rp3.000.000" in words["ce06"][1].words
    assert "2 dari 3 anggota hadir" in words["ce07"][1].words
    assert words["ce07"][1].url == decision.meeting.get_absolute_url()


def test_only_a_decision_of_this_groups_meetings_of_half_a_year_counts(cast, group, call):
    it = begun(group, call, by=cast.wati)
    mawar = a_group(cast.dedi, "Mawar")
    old = decided(cast, group, on=TODAY - GOOD_FOR - timedelta(days=1))
    dropped = decided(cast, group)
    settle_resolution(settled=Settled(dropped, "dropped"), by=cast.dedi)

    for decision in (old, dropped, decided(cast, mawar)):
        with pytest.raises(refusals.NotDecidedThere):
            actions.name_decision(application=it, decision=decision, by=cast.wati)
    decision = decided(cast, group)
    with pytest.raises(NotAllowed):
        actions.name_decision(application=it, decision=decision, by=cast.budi)

    assert again(it).agreed_by is None


def test_a_decision_that_is_dropped_later_proves_nothing_any_more(cast, group):
    it = submitted(cast, group)

    settle_resolution(settled=Settled(it.agreed_by, "dropped"), by=cast.dedi)

    standing = standing_for(again(it), TODAY)
    assert [line.item.code for line in standing.missing] == ["ce07"]


def test_what_is_handed_in_is_not_rewritten(cast, group):
    it = submitted(cast, group)

    with pytest.raises(refusals.WrongState):
        a_line(it, by=cast.wati)
    with pytest.raises(refusals.WrongState):
        actions.remove_line(line=it.lines.get(), by=cast.wati)

    assert it.lines.count() == 1


def test_nobody_applies_for_another_group(cast, group, call):
    mawar = a_group(cast.dedi, "Mawar")

    for who in (cast.wati, cast.sari, cast.joko):
        with pytest.raises(NotAllowed):
            begun(mawar, call, by=who)

    assert not all_of(Application).exists()


def test_a_line_costs_something_in_the_database_too(cast, group, call):
    it = begun(group, call, by=cast.wati)

    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(application=it, purpose="wajan", amount=0)


def test_what_is_left_to_account_for_falls_with_each_receipt(cast, group):
    it = granted(cast, group)
    line = it.lines.get()

    use = spent(line, by=cast.wati, amount=500_000, content=PDF)
    spent(line, by=cast.wati, amount=300_000, proof="kuitansi 15")
    actions.take_back_use(use=use, because="salah catat", by=cast.wati)

    [account] = accounts_of(it)
    assert (account.spent, len(account.uses)) == (300_000, 2)
    assert unaccounted(it) == 1_700_000
    with pytest.raises(refusals.TakenBackAlready):
        actions.take_back_use(use=use, because="lagi", by=cast.wati)


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"amount": 2_000_001}, refusals.MoreThanGranted),
        ({"proof": " "}, refusals.ReasonMissing),
        ({"content": b"MZ program"}, refusals.NotSuchAFile),
    ],
)
def test_a_use_is_within_what_was_granted_and_proved(cast, group, told, refusal):
    line = granted(cast, group).lines.get()

    with pytest.raises(refusal):
        spent(line, by=cast.wati, **told)

    assert not all_of(Use).exists()


def test_nothing_is_spent_before_it_is_granted(cast, group):
    with pytest.raises(refusals.WrongState):
        spent(submitted(cast, group).lines.get(), by=cast.wati)

    assert not all_of(Use).exists()


def test_nothing_is_spent_on_a_day_that_has_not_come(cast, group):
    line = granted(cast, group).lines.get()

    with pytest.raises(NotYetCome):
        actions.report_use(use=NewUse(new_key(), line, LAST, 1, "kuitansi"), by=cast.wati)

    assert not all_of(Use).exists()


def test_a_receipt_is_sealed_and_sent_twice_is_one(cast, group):
    line, key = granted(cast, group).lines.get(), new_key()

    first = spent(line, by=cast.wati, content=PDF, key=key)
    second = spent(line, by=cast.wati, content=PDF, key=key)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM capital_use")
        [[stored]] = cursor.fetchall()

    assert first == second
    assert bytes(again(first).content) == PDF
    assert b"kuitansi" not in bytes(stored)


def test_accounts_are_accepted_once_all_is_accounted_for_and_not_by_kin(cast, group):
    it = granted(cast, group)
    line = it.lines.get()
    spent(line, by=cast.wati, amount=1_500_000)

    with pytest.raises(refusals.StillUnaccounted):
        actions.accept_accounts(application=it, reason="cocok", by=cast.rahma)
    spent(line, by=cast.wati, amount=500_000)
    with pytest.raises(NotAllowed):
        actions.accept_accounts(application=it, reason="cocok", by=cast.wati)
    actions.accept_accounts(application=it, reason="cocok", by=cast.rahma)

    assert again(it).state == "accounted"
    with pytest.raises(refusals.WrongState):
        spent(line, by=cast.wati, amount=1)


def test_steps_and_money_spent_cannot_be_rewritten_in_the_database(cast, group):
    it = granted(cast, group)
    spent(it.lines.get(), by=cast.wati)

    with pytest.raises(DatabaseError), transaction.atomic():
        it.stages.update(reason="lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        all_of(Condition).filter(stage__application=it).update(answer=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        all_of(Use).update(amount=1)

    assert all_of(Use).get().amount == 500_000


def test_a_decider_says_who_they_are_once(cast):
    assert nobody(cast.dedi) == nobody(cast.dedi)
    with pytest.raises(NotAllowed):
        nobody(cast.wati)
