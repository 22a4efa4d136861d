"""Finding somebody who is to join a group, without letting its officers search the village."""

from django.core.signing import BadSignature, Signer

from berdaya.access.models import User
from berdaya.areas.codes import at_level
from berdaya.areas.models import Area
from berdaya.groups.models import Group
from berdaya.people.models import Person
from berdaya.rules.indonesia import number_in

MOST = 12


def persons_like(user: User, group: Group, text: str) -> list[Person]:
    """Who lives in the group's village and is called so, or has this very NIK.

    By name only for those who may find people there anyway; the officers of a group know the
    NIK of whoever wants to join, and find nobody else.
    """
    village = at_level(group.area_id, Area.Level.VILLAGE)
    if number := number_in(text):
        rows = Person.objects.across_areas(why="an exact number, in the village of the group")
        return list(rows.filter(nik=number, merged_into=None, area__code__within=village))
    if len(text.strip()) < 2 or not user.may("person.find", area=village):
        return []
    persons = Person.objects.visible_to(user).filter(area__code__within=village)
    for word in text.casefold().split():
        persons = persons.filter(search_name__contains=word)
    return list(persons.order_by("search_name", "pk")[:MOST])


def chosen_from(user: User, group: Group, text: str) -> Person | None:
    """Whom a page of ours offered to this user for this group; None for anything else."""
    try:
        key = _signer(user, group).unsign(text)
    except BadSignature:
        return None
    return Person.objects.across_areas(why="we offered this person").filter(pk=key).first()


def offered(user: User, group: Group, person: Person) -> str:
    """What a form sends back when this person is chosen."""
    return _signer(user, group).sign(str(person.pk))


def _signer(user: User, group: Group) -> Signer:
    return Signer(salt=f"joins:{group.pk}:{user.pk}")
