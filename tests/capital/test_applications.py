"""An application from a call to its accounts, and what is refused on the way."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from berdaya.access.actions import NotAllowed
from berdaya.capital import actions, refusals
from berdaya.capital.accounts import accounts_of, unaccounted
from berdaya.capital.actions.uses import NewUse
from berdaya.capital.models import Application, Call, Line, Use
from berdaya.capital.sources import sources
from berdaya.groups.actions import put_to_rest
from berdaya.groups.refusals import NotYetCome
from berdaya.keys import new_key
from berdaya.laws.library import library
from tests.capital.world import (
    LAST,
    MET,
    a_call,
    a_line,
    begun,
    granted,
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
    assert it.checked.count() == len(MET)
    assert set(it.checked.values_list("by", flat=True)) == {cast.tuti.pk}


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


def test_nothing_is_handed_in_without_lines_conditions_or_outside_the_range(cast, group, call):
    it = begun(group, call, by=cast.wati)

    with pytest.raises(refusals.NoLines):
        actions.submit_application(application=it, by=cast.wati)
    line = a_line(it, by=cast.wati, amount=999_999)
    with pytest.raises(refusals.OutOfRange):
        actions.submit_application(application=it, by=cast.wati)
    actions.remove_line(line=line, by=cast.wati)
    a_line(it, by=cast.wati, amount=1_000_000)
    with pytest.raises(refusals.ChecklistMissing):
        actions.submit_application(application=it, by=cast.wati)

    assert again(it).state == "draft"


def test_conditions_are_all_answered_and_every_yes_is_proved(cast, group, call):
    it = begun(group, call, by=cast.wati)
    code = next(iter(MET))

    with pytest.raises(refusals.ChecklistMissing):
        actions.check_conditions(application=it, answers={code: (True, "x")}, by=cast.tuti)
    with pytest.raises(refusals.ProofMissing):
        actions.check_conditions(
            application=it, answers=MET | {code: (True, " ")}, by=cast.tuti
        )
    with pytest.raises(NotAllowed):
        actions.check_conditions(application=it, answers=MET, by=cast.wati)

    assert not it.checked.exists()


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
        all_of(Use).update(amount=1)

    assert all_of(Use).get().amount == 500_000


def test_a_decider_says_who_they_are_once(cast):
    assert nobody(cast.dedi) == nobody(cast.dedi)
    with pytest.raises(NotAllowed):
        nobody(cast.wati)
