"""Bu Hesti looks after her workers, and a colleague looks at a case without learning whose it is."""

import pytest
from django.urls import reverse

from berdaya.access.kinds import SOCIAL_WORKER
from tests.casework.world import (
    SECRET,
    a_case_in_stage,
    a_professional,
    casework_life,
    supervisor,
    worker,
)
from tests.contacts.world import a_contact, looked_back
from tests.journeys.browser import follow
from tests.supervision.world import (
    WELL,
    an_old_case,
    reviews,
    supervision_life,
    supervision_pages,
)

__all__ = ["supervisor", "worker"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SUPERVISORS = (
    "caseload_board",
    "case_ageing",
    "practice_profile_of",
    "sample_list",
    "sample_new",
    "sample_detail",
    "review_give",
    "review_take_back",
)


@pytest.fixture(autouse=True)
def _without_second_step(monkeypatch):
    """A supervisor has a second step at the door, which another journey walks."""
    monkeypatch.setattr("berdaya.access.middleware.is_missing", lambda user, session: False)


def readers_of(life):
    """Each page with its arguments and somebody who may open it."""
    case, given = life["case"], life["given_review"]
    for name, all_args in supervision_pages(life).items():
        for args in all_args:
            if name in SUPERVISORS:
                yield name, args, case.supervisor
            else:
                yield name, args, given.reviewer if args == (given.pk,) else case.worker


@pytest.mark.once  # colours and words; tests/site/test_queries.py opens them on both
def test_every_page_of_supervision_is_open_to_all(cast, sign_in, looks):
    life = casework_life(cast)
    life |= supervision_life(cast, life)
    for days in (9, 20, 40):
        an_old_case(
            cast,
            days,
            worker=cast.ani,
            supervisor=life["case"].supervisor,
            name=f"Klien {days}",
        )
    for _time in range(5):
        looked_back(a_contact(life["case"], step=None))
    for page, look in looks:
        for name, args, user in readers_of(life):
            sign_in(page, user)
            shown = page.goto(reverse(name, args=args))
            assert shown.ok, name
            look(page)


def draw_and_give(phone, axe):
    """The supervisor draws a case and gives it to a colleague of its worker."""
    phone.goto(reverse("caseload_board"))
    follow(phone.get_by_role("link", name="Undian kasus"))
    follow(phone.get_by_role("link", name="Undi kasus"))
    follow(phone.get_by_role("button", name="Simpan"))
    axe(phone)
    follow(phone.get_by_role("link", name="Berikan kepada rekan"))
    phone.get_by_text("Pak Gilang").click()
    follow(phone.get_by_role("button", name="Simpan"))


def look_and_write(phone, axe, secrets):
    """The colleague looks at it, learns nothing of the client, and writes what is found."""
    phone.goto(reverse("review_list"))
    axe(phone)
    follow(phone.locator("main .card a"))
    axe(phone)
    told = phone.locator("main").inner_text()
    assert [it for it in secrets if it in told] == []
    follow(phone.get_by_role("link", name="Tulis temuan Anda"))
    for question in phone.locator("fieldset.field").all():
        question.locator("label.choice").first.click()
    phone.get_by_label("Apa yang sudah baik di sini?").fill(WELL)
    axe(phone)
    follow(phone.get_by_role("button", name="Simpan"))
    axe(phone)


def answer(phone, axe):
    """The worker reads it and answers."""
    phone.goto(reverse("review_list"))
    follow(phone.locator("main .card a"))
    axe(phone)
    follow(phone.get_by_role("link", name="Jawab"))
    phone.get_by_label("Jawaban Anda").fill("Terima kasih.")
    follow(phone.get_by_role("button", name="Simpan"))


def test_a_case_drawn_by_lot_is_looked_at_and_answered(
    cast, supervisor, worker, phone, sign_in, axe
):
    case = a_case_in_stage(cast, 4, worker=worker, supervisor=supervisor)
    a_contact(case, step=None)
    colleague = a_professional("gilang", SOCIAL_WORKER, name="Pak Gilang")
    secrets = (SECRET, case.short, case.area.name, str(worker))

    sign_in(phone, supervisor)
    draw_and_give(phone, axe)
    sign_in(phone, colleague)
    look_and_write(phone, axe, secrets)
    sign_in(phone, worker)
    answer(phone, axe)

    assert phone.get_by_text("Terima kasih.").is_visible()
    assert reviews().get().finding.reply.words == "Terima kasih."
