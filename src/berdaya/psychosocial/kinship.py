"""The genogram of a case as the drawing knows it, and in words: the same facts, in two forms."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from berdaya.casework.models import Case
from berdaya.psychosocial.models import Couple, Kin, KinTie, ParentLink
from berdaya.rules.casework import kin as rules

NAMELESS = "?"
GENERATIONS = 3  # that a genogram is to show


@dataclass(frozen=True)
class Kinship:
    """All rows of one genogram."""

    kin: tuple[Kin, ...]
    couples: tuple[Couple, ...]
    links: tuple[ParentLink, ...]
    ties: tuple[KinTie, ...]
    year: int  # in which it is drawn: ages are counted to it

    @cached_property
    def by_key(self) -> dict[UUID, Kin]:
        return {one.pk: one for one in self.kin}

    def name(self, key: UUID) -> str:
        return called(self.by_key[key])

    @property
    def is_empty(self) -> bool:
        return not self.kin

    @cached_property
    def family(self) -> rules.Family:
        twins: dict[UUID, list[Kin]] = {}
        for one in self.kin:
            if one.twins:
                twins.setdefault(one.twins, []).append(one)
        return rules.Family(
            tuple(self._symbol(one) for one in self.kin),
            tuple(
                rules.Couple(
                    str(it.a_id), str(it.b_id), it.kind, it.since, it.end, dates_of(it)
                )
                for it in self.couples
            ),
            tuple(
                rules.ParentOf(str(it.parent_id), str(it.child_id), it.kind)
                for it in self.links
            ),
            tuple(
                rules.Twins(frozenset(str(it.pk) for it in among), among[0].twins_identical)
                for among in twins.values()
                if len(among) > 1
            ),
            tuple(rules.Tie(str(it.a_id), str(it.b_id), it.kind) for it in self.ties),
        )

    def _symbol(self, one: Kin) -> rules.Kin:
        age = age_of(one, self.year)
        return rules.Kin(
            str(one.pk),
            called(one),
            one.sex,
            one.born,
            one.is_dead,
            one.is_index,
            "" if age is None else str(age),
            years_of(one),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """One person in words, and the relations that the words speak of."""

    kin: Kin
    about: str
    facts: tuple[str, ...]
    couples: tuple[tuple[Couple, str], ...]
    links: tuple[tuple[ParentLink, str], ...]
    ties: tuple[tuple[KinTie, str], ...]


def kinship_of(case: Case, year: int, *, ties: bool = True) -> Kinship:
    """Four questions, however many people; three without the ties, which tell no descent."""
    why = "of a case that was found"
    couples = Couple.objects.across_areas(why=why).of(case).standing()
    links = ParentLink.objects.across_areas(why=why).of(case).standing()
    between = KinTie.objects.across_areas(why=why).of(case).standing()
    return Kinship(
        tuple(Kin.objects.across_areas(why=why).of(case).standing().in_order()),
        tuple(couples.order_by("recorded_at")),
        tuple(links.order_by("recorded_at")),
        tuple(between.order_by("recorded_at")) if ties else (),
        year,
    )


def called(one: Kin) -> str:
    return str(one.name) or NAMELESS


def age_of(one: Kin, year: int) -> int | None:
    """In years by the calendar, or at death; nothing where a year is not known."""
    until = one.died if one.is_dead else year
    return None if one.born is None or until is None else max(until - one.born, 0)


def years_of(one: Kin) -> str:
    """Birth and death, as they stand beside a symbol: 1950–2015, 1980–, –2015."""
    if one.born is None and one.died is None:
        return ""
    return f"{one.born or ''}–{one.died or ''}"


def dates_of(couple: Couple) -> str:
    """The dates on the line of a couple, shortened: m married, s separated, d divorced."""
    found = []
    if couple.since:
        words = _("m %(year)s") if couple.kind == Couple.Kind.MARRIED else "%(year)s"
        found.append(words % {"year": couple.since})
    if couple.until:
        words = _("s %(year)s") if couple.end == Couple.End.SEPARATED else _("d %(year)s")
        found.append(words % {"year": couple.until})
    return " · ".join(found)


def readings(kinship: Kinship) -> list[Reading]:
    """Everybody in words: for who hears the page, and for who wants to change something."""
    rows = (kinship.family.rank[str(one.pk)] for one in kinship.kin)
    order = sorted(
        zip(rows, kinship.kin, strict=True), key=lambda it: (not it[1].is_index, it[0])
    )
    return [_reading(one, kinship) for _rank, one in order]


def _reading(one: Kin, kinship: Kinship) -> Reading:
    couples = [
        (it, _couple(it, kinship.name(it.b_id if it.a_id == one.pk else it.a_id)))
        for it in kinship.couples
        if one.pk in (it.a_id, it.b_id)
    ]
    links = [(it, _link(it, kinship)) for it in kinship.links if it.child_id == one.pk]
    ties = [
        (it, _tie(it, kinship.name(it.b_id if it.a_id == one.pk else it.a_id)))
        for it in kinship.ties
        if one.pk in (it.a_id, it.b_id)
    ]
    facts = [_twins(one, kinship.kin)] if one.twins else []
    return Reading(
        one,
        _about(one, kinship.year),
        tuple(fact for fact in facts if fact),
        tuple(couples),
        tuple(links),
        tuple(ties),
    )


def _about(one: Kin, year: int) -> str:
    parts = [str(one.get_sex_display())]
    if one.born:
        parts.append(_("born %(year)s") % {"year": one.born})
    age = age_of(one, year)
    if one.is_dead:
        parts.append(_("died %(year)s") % {"year": one.died} if one.died else _("has died"))
    if age is not None:
        parts.append(ngettext("%(n)s year old", "%(n)s years old", age) % {"n": age})
    return ", ".join(parts)


def _couple(couple: Couple, other: str) -> str:
    words = {
        ("married", ""): _("Married to %(name)s"),
        ("married", "separated"): _("Married to %(name)s, separated"),
        ("married", "divorced"): _("Was married to %(name)s, divorced"),
        ("cohabiting", ""): _("Lives with %(name)s, not married"),
    }
    said = words.get(
        (couple.kind, couple.end), _("Lived with %(name)s, not married, and parted")
    )
    dates = _when(couple)
    return said % {"name": other} + (f" ({dates})" if dates else "")


def _when(couple: Couple) -> str:
    """The same dates as `dates_of`, for who reads or hears them without the signs."""
    found = [_("since %(year)s") % {"year": couple.since}] if couple.since else []
    if couple.until:
        found.append(_("until %(year)s") % {"year": couple.until})
    return ", ".join(found)


def _link(link: ParentLink, kinship: Kinship) -> str:
    words = {
        "birth": _("Child of %(name)s"),
        "adopted": _("Adopted child of %(name)s"),
        "foster": _("Foster child of %(name)s"),
    }
    return words[link.kind] % {"name": kinship.name(link.parent_id)}


def _tie(tie: KinTie, other: str) -> str:
    words = {
        "close": _("Close to %(name)s"),
        "fused": _("Very close to %(name)s, hardly apart"),
        "distant": _("Distant from %(name)s"),
        "conflict": _("In conflict with %(name)s"),
        "close-conflict": _("Close to %(name)s and in conflict"),
        "cut-off": _("Cut off from %(name)s"),
    }
    return words[tie.kind] % {"name": other}


def _twins(one: Kin, everybody: Iterable[Kin]) -> str:
    others = [called(it) for it in everybody if it.twins == one.twins and it.pk != one.pk]
    if not others:
        return ""
    said = _("Identical twin of %(names)s") if one.twins_identical else _("Twin of %(names)s")
    return said % {"names": pgettext("list", ", ").join(others)}
