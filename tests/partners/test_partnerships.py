"""A partnership from first contact to its end; what was promised; its papers."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from berdaya.access.actions import NotAllowed
from berdaya.groups.actions import end_group
from berdaya.groups.refusals import BeforeFounding, GroupHasEnded, NotYetCome
from berdaya.keys import new_key
from berdaya.partners import actions, refusals
from berdaya.partners.actions.documents import NewDocument
from berdaya.partners.models import Document, Obligation, Partnership, Step
from tests.groups.world import FOUNDED, TODAY, a_group, again, melati
from tests.partners.world import (
    EARLIER,
    PDF,
    TERMS,
    a_partner,
    agreed,
    attached,
    begun,
    contact,
    promised,
    step,
)

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def group(cast):
    return melati(cast)[0]


@pytest.fixture
def shop(cast):
    return a_partner(cast.dedi)


def all_of(model):
    return model.objects.across_areas(why="test")


def kinds_of(partnership):
    return [it.kind for it in partnership.steps.order_by("recorded_at")]


def test_a_partnership_goes_from_contact_to_agreement_to_renewal_to_its_end(cast, group, shop):
    it = agreed(group, shop, by=cast.wati)
    longer = replace(TERMS, value=15_000_000, last_day=TERMS.last_day + timedelta(days=365))

    actions.renew(partnership=it, told=step(on=TODAY), terms=longer, by=cast.wati)
    renewed = again(it)
    actions.end_partnership(partnership=it, told=step(on=TODAY), by=cast.wati)

    assert (renewed.state, renewed.value, renewed.last_day) == (
        Partnership.State.AGREED,
        15_000_000,
        longer.last_day,
    )
    assert again(it).state == Partnership.State.ENDED
    assert kinds_of(it) == ["lead", "talks", "agreed", "renewed", "ended"]
    assert it.steps.get(kind="agreed").value == 12_000_000


def test_a_second_press_is_one_partnership_and_one_step(cast, group, shop):
    key, told = new_key(), step()

    first = begun(group, shop, by=cast.wati, key=key)
    second = begun(group, shop, by=cast.wati, key=key)
    actions.begin_talks(partnership=first, told=told, by=cast.wati)
    actions.begin_talks(partnership=first, told=told, by=cast.wati)

    assert first == second
    assert kinds_of(first) == ["lead", "talks"]


def test_no_step_is_skipped(cast, group, shop):
    it = begun(group, shop, by=cast.wati)

    with pytest.raises(refusals.WrongStep):
        actions.agree(partnership=it, told=step(), terms=TERMS, by=cast.wati)
    with pytest.raises(refusals.WrongStep):
        actions.renew(partnership=it, told=step(), terms=TERMS, by=cast.wati)
    actions.end_partnership(partnership=it, told=step(), by=cast.wati)
    with pytest.raises(refusals.WrongStep):
        actions.begin_talks(partnership=it, told=step(), by=cast.wati)

    assert kinds_of(it) == ["lead", "ended"]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"on": TOMORROW}, NotYetCome),
        ({"on": FOUNDED - timedelta(days=1)}, BeforeFounding),
        ({"reason": " "}, refusals.ReasonMissing),
    ],
)
def test_a_contact_is_of_a_sensible_day_and_says_how_it_came(
    cast, group, shop, change, refusal
):
    with pytest.raises(refusal):
        actions.begin_partnership(told=contact(group, shop, **change), by=cast.wati)

    assert not all_of(Partnership).exists()


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"on": TOMORROW}, NotYetCome),
        ({"on": EARLIER - timedelta(days=1)}, refusals.StepTooEarly),
        ({"reason": ""}, refusals.ReasonMissing),
    ],
)
def test_a_step_is_of_a_sensible_day_and_has_its_reason(cast, group, shop, told, refusal):
    it = begun(group, shop, by=cast.wati)

    with pytest.raises(refusal):
        actions.begin_talks(partnership=it, told=step(**told), by=cast.wati)

    assert kinds_of(it) == ["lead"]


def test_terms_do_not_end_before_they_begin(cast, group, shop):
    it = begun(group, shop, by=cast.wati)
    actions.begin_talks(partnership=it, told=step(), by=cast.wati)
    upside_down = replace(TERMS, last_day=TERMS.since - timedelta(days=1))

    with pytest.raises(refusals.EndsBeforeItBegins):
        actions.agree(partnership=it, told=step(), terms=upside_down, by=cast.wati)

    assert again(it).state == Partnership.State.TALKS


def test_one_form_of_partnership_stands_once_and_may_begin_again(cast, group, shop):
    it = begun(group, shop, by=cast.wati)
    begun(group, shop, by=cast.wati, form="subcontract")

    with pytest.raises(refusals.PartnersAlready):
        begun(group, shop, by=cast.wati)
    actions.end_partnership(partnership=it, told=step(), by=cast.wati)
    begun(group, shop, by=cast.wati)

    assert all_of(Partnership).count() == 3


def test_a_partner_that_works_elsewhere_and_a_group_that_has_ended_are_refused(cast, group):
    near = a_partner(cast.dedi, reach="32.04.32.2999", area="32.04.32.2999")

    with pytest.raises(refusals.PartnerElsewhere):
        begun(group, near, by=cast.wati)
    end_group(group=group, on=TODAY, reason="bubar", by=cast.dedi)
    with pytest.raises(GroupHasEnded):
        begun(group, a_partner(cast.dedi), by=cast.dedi)

    assert not all_of(Partnership).exists()


def test_nobody_keeps_the_partnerships_of_another_group(cast, group, shop):
    mawar = a_group(cast.dedi, "Mawar")
    it = begun(mawar, shop, by=cast.dedi)

    for attempt in (
        lambda: begun(mawar, shop, by=cast.wati, form="joint"),
        lambda: actions.begin_talks(partnership=it, told=step(), by=cast.wati),
        lambda: actions.end_partnership(partnership=it, told=step(), by=cast.sari),
        lambda: attached(it, by=cast.wati),
    ):
        with pytest.raises(NotAllowed):
            attempt()

    assert kinds_of(it) == ["lead"]
    assert not all_of(Document).exists()


def test_steps_cannot_be_edited_or_deleted_in_the_database(cast, group, shop):
    it = begun(group, shop, by=cast.wati)

    with pytest.raises(DatabaseError), transaction.atomic():
        it.steps.update(reason="lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        it.steps.all().delete()

    assert it.steps.get().reason == "bertemu di pameran"


def test_the_database_keeps_no_agreement_without_terms(cast, group, shop):
    it = begun(group, shop, by=cast.wati)

    with pytest.raises(IntegrityError), transaction.atomic():
        all_of(Partnership).filter(pk=it.pk).update(state="agreed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(
            partnership=it, kind="agreed", on=TODAY, reason="tanpa nilai", by=cast.dedi
        )


def test_what_was_promised_comes_back_until_it_is_settled(cast, group, shop):
    it = agreed(group, shop, by=cast.wati)
    late = promised(it, by=cast.wati)
    promised(it, by=cast.wati, due_on=TODAY, side="group")

    before = list(all_of(Obligation).overdue(TODAY))
    actions.settle_obligation(
        obligation=late, state="done", on=TODAY, note="lunas", by=cast.wati
    )

    assert before == [late]
    assert list(all_of(Obligation).overdue(TODAY)) == []
    with pytest.raises(refusals.ObligationSettled):
        actions.settle_obligation(
            obligation=late, state="dropped", on=TODAY, note="batal", by=cast.wati
        )
    assert again(late).state == "done"


def test_a_promise_is_dropped_only_for_a_reason(cast, group, shop):
    one = promised(agreed(group, shop, by=cast.wati), by=cast.wati)

    with pytest.raises(refusals.ReasonMissing):
        actions.settle_obligation(
            obligation=one, state="dropped", on=TODAY, note="", by=cast.wati
        )

    assert again(one).state == "open"


def test_nothing_is_promised_before_both_agreed(cast, group, shop):
    it = begun(group, shop, by=cast.wati)

    with pytest.raises(refusals.NotAgreedYet):
        promised(it, by=cast.wati)

    assert not all_of(Obligation).exists()


def test_a_paper_is_sealed_in_the_database_and_opened_for_reading(cast, group, shop):
    document = attached(begun(group, shop, by=cast.wati), by=cast.wati)

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM partners_document")
        [stored] = cursor.fetchone()

    assert bytes(again(document).content) == PDF
    assert b"perjanjian" not in bytes(stored)


@pytest.mark.parametrize(
    "content",
    [b"", b"MZ program", b"<html>%PDF-", b"GIF89a", b"%PDF-" + b"0" * (2 * 2**20)],
)
def test_a_file_is_what_its_bytes_say(cast, group, shop, content):
    it = begun(group, shop, by=cast.wati)

    with pytest.raises(refusals.NotSuchAFile):
        attached(it, by=cast.wati, content=content)

    assert not all_of(Document).exists()


def test_only_a_regulation_of_the_library_is_cited(cast, group, shop):
    it = begun(group, shop, by=cast.wati)

    with pytest.raises(refusals.UnknownLaw):
        attached(it, by=cast.wati, cites="uu-1-1900")
    attached(it, by=cast.wati, cites="uu-52-2009")

    assert all_of(Document).get().cites == "uu-52-2009"


def test_a_second_press_attaches_once(cast, group, shop):
    new = NewDocument(new_key(), begun(group, shop, by=cast.wati), "Perjanjian", PDF)

    first = actions.attach_document(document=new, by=cast.wati)
    second = actions.attach_document(document=new, by=cast.wati)

    assert first == second
    assert all_of(Document).count() == 1


def test_a_withdrawn_paper_leaves_its_line_and_loses_its_file(cast, group, shop):
    document = attached(begun(group, shop, by=cast.wati), by=cast.wati)

    with pytest.raises(refusals.ReasonMissing):
        actions.withdraw_document(document=document, because=" ", by=cast.wati)
    actions.withdraw_document(document=document, because="salah berkas", by=cast.wati)

    gone = again(document)
    assert (bytes(gone.content), gone.withdrawn_on) == (b"", TODAY)
    with pytest.raises(refusals.DocumentWithdrawn):
        actions.withdraw_document(document=document, because="lagi", by=cast.wati)


def test_an_agreed_time_that_is_over_is_said(cast, group, shop):
    it = agreed(group, shop, by=cast.wati, terms=replace(TERMS, last_day=EARLIER))

    assert again(it).has_run_out(TODAY)
    assert not again(it).has_run_out(EARLIER)
