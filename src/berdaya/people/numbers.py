"""Identity numbers among the people we know: what is wrong with one, and whose it is already."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import NoReturn, TypeVar
from uuid import UUID

from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext_lazy as _

from berdaya.people.facts import NewFamily, NewMember, PersonFacts
from berdaya.people.models import Family, Membership, Person
from berdaya.refusal import Refusal
from berdaya.rules.indonesia import mask_nik
from berdaya.sealed.fields import by_index

Value = TypeVar("Value")
Sees = Callable[[str], bool]  # whether the reader sees an area, given by its code

AT_ONCE = 5000  # numbers in one query; both databases take more


class NikTaken(Refusal):
    code = "nik-taken"
    message = _(
        "NIK %(nik)s, written for %(name)s, already belongs to %(owner)s. Compare both cards. "
        "If they are the same person, first end the membership in the other family."
    )

    def __init__(self, *, found: Person, **params: object) -> None:
        super().__init__(**params)
        self.found = found


class NikNotTheirs(NikTaken):
    """Of somebody who lives in no family now: there is no membership that could be ended."""

    code = "nik-not-theirs"
    message = _(
        "NIK %(nik)s, written for %(name)s, is on record for %(owner)s, who has died, or whose "
        "sex or date of birth is another. Compare both cards, and correct what is wrong."
    )


class NikTakenElsewhere(Refusal):
    code = "nik-taken-elsewhere"
    message = _(
        "NIK %(nik)s, written for %(name)s, is already registered in another area. Compare it "
        "with the card; if it is right, ask your field officer to look at both records."
    )


class NikTwice(Refusal):
    code = "nik-twice"
    message = _(
        "NIK %(nik)s is written for two people, %(name)s and %(owner)s. Compare both cards."
    )


class KkTaken(Refusal):
    code = "kk-taken"
    message = _(
        "KK number %(kk)s, written for the family of %(name)s, already belongs to the family "
        "of %(owner)s. Compare both cards."
    )

    def __init__(self, *, found: Family, **params: object) -> None:
        super().__init__(**params)
        self.found = found


class KkTakenElsewhere(Refusal):
    code = "kk-taken-elsewhere"
    message = _(
        "KK number %(kk)s, written for the family of %(name)s, is already registered in another "
        "area. Compare it with the card; if it is right, ask your field officer to look at both "
        "records."
    )


class KkTwice(Refusal):
    code = "kk-twice"
    message = _(
        "KK number %(kk)s is written for two families, of %(name)s and of %(owner)s. "
        "Compare both cards."
    )


def persons_by_nik(niks: Iterable[str]) -> dict[str, Person]:
    """The persons with these NIKs, with `belongs` (to a family now), `has_died`, `left_on`.

    A NIK of a record that was merged into another leads to the one that stands for it.
    """
    theirs = Membership.objects.filter(person=OuterRef("pk"))
    everyone = Person.objects.across_areas(why="a NIK is unique in the nation").annotate(
        belongs=Exists(theirs.filter(until=None)),
        has_died=Exists(theirs.filter(end_reason=Membership.EndReason.DIED)),
        left_on=Max("memberships__until"),
    )
    owners = {
        found[bytes(person.nik_index)]: person
        for some in portions(niks)
        if (found := by_index(Person, "nik", some))
        for person in everyone.filter(nik_index__among=found)
    }
    if heirs := {it.merged_into_id for it in owners.values() if it.merged_into_id}:
        standing = {person.pk: person for person in everyone.filter(pk__in=heirs)}
        owners |= {
            nik: standing[owner.merged_into_id]
            for nik, owner in owners.items()
            if owner.merged_into_id
        }
    return owners


def families_by_kk(kk_numbers: Iterable[str]) -> dict[str, Family]:
    """The living families with these KK numbers."""
    everywhere = Family.objects.across_areas(why="a KK number is unique in the nation")
    return {
        found[bytes(family.kk_index)]: family
        for some in portions(kk_numbers)
        if (found := by_index(Family, "kk_number", some))
        for family in everywhere.living_here().filter(kk_index__among=found)
    }


def portions(values: Iterable[Value]) -> Iterator[list[Value]]:
    """The values in lists short enough for one query."""
    remaining = iter(values)
    while some := list(islice(remaining, AT_ONCE)):
        yield some


def refuse_numbers_written_twice(
    families: Iterable[NewFamily], heads: Mapping[UUID, NewMember]
) -> None:
    """Two of the families, or two of their members, may not bring the same number."""
    holders: dict[str, UUID] = {}
    owners: dict[str, NewMember] = {}
    for family in families:
        kk = family.kk_number
        if kk and (holder := holders.setdefault(kk, family.key)) != family.key:
            raise KkTwice(
                kk=mask_nik(kk),
                name=heads[family.key].facts.name,
                owner=heads[holder].facts.name,
                key=family.key,
            )
        for member in family.members:
            nik = member.facts.nik
            if nik and (earlier := owners.setdefault(nik, member)).key != member.key:
                raise NikTwice(
                    nik=mask_nik(nik),
                    name=member.facts.name,
                    owner=earlier.facts.name,
                    key=member.key,
                )


def refuse_taken_kk(kk: str, owner: Family, *, name: str, sees: Sees, key: object) -> NoReturn:
    """Say whose the KK number is, if the reader sees the area where they live."""
    if sees(owner.area_id):
        raise KkTaken(
            kk=mask_nik(kk),
            name=name,
            owner=owner.head_name,
            key=key,
            found=owner,
        )
    raise KkTakenElsewhere(kk=mask_nik(kk), name=name, key=key)


def refuse_taken_nik(facts: PersonFacts, owner: Person, *, sees: Sees, key: object) -> NoReturn:
    """Say whose the NIK is, if the reader sees the area where they live."""
    nik = mask_nik(str(facts.nik))
    if sees(owner.area_id):
        refusal = NikTaken if owner.belongs else NikNotTheirs  # type: ignore[attr-defined]  # annotated
        raise refusal(nik=nik, name=facts.name, owner=owner.name, key=key, found=owner)
    raise NikTakenElsewhere(nik=nik, name=facts.name, key=key)


def may_join_again(person: Person, facts: PersonFacts) -> bool:
    """Whether these facts are about `person`, who has left a family and lives.

    Their number alone does not prove it: somebody may have typed another person's.
    """
    is_same = person.sex == facts.sex and (
        None in (person.birth_date, facts.birth_date) or person.birth_date == facts.birth_date
    )
    return is_same and not (person.belongs or person.has_died)  # type: ignore[attr-defined]  # annotated
