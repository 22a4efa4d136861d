"""Of which groups something was noted, as the trace tells it: every verb leaves one."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps

from berdaya.access.models import Trace
from berdaya.groups.models import Member
from berdaya.groups.sight import GroupRows
from berdaya.people.models import Membership

# a verb whose transaction takes long is noted with the moment of its beginning
OVERLAP = timedelta(minutes=2)
WHY = "figures are kept of every group"
# of what else a trace may speak, and how a family is reached from there
FAMILIES = {
    "surveys.Assessment": "family",
    "people.Family": "pk",
    "people.Membership": "family",
}


def touched_since(moment: datetime) -> set[UUID]:
    """Two queries, and one or two for each kind of thing noted."""
    noted: dict[str, set[str]] = defaultdict(set)
    for subject in Trace.objects.filter(at__gte=moment).values_list("subject", flat=True):
        label, _colon, key = subject.partition(":")
        noted[label].add(key)
    found: set[UUID] = set()
    for label, keys in noted.items():
        found |= _groups_of(label, keys)
    return found


def _groups_of(label: str, keys: Collection[Any]) -> set[UUID]:
    try:
        model: Any = apps.get_model(label)
    except (LookupError, ValueError):
        return set()  # noted of something that is no row
    if label in FAMILIES:
        rows = _rows(model).filter(pk__in=keys).values(FAMILIES[label])
        persons = Membership.objects.filter(family__in=rows).values("person")
        members = Member.objects.across_areas(why=WHY).filter(person__in=persons)
        return set(members.values_list("group", flat=True))
    if label == "people.Person":
        members = Member.objects.across_areas(why=WHY).filter(person__in=keys)
        return set(members.values_list("group", flat=True))
    queryset: Any = getattr(model._default_manager, "_queryset_class", None)
    if queryset is None or not issubclass(queryset, GroupRows):
        return set()
    path = queryset.group_path or "pk"
    return set(_rows(model).filter(pk__in=keys).values_list(path, flat=True))


def _rows(model: Any) -> Any:
    everywhere = getattr(model.objects, "across_areas", None)
    return everywhere(why=WHY) if everywhere else model.objects
