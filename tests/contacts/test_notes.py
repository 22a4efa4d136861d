"""Notes: private ones are their author's alone, each change is a version, and none is lost."""

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from berdaya.access.actions import NotAllowed
from berdaya.casework.actions import transfer_case
from berdaya.contacts import refusals
from berdaya.contacts.actions import edit_note, write_note
from berdaya.contacts.models import Note
from berdaya.keys import new_key
from berdaya.refusal import Refusal
from tests.casework.world import TODAY, a_case, again, let_in
from tests.contacts.world import SECRET_NOTE, a_note, notes


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor)


def seen_by(user):
    return {it.text for it in Note.objects.visible_to(user).standing()}


def changed(note, *, by, text="Lain", is_private=False, key=None):
    return edit_note(key=key or new_key(), note=note, text=text, is_private=is_private, by=by)


def test_a_private_note_is_seen_by_its_author_and_nobody_else(
    case, worker, supervisor, outsider
):
    let_in(case, outsider, by=supervisor, scope="work")

    a_note(case, text=SECRET_NOTE, is_private=True)
    a_note(case, text="Untuk semua")

    assert seen_by(worker) == {SECRET_NOTE, "Untuk semua"}
    assert seen_by(supervisor) == seen_by(outsider) == {"Untuk semua"}


def test_whoever_passed_the_case_on_sees_their_own_private_notes_no_more(
    case, worker, supervisor, outsider
):
    a_note(case, text=SECRET_NOTE, is_private=True)

    transfer_case(
        case=case, role="worker", to=outsider, reason="Pindah tugas", on=TODAY, by=supervisor
    )

    assert seen_by(worker) == seen_by(outsider) == set()
    assert again(notes().get()).text == SECRET_NOTE


def test_a_note_that_is_shared_later_shows_none_of_its_private_versions(
    case, worker, supervisor
):
    private = a_note(case, text=SECRET_NOTE, is_private=True)

    shared = changed(private, text="Perlu rujukan", by=worker)

    assert seen_by(supervisor) == {"Perlu rujukan"}
    assert not Note.objects.visible_to(supervisor).filter(pk=private.pk)
    with pytest.raises(refusals.NoteIsShared):
        changed(shared, by=worker, is_private=True)


def test_only_the_author_changes_a_note_and_an_outsider_writes_none(
    case, worker, supervisor, outsider
):
    note = a_note(case)

    with pytest.raises(refusals.NotTheAuthor):
        changed(note, by=supervisor)
    with pytest.raises(NotAllowed):
        changed(note, by=outsider)
    with pytest.raises(NotAllowed):
        a_note(case, by=outsider)
    assert notes().count() == 1


def test_the_same_form_twice_is_one_note_and_one_change(case, worker):
    key = new_key()

    assert a_note(case, key=key) == a_note(case, key=key)
    note, key = notes().get(), new_key()
    assert changed(note, by=worker, key=key) == changed(note, by=worker, key=key)
    assert notes().count() == 2
    with pytest.raises(refusals.ContactKeyInUse):
        a_note(case, key=key)


def test_a_blank_note_is_refused(case, worker):
    with pytest.raises(refusals.NothingTold):
        a_note(case, text="  ")
    with pytest.raises(refusals.NothingTold):
        changed(a_note(case), by=worker, text=" ")


def test_a_note_lies_sealed_and_final(case):
    note = a_note(case, text=SECRET_NOTE, is_private=True)

    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM contacts_note")
        assert SECRET_NOTE.encode() not in bytes(cursor.fetchone()[0])
    with pytest.raises(DatabaseError), transaction.atomic():
        notes().filter(pk=note.pk).update(is_private=False)
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        cursor.execute("DELETE FROM contacts_note")


DEEDS = st.tuples(
    st.sampled_from(["write", "edit"]),
    st.integers(0, 9),  # which note is edited
    st.booleans(),  # private
    st.booleans(),  # by the worker, else by the supervisor
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(DEEDS, max_size=8))
def test_whatever_is_written_in_whichever_order_no_version_is_lost_or_read_by_others(
    case, worker, supervisor, deeds
):
    """What was accepted is there word for word, one version of each note stands, and no private
    version ever shows to somebody else."""
    accepted: list[tuple[str, bool, object]] = []
    with transaction.atomic():
        for number, (deed, which, is_private, is_workers) in enumerate(deeds):
            by, text = worker if is_workers else supervisor, f"versi {number}"
            told = {"key": new_key(), "text": text, "is_private": is_private, "by": by}
            rows = list(notes().order_by("pk"))
            try:
                if deed == "write" or not rows:
                    write_note(case=case, **told)
                else:
                    edit_note(note=rows[which % len(rows)], **told)
                accepted.append((text, is_private, by))
            except Refusal:
                pass
        kept = list(notes().order_by("pk"))
        standing = list(notes().standing())
        read = {
            user: {it.text for it in Note.objects.visible_to(user)}
            for user in (worker, supervisor)
        }
        transaction.set_rollback(True)

    assert {(it.text, it.is_private, it.by) for it in kept} == set(accepted)
    assert len({it.first for it in standing}) == len(standing) == len({it.first for it in kept})
    for user, texts in read.items():
        assert texts == {text for text, secret, by in accepted if by == user or not secret}
