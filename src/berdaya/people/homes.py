"""Where a user may look for families, and where they may register one."""

from django.utils.translation import gettext as _

from berdaya.access.actions import may
from berdaya.access.models import NATION, User, within_any
from berdaya.areas.codes import at_level, level_of
from berdaya.areas.models import Area
from berdaya.areas.search import Hit, search
from berdaya.people.lists import label_of

Choices = list[tuple[str, str]]
VILLAGE = Area.Level.VILLAGE
VILLAGES_AT_ONCE = 60


def only_area(user: User, cell: str) -> str:
    """The one area in which this user holds `cell`; "", the nation, where there are several."""
    codes = user.areas_for(cell)
    return next(iter(codes)) if len(codes) == 1 else ""


def homes_in(village: str, user: User, verb: str) -> Choices:
    """Where in a village `user` may do `verb`: RT first, what has RT below it last. One query."""
    areas = {area.code: area for area in Area.objects.standing().within(village)}
    divided = {area.parent_id for area in areas.values()}
    homes: Choices = []
    for code in sorted(areas, key=lambda code: (code in divided, -level_of(code), code)):
        if may(user, verb, area=code):
            place = label_of(code, areas, widest=VILLAGE + 1)
            unsure = _("%(place)s, RT not known") % {"place": place}
            homes.append((code, unsure if code in divided else place))
    return homes


def villages_of(user: User, text: str, deed: str = "family.add") -> list[Hit]:
    """Villages in which `user` may do this: all where they are few, or those named."""
    codes = user.areas_for(deed)
    if text:
        return search(text, within=codes, level=VILLAGE, limit=20)
    if any(level_of(code) < Area.Level.DISTRICT for code in codes):
        return []
    where = within_any("code", {at_level(code, VILLAGE) for code in codes})
    rows = Area.objects.standing().filter(where, level=VILLAGE).order_by("code")
    found = list(rows[: VILLAGES_AT_ONCE * len(codes)])
    above = Area.objects.in_bulk({village.parent_id for village in found})
    return [Hit(it.code, it.label, above[it.parent_id].label) for it in found]


def areas_to_choose(area: str, user: User, cell: str = "family.list") -> Choices:
    """What a list in `area` can be narrowed or widened to. Two queries at most."""
    if level_of(area) >= VILLAGE:
        village = at_level(area, VILLAGE)
        areas = {it.code: it for it in Area.objects.standing().within(village).order_by("code")}
        return [(code, label_of(code, areas)) for code in areas if user.sees(code, cell)]
    mine = user.areas_for(cell)
    if area or NATION in mine:
        here = Area.objects.filter(code=area).first()
        below = Area.objects.standing().children_of(area)
        name = _("All of %(area)s") % {"area": here.label} if here else _("The whole country")
        return [(area, name), *((it.code, it.label) for it in below)]
    own = Area.objects.filter(code__in=mine).order_by("code")
    return [("", _("All my areas")), *((it.code, it.label) for it in own)]
