"""A case goes out on paper with a trace, and nothing goes out that may not."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.casefile import refusals
from berdaya.casefile.choosing import parts_for
from berdaya.casefile.models import CasePrint
from berdaya.casework.sight import Right
from berdaya.keys import new_key
from tests.casefile.world import PARTS, named, printed, prints
from tests.casework.world import a_case, again, let_in


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor)


def test_a_print_says_who_when_what_for_whom_and_why(case, worker):
    made = again(printed(case, by=worker, parts=["plan", "identity"]))

    assert (made.by, made.by_right, made.case) == (worker, Right.WORKER, case)
    assert made.parts == ["identity", "plan"]  # as the file has them
    assert (str(made.for_whom), made.reason) == ("Arsip kantor", "own-records")
    assert timezone.now() - made.at < timedelta(minutes=1)
    assert made.number == made.pk.hex[-8:].upper()


def test_a_second_press_prints_once(case, worker):
    key = new_key()

    first = printed(case, by=worker, key=key)

    assert printed(case, by=worker, key=key) == first
    assert prints().count() == 1
    with pytest.raises(refusals.PrintKeyInUse):
        printed(case, by=worker, key=key, for_whom="Orang lain")


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"parts": []}, refusals.NothingChosen),
        ({"for_whom": "  "}, refusals.ForNobody),
        ({"version": "full", "reason": "teaching"}, refusals.WrongVersion),
        ({"version": "masked", "reason": "authority"}, refusals.WrongVersion),
        ({"version": "client", "parts": ["identity", "notes"]}, refusals.NotInThisVersion),
        ({"version": "masked", "own_notes": True}, refusals.PrivateStays),
        ({"version": "client", "own_notes": True}, refusals.PrivateStays),
        ({"parts": ["plan"], "own_notes": True}, refusals.PrivateStays),
    ],
)
def test_what_may_not_go_out_is_refused_and_nothing_written(case, worker, more, refusal):
    with pytest.raises(refusal):
        printed(case, by=worker, **more)

    assert not prints().exists()


def test_whoever_has_no_tie_or_may_only_read_prints_nothing(case, cast, outsider, supervisor):
    reader = cast.joko
    let_in(case, outsider, by=supervisor)

    for user in (outsider, reader, cast.sari, cast.admin):
        with pytest.raises(NotAllowed):
            printed(named(case), by=user)
    assert not prints().exists()


def test_what_the_reader_may_not_see_is_not_in_the_list(case, worker, outsider, supervisor):
    let_in(case, outsider, by=supervisor, scope="work")
    case = named(case)

    assert tuple(it.code for it in parts_for(worker, case)) == PARTS
    open_to_guest = [it.code for it in parts_for(outsider, case)]
    assert open_to_guest == [it for it in PARTS if it != "readers"]
    with pytest.raises(NotAllowed):
        printed(case, by=outsider)
    assert printed(case, by=outsider, parts=open_to_guest).by_right == Right.WORK


def test_the_general_trace_names_no_case(case, worker):
    printed(case, by=worker)

    noted = Trace.objects.get(verb="casefile.print_case")
    assert str(worker.pk) in noted.subject
    assert str(case.pk) not in noted.subject + str(noted.detail)


def test_a_print_stays_as_it_was_noted(case, worker):
    made = printed(case, by=worker)

    for change in ({"reason": "inspection"}, {"parts": ["plan"]}, {"at": timezone.now()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            prints().filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        prints().filter(pk=made.pk).delete()


@pytest.mark.parametrize(
    "wrong",
    [
        {"parts": []},
        {"version": "secret"},
        {"reason": "curiosity"},
        {"for_whom": ""},
        {"version": "masked", "own_notes": True},
    ],
)
def test_the_database_holds_it_too(case, worker, wrong):
    row = {
        "version": "full",
        "reason": "supervision",
        "parts": ["plan"],
        "for_whom": "Bu Hesti",
        "language": "id",
        "size": "a4",
        "by_right": Right.WORKER,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        CasePrint.objects.create(case=case, by=worker, **row | wrong)
