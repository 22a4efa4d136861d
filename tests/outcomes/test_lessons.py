"""What worked for whom, looked up over all of one's cases."""

from django.urls import reverse

from berdaya.casework.models import CaseRead
from tests.casework.world import SECRET
from tests.outcomes.world import a_lesson, an_evaluated_case

LESSON = "Belanja bersama"


def test_lessons_of_ones_own_cases_are_looked_up_without_names(
    client, cast, worker, supervisor, outsider
):
    case, _plan = an_evaluated_case(cast, 5, worker=worker, supervisor=supervisor)
    a_lesson(case, by=worker)
    address = reverse("lesson_list")
    seen = {}
    for user in (worker, supervisor, outsider):
        client.force_login(user)
        seen[user] = client.get(address).content.decode()

    assert LESSON in seen[worker]
    assert LESSON in seen[supervisor]
    assert LESSON not in seen[outsider]
    assert all(SECRET not in page and str(case.pk) not in page for page in seen.values())
    reads = CaseRead.objects.across_areas(why="test").filter(page="lesson_list")
    assert set(reads.values_list("by", "by_right")) == {
        (worker.pk, "worker"),
        (supervisor.pk, "supervisor"),
    }


def test_lessons_are_filtered_by_how_it_went_and_by_field(client, cast, worker, supervisor):
    case, _plan = an_evaluated_case(cast, 5, worker=worker, supervisor=supervisor)
    a_lesson(case, by=worker)
    client.force_login(worker)

    def shown(**asked):
        return LESSON in client.get(reverse("lesson_list"), asked).content.decode()

    assert shown(hasil="worked", bidang=case.field)
    assert not shown(hasil="failed")
    assert not shown(bidang="youth")
    assert shown(hasil="nonsense")
