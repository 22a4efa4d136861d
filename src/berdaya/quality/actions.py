"""Make the notes of a month, and write down what talking about one brought to light."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.areas.models import Area
from berdaya.quality.models import Note
from berdaya.quality.reading import findings_in, month_of, plain
from berdaya.refusal import Refusal


class MonthNotOver(Refusal):
    code = "quality-month-not-over"
    message = _("This month is not over yet. Choose an earlier one.")


class OutcomeMissing(Refusal):
    code = "quality-outcome-missing"
    message = _("Write in a few words what it was.")


class OwnNote(Refusal):
    code = "quality-own-note"
    message = _(
        "This note is about your own surveys. Ask a colleague to talk it over with you."
    )


@transaction.atomic
def make_notes(*, district: Area, month: date, by: User) -> list[Note]:
    """Look at a month of a district, and keep a note for each surveyor worth a visit.

    Repeating it makes the notes of that month anew, except those talked about already. The
    district is the circle: what is usual there is what a surveyor is compared with.

    Raises:
        NotAllowed; MonthNotOver.
    """
    allow(by, "quality.make_notes", area=district.code)
    month = month.replace(day=1)
    if month >= timezone.localdate().replace(day=1):
        raise MonthNotOver
    found = findings_in(month_of(district, month))
    there = Note.objects.across_areas(why="allow() was asked").filter(
        month=month, area__code__within=district.code
    )
    kept = set(there.filter(talked_on__isnull=False).values_list("surveyor", "area"))
    there.filter(talked_on=None).delete()
    notes = [
        Note(
            surveyor_id=surveyor,
            area_id=village,
            month=month,
            surveys=surveys,
            findings=[plain(one) for one in findings],
        )
        for (surveyor, village), (surveys, findings) in sorted(found.items())
        if findings and (surveyor, village) not in kept
    ]
    Note.objects.bulk_create(notes)
    trace(by, "quality.make_notes", district, month=f"{month:%Y-%m}", notes=len(notes))
    return notes


@transaction.atomic
def talk_over(*, note: Note, outcome: str, talked_on: date, by: User) -> Note:
    """Write down what a talk or visit together brought to light. From then on she reads it too.

    Raises:
        NotAllowed; OwnNote; OutcomeMissing.
    """
    allow(by, "quality.talk_over", area=note.area_id)
    if note.surveyor_id == by.pk:
        raise OwnNote
    if not outcome.strip():
        raise OutcomeMissing
    note.outcome, note.talked_on, note.talked_by = outcome.strip(), talked_on, by
    note.save(update_fields=["outcome", "talked_on", "talked_by", "made_at"])
    trace(by, "quality.talk_over", note)
    return note
