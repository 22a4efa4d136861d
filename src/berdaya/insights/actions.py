"""Deeds that several rooms have a part in, and taking figures out: each leaves a trace."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import NATION, User
from berdaya.areas.models import Area
from berdaya.insights.merged import records_of
from berdaya.people.actions import merge_families, merge_persons, undo_merge
from berdaya.people.models import Family, Merge, Person
from berdaya.refusal import Refusal
from berdaya.surveys.actions import count_anew


class WhyExport(models.TextChoices):
    """What a list with whole KK numbers is taken out for."""

    OPENSID = "opensid", _("To bring the stages into OpenSID")
    COMPARE = "compare", _("To compare the two lists of families")


class ReasonToExport(Refusal):
    code = "export-without-reason"
    message = _("Choose what the file is for.")


@transaction.atomic
def export_board(*, area: Area | None, what: str, by: User) -> None:
    """Note that `by` takes `what` of an area (None: the nation) out as a file.

    Raises:
        NotAllowed.
    """
    allow(by, "insights.export_board", area=area.code if area else "")
    trace(by, "insights.export_board", area or by, what=what)


@transaction.atomic
def export_families(*, area: Area, what: str, by: User) -> None:
    """Note that `by` takes the families of an area out as a file.

    Raises:
        NotAllowed.
    """
    allow(by, "insights.export_families", area=area.code)
    trace(by, "insights.export_families", area, what=what)


@transaction.atomic
def export_opensid(*, village: Area, year: int, why: str, by: User) -> None:
    """Note that `by` takes the stages of a village out with whole KK numbers, and what for.

    Raises:
        NotAllowed, ReasonToExport.
    """
    allow(by, "insights.export_opensid", area=village.code)
    if why not in WhyExport:
        raise ReasonToExport
    trace(by, "insights.export_opensid", village, year=year, why=why)


@transaction.atomic
def join_persons(
    *, kept: Person, absorbed: Person, chosen: Collection[str], reason: str, by: User
) -> Merge:
    """Merge two records of one person, in every room that counts them.

    Raises:
        NotAllowed, or a refusal of `people.merge_persons`.
    """
    for person in (kept, absorbed):
        allow(by, "insights.join_persons", area=person.area_id)
    merge = merge_persons(kept=kept, absorbed=absorbed, chosen=chosen, reason=reason, by=by)
    count_anew(kept=kept, absorbed=absorbed, by=by)
    trace(by, "insights.join_persons", kept, merge=str(merge.pk))
    return merge


@transaction.atomic
def join_families(
    *,
    kept: Family,
    absorbed: Family,
    same: Mapping[UUID, UUID],
    chosen: Collection[str],
    reason: str,
    by: User,
) -> Merge:
    """Merge two records of one family, in every room that counts them.

    Raises:
        NotAllowed, or a refusal of `people.merge_families`.
    """
    for family in (kept, absorbed):
        allow(by, "insights.join_families", area=family.area_id)
    merge = merge_families(
        kept=kept,
        absorbed=absorbed,
        same=same,
        chosen=chosen,
        reason=reason,
        on=timezone.localdate(),
        by=by,
    )
    count_anew(kept=kept, absorbed=absorbed, by=by)
    trace(by, "insights.join_families", kept, merge=str(merge.pk))
    return merge


@transaction.atomic
def part(*, merge: Merge, reason: str, by: User) -> Merge:
    """Undo a merge, in every room that counts.

    Raises:
        NotAllowed, or a refusal of `people.undo_merge`.
    """
    kept, absorbed = records_of(merge)
    for record in (kept, absorbed):
        allow(by, "insights.part", area=record.area_id)
    if merge.undone_at:
        return merge
    merge = undo_merge(merge=merge, reason=reason, by=by)
    count_anew(kept=kept, absorbed=absorbed, by=by)
    trace(by, "insights.part", kept, merge=str(merge.pk))
    return merge


@transaction.atomic
def export_research(*, instrument: str, year: int, by: User) -> None:
    """Note that `by` takes the answers of a year out, without names, where they may.

    Raises:
        NotAllowed.
    """
    for code in by.areas_for("insights.export_research") or {NATION}:
        allow(by, "insights.export_research", area=code)
    trace(by, "insights.export_research", by, instrument=instrument, year=year)
