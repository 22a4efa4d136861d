"""What is asked for a contract: its terms, who signed it and how, and that it is withdrawn."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.casework.actions.contracts import SIGNERS, Signing, Terms
from berdaya.casework.models import Case, Contract
from berdaya.casework.models.contracts import FOR_A_CHILD
from berdaya.casework.signatures import SignatureField
from berdaya.ui.fields import DateField, NameField
from berdaya.ui.photos import PhotosField, SmallPhoto

MONTH = timedelta(days=30)


def _lines(label: Any, help_text: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=2000,
        required=required,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ContractForm(forms.Form):
    """The terms of a contract: few, plain, in the client's words."""

    goals = _lines(
        _("What does the client want to reach?"),
        _("In their own words, a goal a line. Write what they say, not what you conclude."),
    )
    client_tasks = _lines(_("What does the client do?"), _("A task a line."))
    worker_tasks = _lines(
        _("What do you do?"), _("A task a line. Promise only what you can keep.")
    )
    meetings = _lines(
        _("When and where do you meet?"),
        _("For example: every Tuesday at ten, at the village hall."),
    )
    begins_on = DateField(label=_("It begins on"), initial=timezone.localdate)
    looked_at_on = DateField(label=_("We look at it together on"))
    ends_on = DateField(label=_("It ends on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["looked_at_on"].initial = today + MONTH
        self.fields["ends_on"].initial = today + 3 * MONTH

    def terms(self) -> Terms:
        return Terms(**self.cleaned_data)


class SignForm(forms.Form):
    """Who signed, and the drawing or the photo of the paper."""

    signer = forms.ChoiceField(label=_("Who signs?"), widget=forms.RadioSelect)
    name = NameField(label=_("Name of whoever signs"), max_length=120, required=False)
    child_agrees = forms.TypedChoiceField(
        label=_("Does the child want it too?"),
        help_text=_("Asked alone, in words that fit their age."),
        choices=[("yes", _("Yes")), ("no", _("No")), ("", _("Too young to be asked"))],
        coerce=lambda said: said == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    read_out = forms.BooleanField(label=_("It was read out, and they say that they agree"))
    drawn = SignatureField(required=False)
    photo = PhotosField(
        label=_("Or take a photo of the signed paper"), camera=True, required=False
    )
    on = DateField(label=_("Signed on"), initial=timezone.localdate)

    def __init__(self, *args: Any, case: Case, covers_child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = set(FOR_A_CHILD) if covers_child else SIGNERS[case.subject_kind]
        choices = [it for it in Contract.Signer.choices if it[0] in allowed]
        signer = self.fields["signer"]
        signer.choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if len(choices) == 1:
            signer.initial = choices[0][0]
        if choices[0][0] == Contract.Signer.SELF:
            del self.fields["name"]
        if not covers_child:
            del self.fields["child_agrees"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not self._picture():
            self.add_error(None, _("Let them sign in the box, or take a photo of the paper."))
        return said

    def _picture(self) -> SmallPhoto | None:
        drawn: SmallPhoto | None = self.cleaned_data.get("drawn")
        return drawn or next(iter(self.cleaned_data.get("photo") or ()), None)

    def signing(self) -> Signing:
        said, picture = self.cleaned_data, self._picture()
        assert picture is not None  # `clean` looked
        how = Contract.How.SCREEN if said.get("drawn") else Contract.How.PAPER
        return Signing(
            signer=said["signer"],
            how=how,
            picture=picture.content,
            on=said["on"],
            name=said.get("name", ""),
            child_agrees=said.get("child_agrees"),
        )


class WithdrawForm(forms.Form):
    on = DateField(label=_("On which day did they say so?"), initial=timezone.localdate)
    because = forms.CharField(
        label=_("Why, if they want to say?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
