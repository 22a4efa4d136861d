"""The pages of contacts: what a social worker does there, and what others never see."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from berdaya.casework.actions.stages import close_case, enter_stage
from berdaya.casework.models import CaseRead
from berdaya.contacts.models import Contact
from tests.casework.world import SECRET, TODAY, a_case, a_case_in_stage, again, let_in
from tests.contacts.world import (
    NEXT,
    SECRET_NOTE,
    WHAT,
    a_contact,
    a_note,
    a_step,
    answers,
    contact_pages,
    contacts,
    contacts_life,
    looked_back,
    notes,
    reviews,
    steps,
)


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor)


@pytest.fixture
def ani(client, worker):
    client.force_login(worker)
    return client


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def form_of(client, address):
    """A form as a browser would send it untouched."""
    form = client.get(address).context["form"]
    return {
        name: value
        for name in form.fields
        if (value := form[name].value()) not in (None, "", False)
    }


def filled(client, case, **more):
    found = form_of(client, reverse("contact_new", args=[case.pk]))
    told = {"participation": "together", "roles": ["enabler"], "what": WHAT}
    return found | told | {"on": f"{TODAY:%d-%m-%Y}"} | more


def sent(client, case, **more):
    data = filled(client, case, **more)
    return client.post(reverse("contact_new", args=[case.pk]), data)


def test_a_contact_is_noted_and_practice_says_what_it_knows_without_barring(ani, case):
    answer = sent(ani, case, techniques=["small-talk"], in_crisis="on")

    assert answer.status_code == 302
    contact = contacts().get()
    page = text_of(ani.get(contact.get_absolute_url()))
    assert "Obrolan ringan saat krisis" in page
    assert "Krisis tanpa pertemuan berikut yang dekat" in page
    assert "tidak melarang" in page
    assert contact.in_crisis


def test_confrontation_is_no_warning_once_trust_has_grown(ani, cast, worker, supervisor):
    case = a_case_in_stage(cast, 4, worker=worker, supervisor=supervisor)
    title = "Mengajak melihat kenyataan sebelum ada rasa percaya"

    first = a_contact(case, techniques=("confrontation",))
    for _time in range(2):
        a_contact(case, techniques=("support",))
    later = a_contact(case, techniques=("confrontation",))

    assert title in text_of(ani.get(first.get_absolute_url()))
    assert title not in text_of(ani.get(later.get_absolute_url()))


def test_the_next_form_starts_as_the_last_contact_was_but_asks_anew_how_it_went(ani, case):
    a_contact(case, kind="office", place="kantor", roles=("broker",), others=("services",))

    found = form_of(ani, reverse("contact_new", args=[case.pk]))

    assert found["kind"] == "office"
    assert found["place"] == "kantor"
    assert found["roles"] == ["broker"]
    assert found["others"] == ["services"]
    assert not {"participation", "techniques", "in_crisis", "what"} & found.keys()


@pytest.mark.parametrize(
    ("said", "days"),
    [({"next_in": "7"}, 7), ({"next_in": "other", "next_on": "{later}"}, 10)],
)
def test_the_next_step_gets_its_day(ani, case, said, days):
    later = f"{TODAY + timedelta(days=10):%d-%m-%Y}"
    said = {name: value.format(later=later) for name, value in said.items()}

    sent(ani, case, next_words="Menemani ke puskesmas", **said)

    step = steps().get()
    assert step.due_on == TODAY + timedelta(days=days)
    assert step.words == "Menemani ke puskesmas"


def test_a_next_step_without_a_day_is_asked_for_it_and_nothing_is_written(ani, case):
    answer = sent(ani, case, next_words="Datang lagi")

    assert answer.status_code == 422
    assert "Sebutkan kapan" in text_of(answer)
    assert not contacts().exists()


def test_what_is_missing_is_said(ani, case):
    answer = ani.post(reverse("contact_new", args=[case.pk]), {"kind": "visit"})

    assert answer.status_code == 422
    assert not contacts().exists()


def test_earlier_steps_are_ticked_off_while_noting(ani, case):
    step = a_step(case)

    sent(ani, case, done=[str(step.pk)])

    assert again(step).state == "done"


def test_a_second_press_notes_once(ani, case):
    data = filled(ani, case)

    for _press in range(2):
        assert ani.post(reverse("contact_new", args=[case.pk]), data).status_code == 302

    assert contacts().count() == 1


def test_a_correction_leads_on_and_the_old_version_says_so(ani, case):
    contact = a_contact(case)
    address = reverse("contact_correct", args=[contact.pk])
    data = form_of(ani, address) | {"what": "Bukan menangis, tertawa."}
    data["on"] = f"{TODAY:%d-%m-%Y}"

    ani.post(address, data)

    new = contacts().standing().get()
    assert (new.what, new.kind, new.roles) == ("Bukan menangis, tertawa.", "visit", ["enabler"])
    assert WHAT in text_of(ani.get(new.get_absolute_url()))
    assert "sudah dibetulkan" in text_of(ani.get(contact.get_absolute_url()))


def test_looking_back_shows_a_profile_and_no_mark(ani, case, client, supervisor):
    contact = a_contact(case)
    address = reverse("contact_review", args=[contact.pk])

    assert ani.post(address, answers() | {"pp01": ""}).status_code == 422
    ani.post(address, answers(pp02=0) | dict.fromkeys(("pp13", "pp14", "pp15", "pp16"), -9))

    assert reviews().count() == 1
    page = text_of(ani.get(contact.get_absolute_url()))
    assert "75 / 100" in page
    assert "tidak ada kesempatan" in page
    assert ani.get(address).status_code == 404
    client.force_login(supervisor)
    assert "75 / 100" in text_of(client.get(contact.get_absolute_url()))


def test_a_private_note_shows_to_its_author_alone(ani, case, client, supervisor, outsider):
    let_in(case, outsider, by=supervisor)
    data = form_of(ani, reverse("case_note_new", args=[case.pk]))
    ani.post(
        reverse("case_note_new", args=[case.pk]),
        data | {"text": SECRET_NOTE, "is_private": "yes"},
    )
    note = notes().get()
    addresses = [
        reverse("case_note_list", args=[case.pk]),
        reverse("case_note_versions", args=[note.pk]),
        reverse("case_note_edit", args=[note.pk]),
    ]

    assert all(SECRET_NOTE in text_of(ani.get(it)) for it in addresses)
    for user in (supervisor, outsider):
        client.force_login(user)
        assert SECRET_NOTE not in text_of(client.get(addresses[0]))
        assert [client.get(it).status_code for it in addresses[1:]] == [404, 404]


def test_versions_of_a_note_stay_to_be_read(ani, case, client, supervisor):
    note = a_note(case, text="Lama")
    address = reverse("case_note_edit", args=[note.pk])
    ani.post(address, form_of(ani, address) | {"text": "Baru"})
    new = notes().standing().get()

    client.force_login(supervisor)
    page = text_of(client.get(reverse("case_note_versions", args=[new.pk])))

    assert "Lama" in page
    assert "Baru" in page
    assert client.get(reverse("case_note_edit", args=[new.pk])).status_code == 404


def test_what_waits_stands_on_ones_list_and_counts_at_home_without_saying_what(
    ani, case, client, supervisor
):
    a_contact(case, step=None)
    a_step(case, words="Mengantar ke klinik jiwa", due_on=TODAY)
    a_step(case, due_on=TODAY + timedelta(days=40))

    page = text_of(ani.get(reverse("step_list")))
    home = text_of(ani.get("/"))

    assert page.count(SECRET) == 2
    assert "klinik" not in page
    assert "1 langkah" in home
    assert SECRET not in home
    client.force_login(supervisor)
    assert SECRET not in text_of(client.get(reverse("step_list")))
    assert "Mengantar ke klinik jiwa" in text_of(
        client.get(reverse("contact_list", args=[case.pk]))
    )


def test_whom_nobody_met_yet_stands_on_top_until_a_contact_is_noted(
    ani, case, client, supervisor
):
    assert "1 klien belum ditemui" in text_of(ani.get("/"))
    assert SECRET in text_of(ani.get(reverse("step_list")))
    client.force_login(supervisor)
    assert SECRET not in text_of(client.get(reverse("step_list")))

    a_contact(case, step=None)

    assert "belum ditemui" not in text_of(ani.get("/"))
    assert SECRET not in text_of(ani.get(reverse("step_list")))


def test_a_step_is_settled_from_the_case(ani, case):
    step = a_step(case)
    address = reverse("step_settle", args=[step.pk])

    ani.post(address, {"state": "dropped"})

    assert again(step).state == "dropped"
    assert ani.get(address).status_code == 404


def test_whoever_has_no_tie_meets_the_same_absence_on_every_page(case, client, cast, outsider):
    life = contacts_life(case)
    pages = contact_pages(life, case)
    del pages["step_list"]

    for user in (outsider, cast.tuti, cast.sari):
        client.force_login(user)
        for name, all_args in pages.items():
            for args in all_args:
                assert client.get(reverse(name, args=args)).status_code == 404, (name, user)


def test_who_was_let_in_to_read_writes_nothing(case, client, supervisor, outsider):
    let_in(case, outsider, by=supervisor)
    life = contacts_life(case)
    client.force_login(outsider)
    seen = {
        name: client.get(reverse(name, args=args)).status_code
        for name, all_args in contact_pages(life, case).items()
        for args in all_args
    }

    assert {name for name, status in seen.items() if status == 200} == {
        "contact_list",
        "contact_detail",
        "case_note_list",
        "case_note_versions",
        "step_list",
    }


def test_each_page_of_a_case_leaves_a_trace_of_the_read(ani, case):
    life = contacts_life(case)
    pages = contact_pages(life, case)
    del pages["step_list"]
    before = CaseRead.objects.across_areas(why="test").count()

    for name, all_args in pages.items():
        for args in all_args:
            assert ani.get(reverse(name, args=args)).status_code == 200, name

    reads = CaseRead.objects.across_areas(why="test")
    assert reads.count() == before + len(pages)
    assert set(reads.values_list("page", flat=True)) >= pages.keys()


def test_a_closed_case_is_read_and_not_written(cast, client, worker, supervisor):
    case = a_case_in_stage(cast, 5, worker=worker, supervisor=supervisor)
    contact = a_contact(case)
    enter_stage(case=case, to=6, on=TODAY, by=worker, ending="goal-reached")
    close_case(case=again(case), on=TODAY, by=worker)
    client.force_login(worker)

    page = text_of(client.get(reverse("contact_list", args=[case.pk])))

    assert WHAT in page
    assert "/kontak/baru/" not in page
    assert client.get(reverse("contact_new", args=[case.pk])).status_code == 404
    assert client.get(reverse("contact_correct", args=[contact.pk])).status_code == 404


def test_a_visit_of_months_costs_no_more_questions_than_one(
    ani, case, django_assert_max_num_queries
):
    for _time in range(12):
        looked_back(a_contact(case))

    with django_assert_max_num_queries(15):
        assert NEXT.words in text_of(ani.get(reverse("contact_list", args=[case.pk])))
    last = Contact.objects.across_areas(why="test").in_order().last()
    with django_assert_max_num_queries(15):
        ani.get(last.get_absolute_url())
