"""Editions of the assessment, and the results that a case chooses."""

import re

import pytest
from django.db import DatabaseError, connection, transaction

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.casework.refusals import CaseIsClosed, WaitsForWorker
from berdaya.keys import new_key
from berdaya.people.models import Person
from berdaya.psychosocial import refusals
from berdaya.psychosocial.actions import (
    add_system,
    choose_result,
    drop_result,
    write_assessment,
)
from berdaya.psychosocial.facts import facts_of, newest_edition
from berdaya.psychosocial.kinship import kinship_of
from berdaya.psychosocial.models import ChosenResult
from berdaya.rules.casework.stages import definition
from tests.casework.world import a_case, a_closed_case, again, let_in
from tests.psychosocial.world import (
    FACETS,
    PROBLEM,
    TODAY,
    a_result,
    added,
    around,
    editions,
    rows,
    whole,
    written,
)


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor)


def facts(case):
    return facts_of(case, newest_edition(case), kinship_of(case, TODAY.year))


def test_a_new_edition_stands_beside_the_earlier_one(case, worker):
    first = write_assessment(case=case, written=written(), by=worker)

    second = write_assessment(case=case, written=written(form="Anak sakit", after=1), by=worker)

    assert [one.form for one in editions().order_by("number")] == [PROBLEM, "Anak sakit"]
    assert (first.number, second.number) == (1, 2)


def test_the_second_press_writes_one_edition(case, worker):
    key = new_key()
    write_assessment(case=case, written=written(key=key), by=worker)
    second = write_assessment(case=case, written=written(key=key), by=worker)

    assert editions().get() == second


def test_a_key_of_another_case_is_refused(cast, case, worker, supervisor):
    edition = write_assessment(case=case, written=written(), by=worker)
    other = a_case(cast, worker=worker, supervisor=supervisor, name="Sumiyati")

    with pytest.raises(refusals.AssessmentKeyInUse):
        write_assessment(case=other, written=written(key=edition.pk), by=worker)


def test_an_edition_over_an_older_screen_is_refused_so_that_nothing_is_lost(case, worker):
    write_assessment(case=case, written=written(), by=worker)

    with pytest.raises(refusals.WrittenMeanwhile):
        write_assessment(case=case, written=written(form="Lain", after=0), by=worker)

    assert editions().count() == 1


def test_an_edition_is_never_altered_nor_deleted(case, worker):
    edition = write_assessment(case=case, written=written(), by=worker)

    with pytest.raises(DatabaseError), transaction.atomic():
        editions().filter(pk=edition.pk).update(number=7)
    with pytest.raises(DatabaseError), transaction.atomic():
        edition.delete()


def test_what_is_written_is_sealed_in_the_database(case, worker, connection_rows):
    write_assessment(case=case, written=written(), by=worker)

    assert b"Dapur" not in connection_rows("psychosocial_edition")


@pytest.fixture
def connection_rows():
    """All bytes of a table, as whoever steals the database would read them."""

    def told(table):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")  # our own table
            return b"".join(
                bytes(it) if isinstance(it, bytes | memoryview) else str(it).encode()
                for row in cursor.fetchall()
                for it in row
            )

    return told


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"methods": ("gossip",)}, refusals.UnknownMethod),
        ({"form": "  "}, refusals.NothingWritten),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(case, worker, more, refusal):
    with pytest.raises(refusal):
        write_assessment(case=case, written=written(**more), by=worker)

    assert not editions().exists()


def test_only_whoever_works_on_the_case_writes(cast, case, worker, supervisor, outsider):
    let_in(case, outsider, by=supervisor, scope="read")

    for user in (supervisor, outsider, cast.sari, cast.joko):
        with pytest.raises(NotAllowed):
            write_assessment(case=case, written=written(), by=user)
    assert not editions().exists()


def test_whoever_was_let_in_to_work_writes(case, supervisor, outsider):
    let_in(case, outsider, by=supervisor, scope="work")

    assert write_assessment(case=again(case), written=written(), by=outsider).by == outsider


def test_a_closed_case_is_written_no_more(cast, worker, supervisor):
    case = a_closed_case(cast, worker=worker, supervisor=supervisor)

    with pytest.raises(CaseIsClosed):
        write_assessment(case=case, written=written(), by=worker)


def test_a_case_without_a_worker_waits(cast, supervisor, outsider):
    case = a_case(cast, worker=None, supervisor=supervisor)
    let_in(case, outsider, by=supervisor, scope="work")

    with pytest.raises(WaitsForWorker):
        write_assessment(case=again(case), written=written(), by=outsider)


def test_the_trace_tells_nothing_of_the_client(case, worker):
    write_assessment(case=case, written=written(), by=worker)

    kept = Trace.objects.filter(verb="psychosocial.write_assessment").get()
    assert str(case.pk) not in str(kept.__dict__)
    assert "Murniati" not in str(kept.__dict__)


def test_the_facts_of_the_second_stage_come_true_one_by_one(cast, case, worker):
    asked = {it.code for it in definition().facts.values() if it.room == "psychosocial"}
    assert facts(case) == frozenset()

    write_assessment(case=case, written=written(), by=worker)
    assert facts(case) == {"facet-form"}
    write_assessment(case=case, written=whole(after=1), by=worker)
    assert facts(case) >= {f"facet-{it}" for it in FACETS} | {"strengths-named", "focus-argued"}
    assert "kin-recorded" not in facts(case)

    mother = with_all_but_words(cast, case, worker)
    added(case, "parent", mother, by=worker, name="Karto")
    assert facts(case) == asked


def with_all_but_words(cast, case, worker):
    client = added(case, "index", by=worker, name="Murniati", sex="female", born=1985)
    mother = added(case, "parent", client, by=worker, name="Sumirah", sex="female")
    add_system(case=case, key=new_key(), told=around(), by=worker)
    choose_result(case=case, assessment=a_result(cast, case), by=worker)
    return mother


def test_a_result_is_chosen_once_and_taken_out_again(cast, case, worker):
    result = a_result(cast, case)
    chosen = choose_result(case=case, assessment=result, by=worker)
    assert choose_result(case=case, assessment=result, by=worker) == chosen

    drop_result(result=chosen, by=worker)

    assert not rows(ChosenResult).exists()
    assert result.outcomes.exists()


def test_a_result_of_somebody_else_is_refused(cast, case, worker, supervisor):
    other = a_case(cast, worker=worker, supervisor=supervisor, name="Sumiyati")

    with pytest.raises(refusals.ResultOfAnother):
        choose_result(case=case, assessment=a_result(cast, other), by=worker)
    with pytest.raises(NotAllowed):
        choose_result(case=case, assessment=a_result(cast, case), by=cast.sari)


def test_a_survey_says_nowhere_that_a_case_chose_it(client, cast, case, worker):
    """Bu Sari reads the survey that she made, before and after, letter for letter the same."""
    result = a_result(cast, case)
    person = Person.objects.across_areas(why="test").get(pk=case.person_id)
    addresses = (f"/hasil/{result.pk}/", person.get_absolute_url())
    client.force_login(cast.sari)
    before = [stripped(client.get(address)) for address in addresses]

    choose_result(case=case, assessment=result, by=worker)

    assert [stripped(client.get(address)) for address in addresses] == before


def stripped(answer):
    """The page without what changes at every look."""
    return re.sub(
        r'(csrfmiddlewaretoken" value|nonce|CSRFToken[^,]*)[^>]*', "", answer.content.decode()
    )


def test_whoever_may_not_read_the_case_learns_of_no_edition(
    client, cast, case, worker, outsider
):
    edition = write_assessment(case=case, written=written(), by=worker)
    unknown = new_key()

    for user in (cast.sari, cast.dedi, outsider, cast.rahma):
        client.force_login(user)
        for key, path in ((edition.pk, "kasus-asesmen/{}"), (case.pk, "kasus/{}/asesmen")):
            there = client.get(f"/{path.format(key)}/")
            nowhere = client.get(f"/{path.format(unknown)}/")
            assert (there.status_code, nowhere.status_code) == (404, 404)
