"""What agreements with partners prove, for rooms that ask of a group they have in sight."""

from datetime import date

from berdaya.groups.models import Group
from berdaya.partners.models import Partnership, Step

WHY = "of a group whose sight the caller checked"


def in_force(group: Group, on: date) -> list[Partnership]:
    """The partnerships with an agreement that holds on a day, the longest first. One query.

    By the steps, so that a day in the past is answered by what was agreed then.
    """
    agreed = Step.objects.across_areas(why=WHY).filter(
        partnership__group=group, since__lte=on, last_day__gte=on
    )
    ended = Step.objects.across_areas(why=WHY).filter(
        partnership__group=group, kind=Step.Kind.ENDED, on__lte=on
    )
    rows = Partnership.objects.across_areas(why=WHY).filter(pk__in=agreed.values("partnership"))
    rows = rows.exclude(pk__in=ended.values("partnership")).select_related("partner")
    return list(rows.order_by("-last_day", "pk"))
