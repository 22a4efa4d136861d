"""RW, RT and hamlets below a village."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.areas.codes import neighbourhood_number
from berdaya.areas.models import Area
from berdaya.refusal import Refusal

Place = tuple[str, str, str]  # hamlet, RW, RT, each as written or ""
LONGEST_NAME = 80
DUSUN = re.compile(r"(?:dusun|dsn\.?)\s+(?=\S)", re.IGNORECASE)

# Where an RW stands, its number is its code. What has no RW number, or one that an RW of
# another hamlet bears already, takes the next free code of a range that no RW reaches.
RT_WITHOUT_RW, SAME_NUMBER, HAMLET_WITHOUT_RW = 601, 801, 901


class NotAVillage(Refusal):
    code = "not-a-village"
    message = _("%(area)s is not a village. RW and RT stand below a village.")


class NotANumber(Refusal):
    code = "neighbourhood-not-a-number"
    message = _(
        "“%(text)s” is not the number of an RW or RT. Write up to three digits, like 003."
    )


class NoPlace(Refusal):
    code = "neighbourhood-without-name"
    message = _("Fill in a hamlet, an RW or an RT.")


class HamletTooLong(Refusal):
    code = "hamlet-too-long"
    message = _(
        "“%(text)s” is too long for the name of a hamlet (at most %(longest)s letters)."
    )


class TooManyPlaces(Refusal):
    code = "too-many-hamlets"
    message = _("So many hamlets cannot lie in %(area)s. Does the column hold something else?")


@transaction.atomic
def add_neighbourhood(*, village: Area, hamlet: str, rw: str, rt: str, by: User) -> Area:
    """Enter an RT, RW or hamlet of `village` and return it; one that stands is returned as it is.

    Raises:
        NotAllowed, or one of the refusals above.
    """
    allow(by, "areas.add_neighbourhood", area=village.code)
    area = _ensure(village, [(hamlet, rw, rt)])[hamlet, rw, rt]
    trace(by, "areas.add_neighbourhood", area)
    return area


@transaction.atomic
def ensure_neighbourhoods(
    *, village: Area, places: Iterable[Place], by: User
) -> dict[Place, Area]:
    """Find or enter many places of one village, {place as given: its deepest area}.

    Takes four queries at most, however many places there are. An RW whose hamlet was not
    known takes it from here.

    Raises:
        NotAllowed, or one of the refusals above; nothing was written
    """
    allow(by, "areas.ensure_neighbourhoods", area=village.code)
    found = _ensure(village, places)
    trace(by, "areas.ensure_neighbourhoods", village, places=len(found))
    return found


def _ensure(village: Area, places: Iterable[Place]) -> dict[Place, Area]:
    # the lock makes two who enter the same new RW take turns; `no_key`, because registering
    # families here need not wait for it
    locked = Area.objects.select_for_update(no_key=True).filter(pk=village.pk)
    if not locked.filter(level=Area.Level.VILLAGE).first():
        raise NotAVillage(area=village)
    standing = Area.objects.within(village.code).exclude(pk=village.pk)
    below = _Below(village, {area.code: area for area in standing})
    # places that name their hamlet come first, so that an RW is not entered twice
    ordered = sorted(places, key=lambda place: (not place[0], place))
    found = {place: below.find(*_read(place)) for place in ordered}
    Area.objects.bulk_create(sorted(below.new, key=lambda area: area.code), batch_size=100)
    Area.objects.bulk_update(below.named, ["hamlet"], batch_size=100)
    return found


def _read(place: Place) -> Place:
    """The place with numbers of three digits and the bare name of the hamlet."""
    hamlet, rw, rt = place
    hamlet = DUSUN.sub("", " ".join(hamlet.split())).strip("- ")
    read = (hamlet, _number(rw), _number(rt))
    if not any(read):
        raise NoPlace
    if len(hamlet) > LONGEST_NAME:
        raise HamletTooLong(text=hamlet, longest=LONGEST_NAME)
    return read


def _number(text: str) -> str:
    try:
        return neighbourhood_number(text)
    except ValueError:
        raise NotANumber(text=text) from None


@dataclass(slots=True)
class _Below:
    """What stands below one village, and what must be entered."""

    village: Area
    areas: dict[str, Area]
    new: list[Area] = field(default_factory=list)
    named: list[Area] = field(default_factory=list)

    def find(self, hamlet: str, rw: str, rt: str) -> Area:
        if rw:
            upper = self._rw(hamlet, rw)
        elif hamlet:
            upper = self._hamlet(hamlet)
        else:
            return self._rt_of_village(rt)
        if not rt:
            return upper
        code = f"{upper.code}.{rt}"
        return self.areas.get(code) or self._enter(code, rt, Area.Kind.RT)

    def _rw(self, hamlet: str, number: str) -> Area:
        same = [area for area in self._first_level(Area.Kind.RW) if area.name == number]
        if fits := [area for area in same if not hamlet or _alike(area.hamlet, hamlet)]:
            return fits[0]
        if unnamed := [area for area in same if not area.hamlet]:
            unnamed[0].hamlet = hamlet
            if unnamed[0] not in self.new:
                self.named.append(unnamed[0])
            return unnamed[0]
        code = f"{self.village.code}.{number}"
        if same or code in self.areas or int(number) >= RT_WITHOUT_RW:
            code = self._next_free(SAME_NUMBER)
        return self._enter(code, number, Area.Kind.RW, hamlet)

    def _hamlet(self, name: str) -> Area:
        for area in self._first_level(Area.Kind.HAMLET):
            if _alike(area.name, name):
                return area
        return self._enter(self._next_free(HAMLET_WITHOUT_RW), name, Area.Kind.HAMLET)

    def _rt_of_village(self, number: str) -> Area:
        for area in self._first_level(Area.Kind.RT):
            if area.name == number:
                return area
        return self._enter(self._next_free(RT_WITHOUT_RW), number, Area.Kind.RT)

    def _first_level(self, kind: Area.Kind) -> list[Area]:
        level = Area.Level.NEIGHBOURHOOD
        return [
            area for area in self.areas.values() if (area.level, area.kind) == (level, kind)
        ]

    def _next_free(self, start: int) -> str:
        codes = (f"{self.village.code}.{number}" for number in range(start, 1000))
        if not (free := next((code for code in codes if code not in self.areas), None)):
            raise TooManyPlaces(area=self.village)
        return free

    def _enter(self, code: str, name: str, kind: Area.Kind, hamlet: str = "") -> Area:
        area = Area(
            code=code,
            name=name,
            kind=kind,
            level=code.count(".") + 1,
            parent_id=code.rpartition(".")[0],
            hamlet=hamlet,
        )
        self.areas[code] = area
        self.new.append(area)
        return area


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
