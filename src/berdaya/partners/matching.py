"""Which groups could serve what a partner seeks, or use what it offers, and why.

A group matches by one of its businesses: by its KBLI code, whose first two digits are the field
of business, and where the partner works too. Words that both use come first: who seeks "keripik
singkong" sees the group that sells it on top. A business whose code is open matches by words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q

from berdaya.access.models import User
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
    words: str


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
    theirs = set(_WORD.findall(other.casefold())) - _EMPTY
    mine = dict.fromkeys(_WORD.findall(one.casefold()))
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
    products = Product.objects.across_areas(why="of businesses in sight").on_sale()
    sold = Prefetch("products", products.order_by("name"))
    found = rows.prefetch_related(sold).order_by("group__search_name", "group_id", "pk")
    return [
        Business(
            it.group,
            it.kbli[:FIELD_DIGITS],
            ", ".join([it.name, *(p.name for p in it.products.all())]),
        )
        for it in found
    ]


def _found(need: Need, businesses: list[Business], together: set[tuple[UUID, UUID]]) -> Found:
    best: dict[UUID, Match] = {}
    for one in businesses:
        words = common_words(need.words, one.words)
        if one.field != need.sector and (one.field or not words):
            continue
        group = one.group
        if (need.partner_id, group.pk) in together or not need.partner.works_in(group.area_id):
            continue
        if group.pk not in best or len(words) > len(best[group.pk].words):
            best[group.pk] = Match(one, words)
    order = sorted(best.values(), key=lambda it: -len(it.words))  # stable: then by name
    return Found(need, order[:SHOWN], max(0, len(order) - SHOWN))
