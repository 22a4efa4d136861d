"""Whose names the masked version of a case file replaces, and by what."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from berdaya.access.models import User
from berdaya.areas.codes import ancestors
from berdaya.areas.models import Area
from berdaya.casework.models import Case
from berdaya.people.models import Membership, Person
from berdaya.psychosocial.models import Kin
from berdaya.rules.casework.casefile import definition
from berdaya.rules.casework.masking import Mask, initial, name_words

WHY = "names of a case in sight, to be replaced"


def mask_for(case: Case) -> Mask:
    """What stands for the names around a case. Whoever is named twice is what is said last.

    Everybody registered in the village is known too: many a name is a word as well.
    """
    known: dict[str, str] = {}
    for name, stands in _names(case):
        known |= {word: stands or initial(word) for word in name_words(name)}
    villagers = Person.objects.across_areas(why=WHY).filter(area=case.area_id)
    others = {
        word for name in villagers.values_list("name", flat=True) for word in name_words(name)
    }
    return Mask(
        known,
        frozenset(others),
        number=_("[number]"),
        address=_("[address]"),
        capitals=definition().capitals,
    )


def _names(case: Case) -> Iterator[tuple[str, str]]:
    """Names with what stands for them; nothing where an initial does."""
    for user in _users(case):
        yield user.first_name, _("[officer]")
    for area in Area.objects.path_to(case.area_id):
        yield area.name, f"[{area.get_kind_display().lower()}]"
    kin = Kin.objects.across_areas(why=WHY).of(case)
    for one in kin:
        yield str(one.name), ""
    for person in _household(case):
        yield person, ""
    for entry in case.assignments.select_related("user").order_by("since", "pk"):
        yield entry.user.first_name, f"[{entry.get_role_display().lower()}]"
    yield case.called, _("[client]")
    for one in kin:
        if one.is_index:
            yield str(one.name), _("[client]")


def _users(case: Case) -> Iterator[User]:
    """Everybody with a role where the case lies, and whoever else read or printed it."""
    around = [*ancestors(case.area_id), case.area_id]
    yield from User.objects.filter(roles__area__in=around).distinct()
    yield from User.objects.filter(pk__in=case.reads.values("by")).distinct()


def _household(case: Case) -> list[str]:
    """The names of those who live, or lived, with the client."""
    if case.family_id:
        of = Membership.objects.filter(family=case.family_id)
    elif case.person_id:
        theirs = Membership.objects.filter(person=case.person_id)
        of = Membership.objects.filter(family__in=theirs.values("family"))
    else:
        return []
    return list(of.values_list("person__name", flat=True))
