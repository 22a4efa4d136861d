"""Referrals: what is agreed to, what becomes of them, and who may know of them."""

from datetime import time, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.consents.actions import Answer, record_answer
from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.services import actions, letter, refusals
from berdaya.services.models import Referral, Step
from berdaya.services.shown import week_in_short
from tests.groups.world import a_group
from tests.life.world import rinas
from tests.services.world import (
    TODAY,
    a_provider,
    a_service,
    agrees_to_casework,
    goes_on,
    new_referral,
    referred,
)


@pytest.fixture
def family(cast):
    return rina_family(cast)


@pytest.fixture
def service(cast):
    return a_service(cast.dedi, provider=a_provider(cast.dedi, whatsapp="+62811000111"))


def referrals():
    return Referral.objects.across_areas(why="test")


def test_a_referral_is_drafted_sent_accepted_and_served(cast, family, service):
    it = referred(service, family, by=cast.sari)
    for kind in ("sent", "accepted", "served"):
        it = goes_on(it, kind, by=cast.tuti)

    steps = list(it.steps.order_by("number").values_list("kind", "by__username"))
    assert it.state == "served"
    assert steps == [
        ("drafted", "sari"),
        ("sent", "tuti"),
        ("accepted", "tuti"),
        ("served", "tuti"),
    ]


def test_one_form_twice_is_one_referral_and_one_step(cast, family, service):
    key, step = new_key(), new_key()
    for _time in range(2):
        it = referred(service, family, by=cast.sari, key=key)
    for _time in range(2):
        goes_on(it, "sent", by=cast.sari, key=step)

    assert referrals().count() == 1
    assert it.steps.count() == 2


def test_a_key_of_something_else_is_refused(cast, family, service):
    it = referred(service, family, by=cast.sari)
    step = new_key()
    goes_on(it, "sent", by=cast.sari, key=step)

    with pytest.raises(refusals.ServiceKeyInUse):
        referred(a_service(cast.dedi, "Lain"), family, by=cast.sari, key=it.pk)
    with pytest.raises(refusals.ServiceKeyInUse):
        goes_on(it, "accepted", by=cast.sari, key=step)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"agreed_by": " "}, refusals.NothingToTell),
        ({"agreed_on": TODAY + timedelta(days=1)}, refusals.DayNotCome),
        ({"due_on": TODAY - timedelta(days=1)}, refusals.DueTooEarly),
    ],
)
def test_what_was_not_agreed_to_is_not_written(cast, family, service, wrong, refusal):
    with pytest.raises(refusal):
        referred(service, family, by=cast.sari, **wrong)

    assert not referrals().exists()


def test_only_a_member_of_the_family_is_referred_with_it(cast, family, service):
    stranger = rinas(cast.sari).roster()[0].person

    with pytest.raises(refusals.NotOfTheFamily):
        referred(service, family, by=cast.sari, person=stranger)


def test_a_family_that_said_no_is_not_referred(cast, family, service):
    answer = Answer(
        key=new_key(), subject=family, purpose="survey", act="refused", text_version="1",
        relation="parent", how="spoken", said_on=TODAY,
        answered_by=family.roster()[0].person,
    )  # fmt: skip
    record_answer(answer=answer, by=cast.sari)

    with pytest.raises(refusals.ReferralNotAgreed):
        referred(service, family, by=cast.sari)

    assert not referrals().exists()


def test_to_a_service_that_ended_nobody_is_sent(cast, family, service):
    service = actions.end_service(service=service, by=cast.dedi)

    with pytest.raises(refusals.ServiceEnded):
        referred(service, family, by=cast.sari)


@pytest.mark.parametrize(
    ("before", "step", "more", "refusal"),
    [
        ((), "served", {}, refusals.StepDoesNotFollow),
        ((), "sent", {"channel": ""}, refusals.SentInNoWay),
        ((), "sent", {"on": TODAY + timedelta(days=1)}, refusals.DayNotCome),
        ((), "sent", {"on": TODAY - timedelta(days=1)}, refusals.StepBeforeLast),
        (("sent",), "refused", {"reason": ""}, refusals.StepWithoutReason),
        (("sent",), "refused", {"reason": "other"}, refusals.StepWithoutReason),
        (("sent", "served"), "accepted", {}, refusals.StepDoesNotFollow),
        (("withdrawn",), "sent", {}, refusals.StepDoesNotFollow),
    ],
)
def test_a_step_out_of_place_is_refused(cast, family, service, before, step, more, refusal):
    it = referred(service, family, by=cast.sari)
    for kind in before:
        it = goes_on(it, kind, by=cast.sari)

    with pytest.raises(refusal):
        goes_on(it, step, by=cast.sari, **more)

    assert it.steps.count() == len(before) + 1


def test_what_happened_cannot_be_rewritten(cast, family, service):
    it = referred(service, family, by=cast.sari)

    with pytest.raises(DatabaseError), transaction.atomic():
        it.steps.update(kind="served")
    with pytest.raises(DatabaseError), transaction.atomic():
        it.steps.all().delete()


@pytest.mark.parametrize("who", ["joko", "wati", "lestari", "nasional"])
def test_an_outsider_refers_nobody_and_answers_nothing(cast, family, service, who):
    by = getattr(cast, who)
    it = referred(service, family, by=cast.sari)

    with pytest.raises(NotAllowed):
        referred(service, family, by=by)
    with pytest.raises(NotAllowed):
        goes_on(it, "sent", by=by)
    with pytest.raises(NotAllowed):
        actions.export_letter(referral=it, by=by)

    assert it.steps.count() == 1


def test_message_and_letter_tell_no_more_than_was_agreed_to(cast, family, service):
    silent = referred(service, family, by=cast.sari, tells=())
    whole = referred(
        service,
        family,
        by=cast.sari,
        person=family.memberships.get(relation="spouse").person,
        tells=("name", "age", "address", "phone", "need"),
    )

    said, all_of_it = letter.message(silent), letter.message(whole)

    for secret in ("Dadan", "Rina", "Contoh No. 1", "alat bantu", "Sukamaju"):
        assert secret not in said
    assert "Seorang warga" in said
    for told in ("Rina Suryani", "Jl. Contoh No. 1", "alat bantu dengar"):
        assert told in all_of_it
    assert letter.whatsapp(whole).startswith("https://wa.me/62811000111?text=")
    assert letter.pdf(whole, TODAY).startswith(b"%PDF")


def test_words_about_a_client_lie_sealed(cast, family, service):
    it = referred(service, family, by=cast.sari)
    goes_on(it, "sent", by=cast.sari, note="ibu menangis")

    with connection.cursor() as cursor:
        cursor.execute("SELECT need FROM services_referral")
        need = bytes(cursor.fetchone()[0])
        cursor.execute("SELECT note FROM services_step ORDER BY number DESC")
        note = bytes(cursor.fetchone()[0])

    assert b"alat bantu" not in need
    assert b"menangis" not in note
    assert it.steps.get(number=2).note_words == "ibu menangis"


@pytest.fixture
def secret(cast, family, service):
    agrees_to_casework(family, by=cast.sari)
    return referred(service, family, by=cast.ani, is_secret=True)


def test_for_a_case_nobody_is_referred_without_their_consent(cast, family, service):
    with pytest.raises(refusals.ReferralNotAgreed):
        referred(service, family, by=cast.ani, is_secret=True)


@pytest.mark.parametrize("who", ["sari", "tuti", "dedi", "rahma", "joko", "admin"])
def test_a_secret_referral_is_there_for_its_maker_alone(client, cast, family, secret, who):
    user = getattr(cast, who)
    client.force_login(user)
    addresses = [
        secret.get_absolute_url(),
        reverse("referral_step", args=[secret.pk, "kirim"]),
        reverse("referral_letter", args=[secret.pk]),
    ]

    assert {client.get(it).status_code for it in addresses} == {404}
    assert list(Referral.objects.visible_to(user)) == []
    with pytest.raises(NotAllowed):
        goes_on(secret, "sent", by=user)


def test_neither_list_nor_family_tells_of_a_secret_referral(client, cast, family, secret):
    client.force_login(cast.tuti)
    pages = [reverse("referral_list"), f"{reverse('referral_list')}?lihat=semua"]
    pages.append(family.get_absolute_url())

    texts = [client.get(it).content.decode() for it in pages]
    client.force_login(cast.ani)
    own = client.get(pages[0]).content.decode()

    assert not any("Kelas lansia" in text for text in texts)
    assert "Kelas lansia" in own
    assert secret.get_absolute_url() in own


def test_the_trace_of_a_secret_referral_names_no_client(cast, family, secret):
    rows = Trace.objects.filter(verb__startswith="services.draft")

    assert {(it.subject, str(it.detail)) for it in rows} == {
        (f"services.Referral:{secret.pk}", "{}")
    }


def test_an_open_referral_is_read_by_those_who_hold_the_family(cast, family, service):
    it = referred(service, family, by=cast.sari)

    seers = {
        name
        for name in ("sari", "tuti", "dedi", "ani", "rahma", "joko", "wati", "yusuf")
        if Referral.objects.visible_to(getattr(cast, name)).filter(pk=it.pk).exists()
    }
    assert seers == {"sari", "tuti", "dedi", "ani", "rahma"}


def test_the_same_question_asked_with_another_key_is_another_referral(cast, family, service):
    first, second = new_referral(service, family), new_referral(service, family)

    for new in (first, second):
        actions.draft_referral(referral=new, by=cast.sari)

    assert Step.objects.count() == 2


def test_on_paper_days_with_the_same_hours_stand_together(cast):
    morning = ((time(8), time(14)),)
    week = dict.fromkeys(range(5), morning) | {5: ((time(8), time(11)),)}
    service = a_service(cast.dedi, hours=week)

    assert week_in_short(service) == [
        ("Senin–Jumat", "08.00–14.00"),
        ("Sabtu", "08.00–11.00"),
        ("Minggu", ""),
    ]


def test_a_group_is_sent_in_its_case_alone(cast):
    service = a_service(cast.dedi, "Kelas keuangan kelompok", takes="groups")
    open_one = new_referral(service, None, group=a_group(cast.dedi))

    with pytest.raises(refusals.ReferralNotAgreed):
        actions.draft_referral(referral=open_one, by=cast.dedi)

    assert not referrals().exists()


@pytest.mark.parametrize(
    "wrong", [{"is_secret": False}, {"with_family": True}, {"with_group": False}]
)
def test_the_database_holds_that_a_referral_is_of_one_subject(cast, family, service, wrong):
    """A group alone and in secret; or a family; or, in secret, a person."""
    it = referred(service, family, by=cast.sari)
    it.family = family if wrong.get("with_family") else None
    it.group = a_group(cast.dedi) if wrong.get("with_group", True) else None
    it.is_secret = wrong.get("is_secret", True)

    with pytest.raises(DatabaseError), transaction.atomic():
        it.save()


def test_a_family_is_not_offered_what_takes_groups_alone(client, cast, family):
    service = a_service(cast.dedi, "Kelas keuangan kelompok", takes="groups")
    client.force_login(cast.sari)

    with pytest.raises(refusals.NotTaken):
        referred(service, family, by=cast.sari)
    found = client.get(reverse("service_search"), {"keluarga": family.pk}).content.decode()
    page = client.get(service.get_absolute_url()).content.decode()
    form = client.get(reverse("referral_new", args=[service.pk]), {"keluarga": family.pk})

    assert service.name not in found
    assert reverse("referral_new", args=[service.pk]) not in page
    assert form.status_code == 404
