"""What counts, put right after two records became one, or two again."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.people.models import Family, Person
from berdaya.surveys.actions.standings import settle
from berdaya.surveys.models import Assessment
from berdaya.surveys.own import readable


@transaction.atomic
def count_anew(*, kept: Family | Person, absorbed: Family | Person, by: User) -> None:
    """Make the standings of both records, and the tallies with them, true again.

    Called in the transaction that merged or parted them. It looks at what stands, so that a
    year in which both were surveyed counts once, and twice again after they are parted.

    Raises:
        NotAllowed.
    """
    for record in (kept, absorbed):
        allow(by, "surveys.count_anew", area=record.area_id)
    for kind, records in _subjects(kept, absorbed).items():
        _count_anew(kind, records)
    trace(by, "surveys.count_anew", kept, other=str(absorbed.pk))


def _subjects(kept: Family | Person, absorbed: Family | Person) -> dict[str, Collection[UUID]]:
    """Whose standings may change: of two families also their members', who may have merged."""
    if isinstance(kept, Person):
        return {"person": [kept.pk, absorbed.pk]}
    members = Person.objects.across_areas(why="of two families in sight").filter(
        memberships__family__in=[kept.pk, absorbed.pk]
    )
    return {
        "family": [kept.pk, absorbed.pk],
        "person": list(members.values_list("pk", flat=True).distinct()),
    }


def _count_anew(kind: str, records: Collection[UUID]) -> None:
    whose = Q(**{f"{kind}__in": records}) | Q(**{f"{kind}__merged_into__in": records})
    done = Assessment.objects.across_areas(why="of records in sight").filter(whose)
    if kind == "family":
        done = done.filter(person=None)
    rows = done.values_list("instrument", f"{kind}_id", "conducted_on__year").distinct()
    touched: dict[str, set[tuple[UUID, int]]] = {}
    for instrument, subject, year in rows:
        touched.setdefault(instrument, set()).update(
            {(subject, year), *((record, year) for record in records)}
        )
    for instrument, pairs in sorted(touched.items()):
        # an instrument that nothing can be made of counts nowhere; its results stay as they are
        if definition := readable(instrument):
            settle(definition, sorted(pairs))
