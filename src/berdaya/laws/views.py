"""The legal library: a list to search, and a page for each regulation."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.laws.library import UnknownRegulation, library
from berdaya.laws.shown import KINDS, shown
from berdaya.ui.requests import Request


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Number, year or a word"), required=False, max_length=80)
    jenis = forms.ChoiceField(
        label=_("Kind of regulation"),
        required=False,
        choices=[("", _("All kinds")), *KINDS.items()],
    )


@needs("law.read")
@require_safe
def law_list(request: Request) -> HttpResponse:
    """All regulations, or those that bear what is asked, by kind."""
    filters = SearchForm(request.GET)
    filters.is_valid()
    said = filters.cleaned_data
    found = library().search(said.get("q", ""), said.get("jenis", ""))
    by_kind = [
        (label, [shown(it) for it in found if it.kind == kind]) for kind, label in KINDS.items()
    ]
    context = {"filters": filters, "kinds": [(label, rows) for label, rows in by_kind if rows]}
    return render(request, "laws/law_list.html", context)


@needs("law.read")
@require_safe
def law_detail(request: Request, law: str) -> HttpResponse:
    """What a regulation says to a group, and what it replaces, carries out and follows."""
    books = library()
    try:
        one = books.cite(law)
    except UnknownRegulation:
        raise Http404 from None
    relations = (
        (_("Replaced by"), books.replaced_by(law)),
        (_("Replaces"), books.named(one.replaces)),
        (_("Carries out"), books.named(one.carries_out)),
        (_("Carried out by"), books.carried_out_by(law)),
    )
    context = {
        "it": shown(one),
        "relations": [
            (label, [shown(it) for it in found]) for label, found in relations if found
        ],
    }
    return render(request, "laws/law_detail.html", context)
