"""What is asked before a case goes out on paper."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from berdaya.casefile.actions import Order
from berdaya.casefile.models import CasePrint
from berdaya.groups.forms import key_field
from berdaya.rules.casework.casefile import Part, definition
from berdaya.ui.languages import said


class PrintForm(forms.Form):
    """The parts of one version, for whom and why."""

    key = key_field()
    parts = forms.MultipleChoiceField(
        label=_("Which parts?"), widget=forms.CheckboxSelectMultiple
    )
    own_notes = forms.BooleanField(
        label=_("My own private notes too"),
        help_text=_("They are for you alone. Whoever holds the paper reads them."),
        required=False,
    )
    reason = forms.ChoiceField(label=_("Why?"), widget=forms.RadioSelect)
    for_whom = forms.CharField(
        label=_("For whom?"),
        help_text=_("A name or an office. It stands on the paper and in the list of prints."),
        max_length=200,
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=CasePrint.Language, widget=forms.RadioSelect
    )
    size = forms.ChoiceField(
        label=_("Paper"), choices=CasePrint.Size, widget=forms.RadioSelect, initial="a4"
    )

    def __init__(
        self,
        *args: Any,
        version: str,
        parts: Iterable[Part],
        has_private: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        known = [(it.code, said(it.words)) for it in parts]
        reasons = [it for it in definition().reasons.values() if version in it.versions]
        choices: dict[str, list[tuple[str, str]]] = {
            "parts": known,
            "reason": [(it.code, said(it.words)) for it in reasons],
        }
        for name, chosen in choices.items():
            self.fields[name].choices = chosen  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["parts"].initial = [code for code, _words in known]
        self.fields["language"].initial = get_language()
        if len(reasons) == 1:
            self.fields["reason"].initial = reasons[0].code
        if not has_private:
            del self.fields["own_notes"]

    def order(self) -> Order:
        said = dict(self.cleaned_data)
        said.pop("key")
        return Order(version=self.version, **said)
