"""The pages of review by colleagues: who opens which, what a colleague never learns, what is noted."""

import re

import pytest
from django.urls import reverse

from berdaya.access.kinds import SOCIAL_WORKER, SUPERVISOR
from berdaya.casework.models import CaseRead
from berdaya.psychosocial.actions.assessing import FACETS
from berdaya.supervision.actions import answer_review, step_back
from berdaya.supervision.masked import length_of, masked
from berdaya.supervision.models import Sample
from tests.casework.world import (
    SECRET,
    TODAY,
    a_contract,
    a_professional,
    again,
    casework_life,
)
from tests.contacts.world import WHAT, a_contact, a_note, a_step
from tests.outcomes.world import (
    SEEN,
    a_summary,
    after_care,
    an_evaluated_case,
    checked,
    client_said,
    rated,
)
from tests.psychosocial.world import assessed
from tests.supervision.world import (
    TALK,
    WELL,
    a_finding,
    a_review,
    a_sample,
    answers_for,
    pick_of,
    reviews,
    supervision_life,
    supervision_pages,
)


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def lived(cast, worker, supervisor):
    """A case in its last stage on which something was written wherever one may write."""
    case, plan = an_evaluated_case(cast, 5, worker=worker, supervisor=supervisor)
    a_contract(case)
    assessed(cast, case, by=worker)
    for words in (WHAT, "Utang 2.750.000 pada Bang Ucok"):
        a_contact(case, what=words, in_crisis=True)
    a_step(case)
    a_note(case)
    rated(plan, by=worker)
    client_said(case, by=worker)
    checked(case, by=worker)
    after_care(case, by=worker)
    a_summary(case, by=worker)
    return again(case)


@pytest.fixture
def given(lived, supervisor, outsider):
    a_sample(supervisor)
    return a_review(pick_of(lived), outsider, by=supervisor)


def words_of(case):
    """Every word that somebody wrote on the case, from wherever it is kept sealed."""
    edition = case.assessment_editions.latest("number")
    plan = case.plans.latest("number")
    contract = case.contracts.latest("number")
    rows = [(edition, (*FACETS, "strengths", "focus", "why"))]
    rows += [(contract, ("goals", "client_tasks", "worker_tasks", "meetings", "signer_name"))]
    rows += [(plan, ("focus", "system_client", "system_target", "system_action"))]
    rows += [(it, ("what", "indicator", "expected", "much_less")) for it in plan.goals.all()]
    rows += [(it, ("what", "who", "how")) for it in plan.activities.all()]
    rows += [(it, ("what", "place")) for it in case.contacts.all()]
    rows += [(it, ("words",)) for it in case.steps.all()]
    rows += [(it, ("text",)) for it in case.notes.all()]
    return {words for row, names in rows for name in names if (words := getattr(row, name))}


def test_a_colleague_learns_no_name_no_place_no_day_and_no_word(client, given, lived, outsider):
    client.force_login(outsider)

    pages = "".join(
        text_of(client.get(reverse(name, args=[given.pk])))
        for name in ("review_detail", "review_write")
    )

    known = [SECRET, lived.short, str(lived.pk), lived.person.name, lived.area.name]
    known += [str(lived.worker), str(lived.supervisor), SEEN, f"{TODAY:%d-%m-%Y}"]
    known += [line for words in words_of(lived) for line in words.splitlines()]
    body = pages[pages.index("<main") :]
    assert len(known) > 30
    assert [it for it in known if it in body] == []
    assert "Perempuan" in body
    assert "sampai 10 kata" in body
    assert "krisis" in body


def test_after_the_finding_the_case_is_closed_to_the_colleague(client, given, outsider, worker):
    client.force_login(outsider)
    address = reverse("review_write", args=[given.pk])
    answers = answers_for(given.pick.case.stage)

    assert client.post(address, answers).status_code == 422
    for _press in range(2):
        answer = client.post(address, answers | {"well": WELL, "talk": TALK})
        assert answer.status_code == 302

    page = text_of(client.get(given.get_absolute_url()))
    assert WELL in page
    assert "sampai 10 kata" not in page
    assert client.get(address).status_code == 302
    client.force_login(worker)
    answered = client.post(reverse("review_answer", args=[given.pk]), {"words": "Baik."})
    assert answered.status_code == 302
    client.force_login(outsider)
    assert "Baik." in text_of(client.get(given.get_absolute_url()))


def test_each_look_is_a_read_of_the_case(client, given, lived, worker, supervisor, outsider):
    before = CaseRead.objects.across_areas(why="test").count()
    client.force_login(outsider)
    client.get(given.get_absolute_url())
    a_finding(given)
    for user in (worker, supervisor):
        client.force_login(user)
        client.get(given.get_absolute_url())

    reads = CaseRead.objects.across_areas(why="test").of(lived).order_by("-at")
    found = {(it.by, it.page, it.by_right) for it in reads[:3]}
    assert reads.count() == before + 3
    assert found == {
        (outsider, "review_detail", "peer"),
        (worker, "review_detail", "worker"),
        (supervisor, "review_detail", "supervisor"),
    }
    listed = text_of(client.get(reverse("case_reads", args=[lived.pk])))
    assert "Menelaahnya sebagai rekan, tanpa nama" in listed
    assert "Telaah oleh rekan" in listed


def test_the_case_itself_stays_shut_to_the_colleague(client, given, lived, outsider):
    client.force_login(outsider)

    assert client.get(lived.get_absolute_url()).status_code == 404
    assert text_of(client.get(reverse("case_list"))).count(SECRET) == 0
    assert SECRET not in text_of(client.get(reverse("review_list")))


def test_who_may_not_meets_the_same_absence_on_every_page(client, cast):
    life = casework_life(cast)
    life |= supervision_life(cast, life)
    other = a_professional("asing", SUPERVISOR, name="Pak Asing")
    third = a_professional("ketiga", SOCIAL_WORKER, name="Bu Ketiga")
    own = ("caseload_board", "case_ageing", "sample_list", "sample_new")
    everybodys = ("practice_profile", "review_list")

    for user in (other, third, cast.tuti, cast.sari):
        client.force_login(user)
        for name, all_args in supervision_pages(life).items():
            for args in all_args:
                opens = user == other and name in own
                opens |= user in (other, third) and name in everybodys
                status = client.get(reverse(name, args=args)).status_code
                assert status == (200 if opens else 404), (name, user)


def test_a_supervisor_draws_gives_and_takes_back_by_page(client, lived, supervisor, outsider):
    client.force_login(supervisor)
    form = client.get(reverse("sample_new")).context["form"]
    data = {"size": "3", "key": str(form["key"].value())}

    for _press in range(2):
        assert client.post(reverse("sample_new"), data).status_code == 302
    sample = Sample.objects.visible_to(supervisor).get()
    address = reverse("review_give", args=[pick_of(lived).pk])
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in ("until", "key")}
    assert client.post(address, data | {"reviewer": str(outsider.pk)}).status_code == 302
    page = text_of(client.get(sample.get_absolute_url()))
    assert "Diundi ulang dengan angka undian yang sama: kasusnya sama" in page
    assert "Pak Gilang: sampai" in page
    client.post(reverse("review_take_back", args=[reviews().get().pk]))

    page = text_of(client.get(sample.get_absolute_url()))
    assert "Ditarik kembali" in page
    assert "Berikan kepada rekan" in page
    assert SECRET not in page


def test_the_supervisor_reads_why_somebody_stepped_back(client, given, supervisor, outsider):
    step_back(review=given, reason="Kliennya tetangga saya", by=outsider)
    client.force_login(supervisor)

    page = text_of(client.get(given.pick.sample.get_absolute_url()))

    assert "Dikembalikan rekan (Kliennya tetangga saya)" in page


def test_the_answer_shows_once_it_is_there(client, given, worker, supervisor):
    a_finding(given, strengths="not-shown")
    answer_review(review=given, words="Saya tambahkan kekuatannya.", by=worker)

    for user in (worker, supervisor):
        client.force_login(user)
        page = text_of(client.get(given.get_absolute_url()))
        assert "Belum terlihat" in page
        assert "Saya tambahkan kekuatannya." in page


def test_the_length_of_words_is_rough():
    assert length_of("  ") == "tidak ada tulisan"
    assert length_of("satu dua") == length_of("satu " * 10) == "sampai 10 kata"
    assert length_of("satu " * 11) == "sampai 20 kata"


def test_a_long_case_asks_the_database_as_little_as_a_short_one(
    client, given, lived, outsider, django_assert_max_num_queries
):
    for number in range(12):
        a_contact(lived, what=f"Kunjungan {number}", step=None)
    client.force_login(outsider)

    for name in ("review_detail", "review_write"):
        with django_assert_max_num_queries(16):  # one is the savepoint of the note
            client.get(reverse(name, args=[given.pk]))
    assert len(masked(lived).contacts) == 14
