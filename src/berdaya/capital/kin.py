"""Who may not decide about a group's application, computed from what is recorded.

The chapter wants capital used responsibly; in comparable schemes loans went to the leader's
kin (research, section 10.17). Kin here: whoever is or ever was in one family with a member of
the group, a mother or a child of one; and whoever belongs or belonged to the group, holds or held
an office in it, or wrote the application.
"""

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.capital.models import Application, Oneself
from berdaya.groups.models import Group, Member, Term
from berdaya.people.models import Membership, Person


class Reason(StrEnum):
    UNKNOWN = "unknown"  # nobody knows yet which of the recorded people the user is
    WROTE = "wrote"
    OFFICE = "office"
    MEMBER = "member"
    KIN = "kin"
    PROPOSED = "proposed"  # the first person cannot be the second one too


WHY: dict[Reason, Promise] = {
    Reason.UNKNOWN: _("first say who you are, so that kin can be told."),
    Reason.WROTE: _("you wrote it or handed it in."),
    Reason.OFFICE: _("you hold or held an office in this group."),
    Reason.MEMBER: _("you belong or belonged to this group."),
    Reason.KIN: _("somebody of the group is or was of your family."),
    Reason.PROPOSED: _("you proposed it; the second person must be somebody else."),
}


def why_not(user: User, application: Application) -> Reason | None:
    """Why `user` may not decide about this application; None where they may."""
    wrote = {application.by_id, application.submitted_by_id}
    if user.pk in wrote:
        return Reason.WROTE
    group = application.group
    held = list(Term.objects.filter(user=user).values_list("group", "member__person"))
    if group.pk in {of for of, _person in held}:
        return Reason.OFFICE
    said = set(Oneself.objects.filter(user=user).values_list("person", flat=True))
    selves = (said - {None}) | {person for _group, person in held}
    if not selves:
        return None if said else Reason.UNKNOWN
    members = people_of(group)
    selves = _records(selves)
    if selves & members:
        return Reason.MEMBER
    return Reason.KIN if circle_of(selves) & members else None


def people_of(group: Group) -> set[UUID]:
    """Whoever belongs or belonged to the group; officers are members."""
    rows = Member.objects.across_areas(why="to tell kin").of(group)
    return _records(set(rows.values_list("person", flat=True)))


def circle_of(persons: Collection[UUID]) -> set[UUID]:
    """These people, all who were ever in one family with one of them, mothers and children.

    Each part has an index of its own, which one condition of all parts would not use.
    """
    rows = Person.objects.across_areas(why="to tell kin")
    families = Membership.objects.filter(person__in=persons).values("family")
    mothers = rows.filter(pk__in=persons, mother__isnull=False).values("mother")
    found = Membership.objects.filter(family__in=families).values_list("person", flat=True)
    found = found.union(
        rows.filter(pk__in=persons, mother__isnull=False).values_list("mother", flat=True),
        rows.filter(mother__in=persons).values_list("pk", flat=True),
        rows.filter(mother__in=mothers).values_list("pk", flat=True),
    )
    return _records({*found, *persons})


def _records(persons: Collection[UUID]) -> set[UUID]:
    """All records that are of these people: a merge leaves two for one."""
    rows = Person.objects.across_areas(why="to tell kin")
    pairs = rows.filter(Q(pk__in=persons) | Q(merged_into__in=persons))
    found = set(persons)
    for key, into in pairs.values_list("pk", "merged_into"):
        found |= {key, into or key}
    return found
