"""Every component in every state, for whoever builds or checks pages (demo and debug only)."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from berdaya.ui import stages
from berdaya.ui.fields import DateField, NameField, PhoneField, RupiahField
from berdaya.ui.paging import Page

ICONS = Path(__file__).parent / "static" / "ui" / "icons.svg"
COUNTS = dict(zip((*stages.LADDER, stages.INCOMPLETE), (58, 112, 141, 64, 19, 6), strict=True))
ANSWERS = [("1", _("Yes")), ("0", _("No")), ("2", _("Not applicable"))]
RELATIONS = [
    ("head", _("Head of the family")),
    ("spouse", _("Wife or husband")),
    ("child", _("Child")),
]
WRONG = {
    "name": "Budi 2",
    "born": "31/02/1990",
    "phone": "12",
    "amount": "fifty",
    "meals": "",
    "relation": "uncle",
}


class SampleForm(forms.Form):
    name = NameField(label=_("Name"), help_text=_("As it stands on the family card."))
    born = DateField(label=_("Date of birth"))
    phone = PhoneField(label=_("Phone"), required=False)
    amount = RupiahField(label=_("Savings this month"), required=False)
    relation = forms.ChoiceField(
        label=_("Relation"), choices=RELATIONS, widget=forms.RadioSelect, initial="spouse"
    )
    meals = forms.ChoiceField(
        label=_("Does everybody eat two meals a day or more?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
    )
    religion = forms.ChoiceField(
        label=_("Religion"), choices=[("", "–"), ("islam", "Islam")], required=False
    )
    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    file = forms.FileField(label=_("Spreadsheet"), required=False)
    is_checked = forms.BooleanField(label=_("I compared this with the card."))


@dataclass(frozen=True, slots=True)
class SampleFamily:
    head: str
    rt: str
    members: int
    stage: str


FAMILIES = [
    SampleFamily("Asep Contoh", "RT 001 / RW 001", 4, "KS1"),
    SampleFamily("Euis Misalnya", "RT 002 / RW 001", 6, "KPS"),
    SampleFamily("Ujang Percobaan bin Nama Panjang Sekali", "RT 001 / RW 002", 3, "KS3PLUS"),
    SampleFamily("Nining Umpama", "RT 001 / RW 002", 2, "incomplete"),
]


def gallery(request: HttpRequest) -> HttpResponse:
    """What shows things: figures, states, places."""
    if request.method == "POST":
        messages.success(request, gettext("Saved. This is how a page says so."))
        return redirect("gallery")
    return render(
        request,
        "ui/gallery.html",
        {
            "tabs": _tabs("gallery"),
            "levels": COUNTS,
            "tones": ("quiet", "info", "good", "warn", "bad"),
            "parts": [(stages.name(level), count, level) for level, count in COUNTS.items()],
            "icons": re.findall(r'symbol id="([\w-]+)"', ICONS.read_text()),
            "crumbs": [("Jawa Barat", "#"), ("Kabupaten Bandung", "#"), ("Sukamaju", None)],
            "facts": [
                (gettext("Name"), "Asep Contoh"),
                (gettext("Date of birth"), "4 Mei 1985"),
                (gettext("Phone"), ""),
            ],
            "days": [date(2026, 11, 2), date(2025, 10, 14)],
        },
    )


def gallery_forms(request: HttpRequest) -> HttpResponse:
    """What asks for things: fields, errors, steps, tables."""
    return render(
        request,
        "ui/gallery_forms.html",
        {
            "tabs": _tabs("gallery_forms"),
            "form": SampleForm(),
            "wrong": SampleForm(WRONG, auto_id="wrong_%s"),
            "families": FAMILIES,
            "page": Page(FAMILIES, before="x", after="y"),
            "steps": [
                {"label": gettext("Food and clothes"), "state": "done", "url": "#"},
                {"label": gettext("House and health"), "state": "now", "url": "#"},
                {"label": gettext("Learning"), "state": "todo", "url": ""},
                {"label": gettext("Look it over"), "state": "todo", "url": ""},
            ],
        },
    )


def _tabs(current: str) -> list[dict[str, object]]:
    names = {"gallery": gettext("To show"), "gallery_forms": gettext("To ask")}
    return [
        {"label": label, "url": reverse(name), "is_current": name == current}
        for name, label in names.items()
    ]
