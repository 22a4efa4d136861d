"""What an office added of its own, and where it adds another. For administrators."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.models import NATION, User
from berdaya.areas.codes import covers
from berdaya.instruments.actions import add_own
from berdaya.instruments.forms import OwnForm
from berdaya.instruments.models import OwnInstrument
from berdaya.instruments.shelf import present, shelved
from berdaya.ui.languages import said
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


@needs("own-instrument.read")
@require_safe
def own_list(request: Request) -> HttpResponse:
    """Every version, the newest first; those with faults say what is wrong."""
    current = {(one.name, one.version) for one in present()}
    rows = OwnInstrument.objects.select_related("by", "area").defer("text")
    found = [
        (row, shelved(row.name, row.version), (row.name, row.version) in current)
        for row in rows.order_by("-added_at", "-pk")
        if _is_seen(request.user, row)
    ]
    context = {
        "found": [
            (row, it, said(it.definition.title) if it.definition else row.name, is_current)
            for row, it, is_current in found
        ],
        "may_add": request.user.may_anywhere("own-instrument.add"),
    }
    return render(request, "instruments/own_list.html", context)


@needs("own-instrument.add")
def own_new(request: Request) -> HttpResponse:
    """Check a definition and add it."""
    form = OwnForm(request.POST or None, request.FILES or None, by=request.user)
    if form.is_valid():
        with refusals_in(form):
            made = add_own(by=request.user, **form.asked())
            messages.success(request, _("“%(name)s” can be asked now.") % {"name": str(made)})
            return redirect("instrument_detail", made.name)
    status = 422 if form.errors else 200
    return render(request, "instruments/own_new.html", {"form": form}, status=status)


@needs("own-instrument.read")
@require_safe
def own_file(request: Request, own_id: UUID) -> HttpResponse:
    """The definition as it was written, to make a newer version of."""
    row = get_object_or_404(OwnInstrument, pk=own_id)
    if not _is_seen(request.user, row):
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{row.name}.yaml"'}
    return HttpResponse(row.text, content_type="text/plain; charset=utf-8", headers=headers)


def _is_seen(user: User, row: OwnInstrument) -> bool:
    """Whether it can be asked somewhere in the user's areas."""
    where = row.area_id or NATION
    areas = user.areas_for("own-instrument.read")
    return any(covers(where, area) or covers(area, where) for area in areas)
