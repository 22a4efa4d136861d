"""The pages of evaluation and ending, by whoever may and whoever may not."""

import pytest
from django.urls import reverse

from berdaya.outcomes.models import ClientRating, Rating
from tests.casework.world import TODAY, a_case, let_in
from tests.outcomes.world import outcome_life, outcome_pages

DAY = f"{TODAY:%d-%m-%Y}"
READABLE = {"case_evaluation", "case_ending", "summary_print"}


@pytest.fixture
def life(cast, worker, supervisor):
    like = a_case(cast, worker=worker, supervisor=supervisor)
    return outcome_life(cast, like)


def sent(client, address, /, **answers):
    form = client.get(address).context["form"]
    return client.post(address, {"key": form["key"].value()} | answers)


def test_every_page_opens_to_the_worker(client, life, worker):
    client.force_login(worker)

    for name, [args] in outcome_pages(life).items():
        assert client.get(reverse(name, args=args)).status_code == 200, name


def test_the_supervisor_and_who_was_let_in_read_and_change_nothing(
    client, life, supervisor, outsider
):
    let_in(life["ended_case"], outsider, by=supervisor)

    for reader in (supervisor, outsider):
        client.force_login(reader)
        for name, [args] in outcome_pages(life).items():
            if name not in ("look_in_list", "lesson_list"):
                expected = 200 if name in READABLE else 404
                assert client.get(reverse(name, args=args)).status_code == expected, name


def test_nobody_else_learns_of_it(client, cast, life, outsider):
    for stranger in (outsider, cast.sari, cast.admin):
        client.force_login(stranger)
        for name, [args] in outcome_pages(life).items():
            answer = client.get(reverse(name, args=args))
            assert "Maemunah" not in answer.content.decode()
            assert answer.status_code == 404 or name in ("look_in_list", "lesson_list"), name


def test_the_score_stands_with_its_formula(client, life, worker):
    client.force_login(worker)

    page = client.get(reverse("case_evaluation", args=[life["ended_case"].pk])).content.decode()

    assert "T = 60,0" in page
    assert "Σwx = 1 · (1) = 1" in page


def test_goals_and_the_client_are_asked_by_forms(client, life, worker):
    client.force_login(worker)
    case = life["ended_case"].pk
    goals = {"level1": "2", "evidence1": "Dilihat", "level2": "", "moment": "end"}

    address = reverse("goals_rate", args=[case])
    assert sent(client, address, **goals, on=DAY, rated_with="client").status_code == 302
    bare = goals | {"evidence1": ""}
    assert sent(client, address, **bare, on=DAY, rated_with="client").status_code == 422
    asked = reverse("client_rate", args=[case])
    assert sent(client, asked, change="5", help="4", who="Maemunah", on=DAY).status_code == 302

    assert Rating.objects.across_areas(why="test").count() == 2
    assert ClientRating.objects.across_areas(why="test").count() == 2


def test_the_list_of_cases_leads_to_whom_one_looks_in_on(
    client, life, worker, supervisor, monkeypatch
):
    def shown_to(user):
        client.force_login(user)
        return client.get(reverse("case_list")).content.decode()

    assert "Menengok kembali" in shown_to(worker)
    assert "Menengok kembali (" not in shown_to(worker)
    assert reverse("look_in_list") not in shown_to(supervisor)

    due_on = life["look_in"].due_on
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: due_on)
    assert "Menengok kembali (1)" in shown_to(worker)
