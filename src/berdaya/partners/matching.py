"""Which groups could serve what a partner seeks, or use what it offers, and why.

A group matches by one of its businesses: by its KBLI code, whose first two digits are the field
of business, and where the partner works too. Words that both use come first: who seeks "keripik
singkong" sees the group that sells it on top. A business whose code is open matches by words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from berdaya.access.models import User
from berdaya.areas.codes import covers
from berdaya.enterprises.models import Enterprise, Product
from berdaya.groups.models import Group
from berdaya.partners.models import Need, Partnership

SHOWN = 8
FIELD_DIGITS = 2  # of a KBLI code
_WORD = re.compile(r"[^\W\d_]{4,}")
# words that say nothing about a product
_EMPTY = {
    "untuk",
    "dengan",
    "yang",
    "atau",
    "bahan",
    "usaha",
    "kelompok",
    "mencari",
    "menerima",
}


@dataclass(frozen=True, slots=True)
class Business:
    """What a group sells: the name of a business and of its products."""

    group: Group
    field: str  # "" where its code is open
    names: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """One group, the business that fits, and the words that both sides use."""

    business: Business
    words: tuple[str, ...]

    @property
    def group(self) -> Group:
        return self.business.group


@dataclass(frozen=True, slots=True)
class Found:
    """What a partner seeks or offers, the groups that fit, and how many more there are."""

    need: Need
    matches: list[Match]
    more: int


def common_words(one: str, other: str) -> tuple[str, ...]:
    """Words of four letters and more that stand in both, in the order of the first.

    >>> common_words("Keripik singkong 200 kg", "keripik pisang dan singkong")
    ('keripik', 'singkong')
    """
    return _common(words_in(one), frozenset(words_in(other)))


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text that may name a product, each once."""
    found = dict.fromkeys(_WORD.findall(text.casefold()))
    return tuple(word for word in found if word not in _EMPTY)


def _common(mine: Sequence[str], theirs: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in mine if word in theirs)


def matches(needs: Sequence[Need], user: User) -> list[Found]:
    """Three queries, whatever the number of needs; who works together already is left out.

    Needs want their partners fetched along, with the areas in which they work.
    """
    businesses = businesses_of(user, {need.sector for need in needs})
    rows = Partnership.objects.visible_to(user).standing()
    rows = rows.filter(partner__in={need.partner_id for need in needs})
    together: set[tuple[UUID, UUID]] = set(rows.values_list("partner", "group"))
    return [_found(need, businesses, together) for need in needs]


def businesses_of(user: User, fields: set[str]) -> list[Business]:
    """Running businesses of active groups that `user` sees, in these fields or with an open code."""
    wanted = Q(kbli="")
    for field in sorted(fields):
        wanted |= Q(kbli__startswith=field)
    rows = Enterprise.objects.visible_to(user).running()
    rows = rows.filter(wanted, group__state=Group.State.ACTIVE).select_related("group")
    columns = ("name", "kbli", "group__name", "group__area")
    found = list(rows.only(*columns).order_by("group__search_name", "group_id", "pk"))
    names: dict[UUID, list[str]] = {it.pk: [it.name] for it in found}
    products = Product.objects.across_areas(why="of businesses in sight").on_sale()
    sold = products.filter(enterprise__among=list(names)).order_by("name")
    for enterprise, name in sold.values_list("enterprise_id", "name"):
        names[enterprise].append(name)
    return [_business(it, ", ".join(names[it.pk])) for it in found]


def _business(enterprise: Enterprise, names: str) -> Business:
    field = enterprise.kbli[:FIELD_DIGITS]
    return Business(enterprise.group, field, names, frozenset(words_in(names)))


def _found(need: Need, businesses: list[Business], together: set[tuple[UUID, UUID]]) -> Found:
    best: dict[UUID, Match] = {}
    sought, where = words_in(need.words), need.partner.work_codes()
    for one in businesses:
        words = _common(sought, one.words)
        if one.field != need.sector and (one.field or not words):
            continue
        group = one.group
        is_near = any(covers(code, group.area_id) for code in where)
        if not is_near or (need.partner_id, group.pk) in together:
            continue
        if group.pk not in best or len(words) > len(best[group.pk].words):
            best[group.pk] = Match(one, words)
    order = sorted(best.values(), key=lambda it: -len(it.words))  # stable: then by name
    return Found(need, order[:SHOWN], max(0, len(order) - SHOWN))
