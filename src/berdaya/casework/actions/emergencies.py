"""Opening a case without a tie to it, in an emergency."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from berdaya.access.actions import allow
from berdaya.access.models import User
from berdaya.casework import refusals
from berdaya.casework.limits import FEWEST_WORDS, GLASS
from berdaya.casework.models import Case, GlassBreak
from berdaya.casework.sight import rights_of
from berdaya.casework.tracing import trace
from berdaya.groups.models import Group
from berdaya.people.models import Family, Membership, Person


@transaction.atomic
def break_glass(
    *, key: UUID, subject: Person | Family | Group, reason: str, by: User
) -> list[GlassBreak]:
    """Open, for some hours, whatever cases there are of a subject; each supervisor is told.

    Whether there is any is known only afterwards, and that somebody asked stays noted in any
    case. Of a person also the cases of their family are opened, of a family those of its
    members. Repeating the key opens nothing twice.

    Raises:
        NotAllowed, ReasonMissing, CaseKeyInUse.
    """
    allow(by, "casework.break_glass", area=subject.area_id)
    everywhere = GlassBreak.objects.across_areas(why="keys are unique in the nation")
    if earlier := list(everywhere.filter(request=key).select_related("case")):
        if earlier[0].by_id == by.pk:
            return earlier
        raise refusals.CaseKeyInUse
    if len(reason.strip()) < FEWEST_WORDS:
        raise refusals.ReasonMissing
    now = timezone.now()
    found: list[Case | None] = [it for it in _cases_of(subject) if not rights_of(by, it)]
    about = {type(subject).__name__.lower(): subject}
    made = [
        GlassBreak.objects.create(
            request=key,
            case=case,
            by=by,
            reason=reason.strip(),
            at=now,
            until=now + GLASS,
            **about,
        )
        for case in found or [None]
    ]
    trace(by, "casework.break_glass", made[0])
    return made


def _cases_of(subject: Person | Family | Group) -> list[Case]:
    rows = Case.objects.across_areas(why="an emergency: noted, and told to each supervisor")
    living = Membership.objects.present()
    if isinstance(subject, Person):
        about = Q(person=subject) | Q(family__in=living.filter(person=subject).values("family"))
    elif isinstance(subject, Family):
        about = Q(family=subject) | Q(person__in=living.filter(family=subject).values("person"))
    else:
        about = Q(group=subject)
    return list(rows.filter(about).order_by("pk"))
