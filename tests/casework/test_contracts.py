"""A contract is written together, read out, signed, and given up by the client when they want."""

from base64 import b64encode
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from PIL import Image, ImageDraw

from berdaya.access.actions import NotAllowed
from berdaya.casework import refusals
from berdaya.casework.actions import sign_contract, withdraw_contract, write_contract
from berdaya.casework.contract_paper import contract_pdf
from berdaya.casework.contracts import agreement_of, unwanted
from berdaya.casework.models import Contract
from berdaya.consents.actions import Answer, record_answer
from berdaya.consents.models import Consent
from berdaya.keys import new_key
from berdaya.people.models import Person
from tests.casework.world import (
    TODAY,
    a_case,
    a_closed_case,
    a_contract,
    again,
    cases,
    let_in,
    signing,
    terms,
)
from tests.groups.world import drawn
from tests.life.world import a_family, someone

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def case(cast, worker, supervisor):
    return named(a_case(cast, worker=worker, supervisor=supervisor))


def named(case):
    return cases().named().get(pk=case.pk)


def contracts():
    return Contract.objects.across_areas(why="test")


def agreement(case):
    """How the case stands to its contract; lists, which ask it of many, say the same."""
    found = agreement_of(case, TODAY)
    assert unwanted(cases().filter(pk=case.pk), TODAY).exists() == found.is_withdrawn
    return found


def a_drawing(*, blank=False):
    """What the box sends when somebody drew in it."""
    picture = Image.new("RGB", (600, 240), "white")
    if not blank:
        ImageDraw.Draw(picture).line([(40, 120), (200, 40), (560, 200)], "black", 6)
    written = BytesIO()
    picture.save(written, "PNG")
    return f"data:image/png;base64,{b64encode(written.getvalue()).decode()}"


def test_work_may_go_on_once_the_client_has_signed(case):
    assert not agreement(case).stands

    a_contract(case)

    assert agreement(case).stands
    assert again(agreement(case).last).signer_name == "Murniati"


def test_a_draft_is_changed_and_a_signed_contract_is_followed_by_a_new_version(case, worker):
    first = a_contract(case, signed=False)
    second = write_contract(case=case, terms=terms(goals="Bekerja lagi"), by=worker)

    assert first == second
    sign_contract(contract=second, signing=signing(), by=worker)
    third = write_contract(case=case, terms=terms(), by=worker)

    assert (third.number, agreement(case).last) == (2, second)
    assert again(second).goals == "Bekerja lagi"


def test_the_client_gives_it_up_and_work_stops_until_there_is_a_new_one(case, worker):
    signed = a_contract(case)

    withdraw_contract(contract=signed, on=TODAY, because="", by=worker)

    assert agreement(case).is_withdrawn
    assert not agreement(case).stands
    a_contract(case)
    assert agreement(case).stands


def test_a_no_that_was_said_to_a_volunteer_counts_too(cast, case):
    a_contract(case)
    said = {
        "subject": case.person,
        "purpose": "casework",
        "text_version": "1",
        "relation": Consent.Relation.SELF,
        "how": Consent.How.SPOKEN,
        "said_on": TODAY,
        "answered_by": case.person,
    }

    record_answer(answer=Answer(key=new_key(), act=Consent.Act.REFUSED, **said), by=cast.sari)

    assert agreement(case).said_no_on == TODAY
    a_contract(case)
    assert agreement(case).stands


def test_signing_leaves_no_answer_where_others_read_answers(case):
    a_contract(case)

    assert not Consent.objects.across_areas(why="test").exists()


def test_for_a_child_its_guardian_signs_and_the_child_is_asked(cast, worker, supervisor):
    family = a_family(
        cast.sari,
        someone("Murniati", "head", birth_date=date(1985, 1, 1)),
        someone("Tegar", "child", "male", birth_date=TODAY - timedelta(days=9 * 365)),
    )
    persons = Person.objects.across_areas(why="test")
    child = persons.get(name="Tegar", memberships__family=family)
    made = a_case(cast, worker=worker, supervisor=supervisor, subject=child)
    draft = write_contract(case=made, terms=terms(), by=worker)

    with pytest.raises(refusals.GuardianSigns):
        sign_contract(contract=draft, signing=signing(), by=worker)
    with pytest.raises(refusals.SignerUnnamed):
        sign_contract(contract=draft, signing=signing("parent"), by=worker)
    said = signing("parent", name="Murniati", child_agrees=True)
    signed = sign_contract(contract=draft, signing=said, by=worker)

    assert (signed.covers_child, signed.child_agrees) == (True, True)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"signer": "parent", "name": "Siapa"}, refusals.WrongSigner),
        ({"signer": "speaker", "name": "Siapa"}, refusals.WrongSigner),
        ({"on": TOMORROW}, refusals.DayNotCome),
    ],
)
def test_a_wrong_signature_is_refused_and_nothing_is_signed(case, worker, said, refusal):
    draft = a_contract(case, signed=False)

    with pytest.raises(refusal):
        sign_contract(contract=draft, signing=signing(**said), by=worker)

    assert again(draft).signed_on is None


def test_what_is_signed_is_not_signed_or_given_up_twice(case, worker):
    signed = a_contract(case)

    with pytest.raises(refusals.ContractSigned):
        sign_contract(contract=signed, signing=signing(), by=worker)
    with pytest.raises(refusals.DayBeforeLast):
        withdraw_contract(contract=signed, on=YESTERDAY, because="", by=worker)
    withdraw_contract(contract=signed, on=TODAY, because="Cukup", by=worker)
    with pytest.raises(refusals.ContractWithdrawn):
        withdraw_contract(contract=signed, on=TODAY, because="", by=worker)


def test_only_the_newest_signed_contract_is_given_up(case, worker):
    old, draft = a_contract(case), a_contract(case, signed=False)

    with pytest.raises(refusals.ContractNotSigned):
        withdraw_contract(contract=draft, on=TODAY, because="", by=worker)
    sign_contract(contract=draft, signing=signing(), by=worker)
    with pytest.raises(refusals.ContractReplaced):
        withdraw_contract(contract=old, on=TODAY, because="", by=worker)


def test_days_out_of_order_and_a_closed_case_are_refused(cast, worker, supervisor, case):
    with pytest.raises(refusals.ContractDays):
        write_contract(case=case, terms=terms(ends_on=TODAY), by=worker)
    closed = a_closed_case(cast, worker=worker, supervisor=supervisor, name="Lastri")
    with pytest.raises(refusals.CaseIsClosed):
        write_contract(case=closed, terms=terms(), by=worker)

    assert not contracts().exists()


def test_who_only_reads_writes_no_contract(case, worker, supervisor, outsider):
    let_in(case, outsider, by=worker)

    for user in (supervisor, outsider):
        with pytest.raises(NotAllowed):
            write_contract(case=case, terms=terms(), by=user)


def test_what_was_signed_is_final_in_the_database(case):
    signed = a_contract(case)
    signed.ends_on = TODAY + timedelta(days=900)

    for write in (lambda: signed.save(update_fields=["ends_on"]), signed.delete):
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            write()


def test_the_signature_is_drawn_on_the_screen(client, case, worker):
    draft = a_contract(case, signed=False)
    client.force_login(worker)
    sent = {"signer": "self", "read_out": "on", "on": TODAY.isoformat()}
    address = f"/kesepakatan/{draft.pk}/tanda-tangan/"

    for wrong in ("", a_drawing(blank=True), "data:image/png;base64,AAAA", "data:text/html,x"):
        assert client.post(address, sent | {"drawn": wrong}).status_code == 422
    client.post(address, sent | {"drawn": a_drawing()})

    signed = again(draft)
    assert (signed.how, signed.signed_on) == ("screen", TODAY)
    picture = client.get(f"/kesepakatan/{draft.pk}/tanda-tangan.jpg")
    assert picture.content == signed.signature
    assert picture.headers["Cache-Control"] == "no-store"


def test_the_paper_is_photographed(client, case, worker):
    draft = a_contract(case, signed=False)
    client.force_login(worker)
    photo = BytesIO(drawn(size=(2000, 1500)))
    photo.name = "kertas.jpg"

    client.post(
        f"/kesepakatan/{draft.pk}/tanda-tangan/",
        {"signer": "self", "read_out": "on", "on": TODAY.isoformat(), "photo": photo},
    )

    signed = again(draft)
    assert signed.how == "paper"
    assert max(Image.open(BytesIO(signed.signature)).size) == 1280


def test_the_contract_is_written_read_out_printed_and_given_up_on_the_page(
    client, case, worker, supervisor
):
    client.force_login(worker)
    sent = {name: getattr(terms(), name) for name in terms().__slots__}
    client.post(f"/kasus/{case.pk}/kesepakatan/tulis/", sent)
    draft = contracts().get()

    page = client.get(f"/kesepakatan/{draft.pk}/").content.decode()
    assert "Keluar rumah lagi" in page
    assert "Anda boleh berhenti kapan saja" in page
    assert client.get(f"/kesepakatan/{draft.pk}/kesepakatan.pdf").content.startswith(b"%PDF")

    sign_contract(contract=draft, signing=signing(), by=worker)
    client.force_login(supervisor)
    client.post(f"/kesepakatan/{draft.pk}/tarik/", {"on": TODAY.isoformat(), "because": ""})
    page = client.get(f"/kasus/{case.pk}/kesepakatan/").content.decode()
    assert "tidak mau lagi" in page


def test_the_contract_is_printed_with_its_signature(case):
    signed = a_contract(case)

    assert len(contract_pdf(signed, printed_by="Bu Ani", on=TODAY)) > 10_000


def test_nobody_else_sees_a_contract(client, case, outsider):
    signed = a_contract(case)
    client.force_login(outsider)

    for path in ("", "kesepakatan.pdf", "tanda-tangan.jpg", "tarik/", "tanda-tangan/"):
        assert client.get(f"/kesepakatan/{signed.pk}/{path}").status_code == 404
