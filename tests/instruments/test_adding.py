"""Adding an instrument of one's own: checked, once, for ever, and by whom."""

from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from berdaya.access.actions import NotAllowed
from berdaya.access.kinds import Kind
from berdaya.access.models import Role, Trace, User
from berdaya.instruments.actions import (
    AnotherSubject,
    HasFaults,
    NameIsOurs,
    NameOfAnotherOffice,
    VersionStands,
)
from berdaya.instruments.models import OwnInstrument
from berdaya.rules.instruments.definition import UnknownInstrument, load
from tests.instruments.world import NAME, SAMPLE, TITLE, added

TWO = SAMPLE.replace('version: "1"', 'version: "2"')
ABOUT_FAMILIES = TWO.replace("subject: person", "subject: family").replace(
    "ages: {from: 18}\n", ""
)


def test_what_was_added_is_loaded_like_any_other_and_leaves_a_trace(cast):
    made = added(cast.admin)

    assert load(NAME).version == "1"
    assert load(NAME, "1").title["id"] == TITLE
    [noted] = Trace.objects.filter(verb="instruments.add_own")
    assert (noted.by, noted.subject) == (
        cast.admin,
        f"instruments.OwnInstrument:{made.pk}",
    )


def test_the_same_file_again_is_the_same_version(cast):
    first = added(cast.admin)

    again = added(cast.admin, SAMPLE.replace("\n", "\r\n"))

    assert again == first
    assert OwnInstrument.objects.count() == 1
    assert Trace.objects.filter(verb="instruments.add_own").count() == 1


def test_a_version_that_stands_never_changes(cast):
    added(cast.admin)

    with pytest.raises(VersionStands):
        added(cast.admin, SAMPLE.replace("buatan sendiri", "buatan kami"))

    assert OwnInstrument.objects.get().text == SAMPLE
    for change in ({"text": "x"}, {"version": "9"}, {"name": "own-lain"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            OwnInstrument.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        OwnInstrument.objects.all().delete()


def test_a_newer_version_takes_the_place_and_the_older_one_stays(cast):
    added(cast.admin)

    added(cast.admin, TWO)

    assert load(NAME).version == "2"
    assert load(NAME, "1").version == "1"


def test_a_file_with_faults_is_told_all_of_them_and_not_added(cast):
    with pytest.raises(HasFaults) as told:
        added(cast.admin, SAMPLE.replace("subject: person", "subject: group\nvalid_from: tadi"))

    assert {fault.code for fault in told.value.faults} >= {"own-subject", "bad-day"}
    assert ":6: " in str(told.value)
    assert not OwnInstrument.objects.exists()


def test_a_name_that_ours_could_bear_is_refused(cast):
    with pytest.raises(NameIsOurs):
        added(cast.admin, SAMPLE.replace(NAME, "contoh-dukungan"))
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnInstrument.objects.create(name="contoh", version="1", text="x", by=cast.admin)

    assert not OwnInstrument.objects.exists()


def test_a_name_of_another_office_or_subject_is_refused(cast):
    added(cast.admin, area=cast.village)

    with pytest.raises(NameOfAnotherOffice):
        added(cast.admin, TWO)
    with pytest.raises(AnotherSubject):
        added(cast.admin, ABOUT_FAMILIES, area=cast.village)

    assert OwnInstrument.objects.count() == 1


def test_only_who_administers_the_place_adds_there(cast):
    near = User.objects.create_user("pengelola-desa")
    Role.objects.create(user=near, kind=Kind.ADMINISTRATOR, area=cast.village)
    for user, area in (
        (cast.ani, None),
        (cast.nasional, None),
        (near, None),
        (near, cast.elsewhere),
    ):
        with pytest.raises(NotAllowed):
            added(user, area=area)

    assert not OwnInstrument.objects.exists()
    assert added(near, area=cast.village).area == cast.village


def test_nothing_of_what_was_never_added_is_found(db):
    for version in ("", "1"):
        with pytest.raises(UnknownInstrument):
            load("own-tidak-ada", version)


@pytest.mark.django_db(transaction=True)
def test_two_who_add_one_version_at_once_leave_one(cast):
    together, came_of_it = Barrier(2), []

    def add(text):
        try:
            together.wait(10)
            came_of_it.append(added(cast.admin, text).text)
        except VersionStands as refusal:
            came_of_it.append(refusal.code)
        finally:
            connection.close()

    texts = (SAMPLE, SAMPLE.replace("buatan sendiri", "buatan kami"))
    threads = [Thread(target=add, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    stands = OwnInstrument.objects.get().text
    assert sorted(came_of_it) == sorted([stands, VersionStands.code])
