"""Pages for auditors and administrators: who did what, who looked at what, who may."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.kinds import PROFILES, Kind
from berdaya.access.models import NATION, Look, Trace, within_any
from berdaya.access.retention import LOOKS_KEPT
from berdaya.access.roles import TABLE
from berdaya.access.verbs import VERBS
from berdaya.access.words import ACTIONS, DETAILS, RESOURCES, in_words
from berdaya.areas.codes import at_level
from berdaya.areas.models import Area
from berdaya.ui.fields import DateField
from berdaya.ui.paging import page_of
from berdaya.ui.requests import Request


class TraceFilters(forms.Form):
    siapa = forms.CharField(
        label=gettext_lazy("Name or user name"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    hal = forms.ChoiceField(
        label=gettext_lazy("About"),
        required=False,
        choices=[("", gettext_lazy("Everything")), *RESOURCES.items()],
    )
    dari = DateField(label=gettext_lazy("From"), required=False)
    sampai = DateField(label=gettext_lazy("Until"), required=False)


@needs("trace.read")
@require_safe
def trace_list(request: Request) -> HttpResponse:
    """What was changed, newest first."""
    return _listed(request, Trace.objects.all(), "verb")


@needs("trace.read")
@require_safe
def look_list(request: Request) -> HttpResponse:
    """What was looked at, newest first."""
    return _listed(request, Look.objects.all(), "cell")


def _listed(request: Request, notes: "QuerySet[Any]", deed: str) -> HttpResponse:
    """Notes about the areas of the reader; figures and keys, never a name of a family."""
    filters = TraceFilters(request.GET)
    notes = notes.filter(within_any("area", request.user.areas_for("trace.read")))
    if filters.is_valid():
        notes = notes.filter(_asked(filters.cleaned_data, deed))
    page = page_of(
        notes.select_related("by"), request.GET.get("page", ""), order=("-at", "-id")
    )
    places = _places({note.area for note in page.rows})
    rows = [
        {
            "note": note,
            "about": in_words(getattr(note, deed)),
            "area": places[note.area],
            "detail": [
                (DETAILS.get(name, name), value) for name, value in sorted(note.detail.items())
            ],
        }
        for note in page.rows
    ]
    context = {
        "page": page,
        "rows": rows,
        "filters": filters,
        "tabs": _tabs(deed),
        "days": LOOKS_KEPT.days,
        "is_looks": deed == "cell",
    }
    return render(request, "access/trace_list.html", context)


def _places(codes: set[str]) -> dict[str, str]:
    """Each area with its village, as far as they still stand. One query."""
    villages = {code: at_level(code, Area.Level.VILLAGE) for code in codes}
    areas = Area.objects.in_bulk({*codes, *villages.values()} - {NATION})
    shown = {
        code: [areas[it].label for it in dict.fromkeys((code, village)) if it in areas]
        for code, village in villages.items()
    }
    return {code: ", ".join(labels) or code for code, labels in shown.items()}


def _asked(given: dict[str, Any], deed: str) -> Q:
    found = Q()
    if who := given["siapa"]:
        found &= Q(by__first_name__icontains=who) | Q(by__username__icontains=who)
    if resource := given["hal"]:
        found &= Q(**{f"{deed}__in": _deeds_about(resource)})
    if first := given["dari"]:
        found &= Q(at__gte=_midnight(first))
    if last := given["sampai"]:
        found &= Q(at__lt=_midnight(last + timedelta(days=1)))
    return found


def _deeds_about(resource: str) -> list[str]:
    """The cells of a resource, and the verbs they decide about."""
    cells = {f"{resource}.{action}" for action in TABLE.get(resource, {})}
    return sorted(cells | {verb for verb, cell in VERBS.items() if cell in cells})


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _tabs(deed: str) -> list[dict[str, Any]]:
    return [
        {"label": _("Changed"), "url": reverse("trace_list"), "is_current": deed == "verb"},
        {"label": _("Looked at"), "url": reverse("look_list"), "is_current": deed == "cell"},
    ]


@needs("access-table.read")
@require_safe
def access_table(request: Request) -> HttpResponse:
    """Who may do what: the table itself, for all roles or for one."""
    asked = request.GET.get("peran", "")
    kinds = [kind for kind in Kind if kind.value == asked] or list(Kind)
    groups = [
        {
            "label": RESOURCES.get(resource, resource),
            "rows": [
                (ACTIONS.get(action, action), [kind.label for kind in kinds if kind in allowed])
                for action, allowed in actions.items()
                if not allowed.isdisjoint(kinds)
            ],
        }
        for resource, actions in TABLE.items()
    ]
    context = {
        "groups": [group for group in groups if group["rows"]],
        "roles": [(kind, PROFILES[kind]) for kind in kinds],
        "chosen": kinds[0] if len(kinds) == 1 else None,
        "choices": [
            {"label": label, "url": f"?peran={value}", "is_current": value == asked}
            for value, label in [("", _("All roles")), *Kind.choices]
        ],
    }
    return render(request, "access/access_table.html", context)
