"""Notes on a case, private or shared: each change is a new version, and none is lost."""

from uuid import UUID

from django.db import transaction

from berdaya.access.models import User
from berdaya.casework.actions.working import at_work
from berdaya.casework.models import Case
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.contacts import refusals
from berdaya.contacts.models import Note
from berdaya.once import made_before, once


@transaction.atomic
@once
def write_note(*, key: UUID, case: Case, text: str, is_private: bool, by: User) -> Note:
    """Write a note; repeating the key returns the first.

    Raises:
        NotAllowed, ContactKeyInUse, CaseIsClosed, ClientWithdrew, NothingTold.
    """
    allow(by, "contacts.write_note", case=case)
    if earlier := made_before(
        Note, key, refusals.ContactKeyInUse, case_id=case.pk, by_id=by.pk, corrects_id=None
    ):
        return earlier
    case = at_work(case)
    if not text.strip():
        raise refusals.NothingTold
    made = Note.objects.create(
        pk=key, case=case, text=text.strip(), is_private=is_private, by=by
    )
    trace(by, "contacts.write_note", case)
    return made


@transaction.atomic
@once
def edit_note(*, key: UUID, note: Note, text: str, is_private: bool, by: User) -> Note:
    """Write a note anew, or let others read it. Earlier versions stay as they are: also private.

    Raises:
        NotAllowed, ContactKeyInUse, NotTheAuthor, CaseIsClosed, ClientWithdrew, AlreadyCorrected,
        NoteIsShared, NothingTold.
    """
    allow(by, "contacts.edit_note", case=note.case)
    if earlier := made_before(
        Note, key, refusals.ContactKeyInUse, corrects_id=note.pk, by_id=by.pk
    ):
        return earlier
    if note.by_id != by.pk:
        raise refusals.NotTheAuthor
    case = at_work(note.case)
    everywhere = Note.objects.across_areas(why="allowed above")
    if everywhere.filter(corrects=note).exists():
        raise refusals.AlreadyCorrected
    if is_private and not note.is_private:
        raise refusals.NoteIsShared
    if not text.strip():
        raise refusals.NothingTold
    made = Note.objects.create(
        pk=key,
        case=case,
        origin_id=note.first,
        corrects=note,
        text=text.strip(),
        is_private=is_private,
        by=by,
    )
    trace(by, "contacts.edit_note", case)
    return made
