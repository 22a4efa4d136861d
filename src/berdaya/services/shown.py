"""Services as pages and messages show them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from berdaya.areas.models import Area
from berdaya.services import hours, vocabulary
from berdaya.services.models import Edit, Provider, Reach, Service
from berdaya.services.search import serves

NAMES: dict[str, Any] = {
    "name": _("Name"),
    "kind": _("Kind"),
    "address": _("Address"),
    "phone": _("Telephone"),
    "whatsapp": _("WhatsApp number"),
    "functions": _("Function"),
    "fields": _("Field"),
    "eligible": _("Who may come"),
    "takes": _("Whom it takes"),
    "cost": _("Cost"),
    "price": _("More about the cost"),
    "papers": _("What to bring"),
    "about": _("More about it"),
    "hours": _("Opening hours"),
    "reach": _("Area"),
    "checked_on": _("Checked on"),
    "ended_on": _("Ended on"),
}
LISTS: dict[str, Any] = {
    "cost": Service.Cost,
    "kind": Provider.Kind,
    "takes": Service.Takes,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A service in a list."""

    service: Service
    fields: list[str]
    functions: list[str]
    is_open: bool
    has_hours: bool
    serves_here: bool
    is_old: bool


def shown(services: Iterable[Service], here: str, now: datetime) -> list[Shown]:
    """What a list says of services whose cells, hours and reaches were fetched along."""
    return [_shown(it, here, now) for it in services]


def _shown(service: Service, here: str, now: datetime) -> Shown:
    week = hours.week_of(service.hours.all())
    cells = list(service.cells.all())
    fields = vocabulary.in_order((it.field for it in cells), vocabulary.FIELDS)
    functions = vocabulary.in_order((it.function for it in cells), vocabulary.FUNCTIONS)
    return Shown(
        service,
        [vocabulary.field_name(it) for it in fields],
        [vocabulary.function_name(it) for it in functions],
        is_open=hours.is_open(service.area_id, week, now),
        has_hours=bool(week),
        serves_here=serves(service.reaches.all(), here),
        is_old=service.is_old(timezone.localdate()),
    )


def week_shown(service: Service) -> list[tuple[Any, str]]:
    """Each weekday with its hours; "" is closed. Nothing where no hours are known."""
    week = hours.week_of(service.hours.all())
    return [(name, hours.said(week.get(day, ()))) for day, name in WEEKDAYS.items() if week]


def week_in_short(service: Service) -> list[tuple[str, str]]:
    """The same, shorter: days in a row with the same hours as one: Monday–Friday."""
    short = []
    for spans, row in groupby(week_shown(service), key=lambda it: it[1]):
        days = [str(day) for day, _spans in row]
        short.append(("–".join(dict.fromkeys((days[0], days[-1]))), spans))
    return short


def whatsapp_of(provider: Provider) -> str:
    """An address that opens a chat with the provider; "" where no number is known."""
    return f"https://wa.me/{provider.whatsapp.lstrip('+')}" if provider.whatsapp else ""


def reach_names(reaches: Iterable[Reach]) -> list[Any]:
    return [it.area.label if it.area else _("The whole country") for it in reaches]


def history(edits: Iterable[Edit]) -> list[tuple[Edit, list[tuple[Any, str, str]]]]:
    """Each edit with what was changed: name, before, after. Two queries."""
    edits = list(edits)
    reaches = {said for it in edits for said in it.changes.get("reach", ())}
    codes = {code for said in reaches for code in said.split(", ")} - {""}
    areas = {it.code: it.label for it in Area.objects.filter(pk__in=codes)}
    return [
        (it, [(NAMES.get(name, name), old and _said(name, old, areas), _said(name, new, areas))
              for name, (old, new) in it.changes.items()])
        for it in edits
    ]  # fmt: skip


def _said(name: str, value: str, areas: Mapping[str, str]) -> str:
    """A value of the history; codes as people read them."""
    if name in ("functions", "fields", "reach") and value:
        called: Mapping[str, Callable[[str], str]] = {
            "functions": vocabulary.function_name,
            "fields": vocabulary.field_name,
            "reach": lambda code: areas.get(code, code),
        }
        return ", ".join(called[name](code) for code in value.split(", "))
    if name in LISTS and value in LISTS[name].values:
        return str(LISTS[name](value).label)
    if name == "hours":
        days = (it.partition(": ") for it in value.split("; ") if it)
        return "; ".join(f"{WEEKDAYS[int(day)]} {spans}" for day, _colon, spans in days)
    return str(_("The whole country")) if name == "reach" else value
