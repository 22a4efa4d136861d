"""What is asked about a family and its members."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.db.models import Choices
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from berdaya.keys import new_key
from berdaya.people.facts import NewMember, PersonFacts
from berdaya.people.faults import fault_text
from berdaya.people.intake import FACTS
from berdaya.people.models import Family, Membership, NumberMissing, Person
from berdaya.rules.indonesia import NumberFault, check_kk, check_nik, repair_number
from berdaya.sealed.boxes import CannotOpen
from berdaya.sealed.fields import Number
from berdaya.ui.fields import DateField, NameField, PhoneField

STILL_TO_COME = _("This day is still to come.")
COMPARED = _("I have compared the number with the card")


class NumberField(forms.CharField):
    """A NIK or KK number as people write it; gives its digits, None where it is blank.

    Where there are scripts the server looks at it as it is typed, and `again` when one of
    those answers changes.
    """

    def __init__(self, *, check: str, again: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(required=False, max_length=30, empty_value=None, **kwargs)
        self.widget.attrs |= {
            "inputmode": "numeric",
            "autocomplete": "off",
            "hx-post": reverse_lazy(check),
            "hx-trigger": ", ".join(
                ["input changed delay:600ms", *(f"change from:[name={it}]" for it in again)]
            ),
            "hx-target": f"#{check}",
        }

    def to_python(self, value: Any) -> str | None:
        return repair_number(value) if value else None

    def prepare_value(self, value: Any) -> Any:
        """A number on record never stands in a form: it is kept, or written anew."""
        return None if isinstance(value, Number) else value


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not known."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))]
        super().__init__(
            choices=choices,
            coerce=lambda answer: answer == "yes",
            empty_value=None,
            required=False,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


def one_of(choices: type[Choices], label: Any, **kwargs: Any) -> forms.ChoiceField:
    """A choice that may stay open."""
    return forms.ChoiceField(
        choices=[("", _("Not known")), *choices.choices], label=label, required=False, **kwargs
    )


class NumbersForm(forms.Form):
    """What forms with an identity number do about it.

    `kept` is the number on record. It stays where nothing is written and no reason chosen.
    """

    kept: Number | None = None

    def number_or_reason(self, number: str, missing: str) -> None:
        """A number has no reason to be missing; no number needs one."""
        if self.cleaned_data.get(number):
            self.cleaned_data[missing] = ""
        elif self.kept and number not in self.errors and not self.cleaned_data.get(missing):
            try:
                self.cleaned_data[number] = self.kept.digits
            except CannotOpen as refusal:
                self.add_error(number, str(refusal))
        elif number not in self.errors and not self.cleaned_data.get(missing):
            self.add_error(missing, _("Write the number, or choose why there is none."))

    def show_faults(self, faults: Sequence[NumberFault], number: str, compared: str) -> None:
        """Errors must be mended, warnings be compared with the card."""
        for fault in faults:
            if fault.severity == "error":
                self.add_error(number, fault_text(fault))
            elif not self.cleaned_data.get(compared):
                self.add_error(compared, fault_text(fault))


class FamilyForm(NumbersForm):
    area = forms.ChoiceField(label=_("Where the family lives"))
    address = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    kk_number = NumberField(
        check="kk_check",
        label=_("Number of the family card (KK)"),
        help_text=_("16 digits, at the top of the family card"),
    )
    kk_compared = forms.BooleanField(label=COMPARED, required=False)
    kk_missing = forms.ChoiceField(
        label=_("If there is no KK number: why?"),
        choices=[("", _("There is one")), *NumberMissing.choices],
        required=False,
    )

    def __init__(self, *args: Any, areas: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [] if len(areas) == 1 else [("", _("Choose the RT"))]
        self.fields["area"].choices = [*asked, *areas]  # type: ignore[attr-defined]  # a ChoiceField

    @classmethod
    def of(cls, family: Family, data: Any, areas: Sequence[tuple[str, str]]) -> "FamilyForm":
        names = ("address", "phone", "kk_missing")
        form = cls(
            data,
            areas=areas,
            initial={"area": family.area_id} | {name: getattr(family, name) for name in names},
        )
        form.kept = family.kk_number
        form.fields["kk_number"].widget.attrs["hx-vals"] = f'{{"family": "{family.pk}"}}'
        return form

    def clean(self) -> dict[str, Any]:
        kk_number = self.cleaned_data.get("kk_number")
        self.number_or_reason("kk_number", "kk_missing")
        self.show_faults(check_kk(kk_number) if kk_number else [], "kk_number", "kk_compared")
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        """The answers by the names that the verbs use."""
        names = ("area", "address", "phone", "kk_number", "kk_missing")
        return {name: self.cleaned_data[name] for name in names}


class NewFamilyForm(FamilyForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)


class PersonForm(NumbersForm):
    """The essentials first; `OTHERS` are the rest of the official roster form."""

    OTHERS: ClassVar[Sequence[str]] = (
        "presence",
        "schooling",
        "work",
        "religion",
        "health_insurance",
        "birth_certificate",
        "first_married_at",
        "uses_contraception",
        "is_pregnant",
    )

    name = NameField(label=_("Name"), max_length=120)
    nik = NumberField(
        check="nik_check",
        again=("sex", "birth_date"),
        label=_("NIK"),
        help_text=_("16 digits, on the KTP and the family card"),
    )
    nik_compared = forms.BooleanField(label=COMPARED, required=False)
    nik_missing = forms.ChoiceField(
        label=_("If there is no NIK: why?"),
        choices=[("", _("There is one")), *NumberMissing.choices],
        required=False,
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=Person.Sex, widget=forms.RadioSelect)
    birth_date = DateField(label=_("Date of birth"), required=False)
    marital = one_of(Person.Marital, _("Marital status"))
    presence = forms.ChoiceField(
        label=_("Where they live"), choices=Membership.Presence, required=False
    )
    schooling = one_of(Person.Schooling, _("Schooling"))
    work = one_of(Person.Work, _("Work"))
    religion = one_of(Person.Religion, _("Religion"))
    health_insurance = one_of(Person.HealthInsurance, _("Health insurance"))
    birth_certificate = YesNoField(label=_("Has a birth certificate"))
    first_married_at = forms.IntegerField(
        label=_("Age at first marriage"), min_value=8, max_value=120, required=False
    )
    uses_contraception = YesNoField(label=_("Takes part in family planning (KB)"))
    is_pregnant = YesNoField(label=_("Is pregnant"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_birth_date(self) -> date | None:
        born: date | None = self.cleaned_data["birth_date"]
        if born and born > self.today:
            raise forms.ValidationError(STILL_TO_COME)
        return born

    def clean(self) -> dict[str, Any]:
        self.number_or_reason("nik", "nik_missing")
        if nik := self.cleaned_data.get("nik"):
            born, sex = self.cleaned_data.get("birth_date"), self.cleaned_data.get("sex")
            faults = check_nik(nik, born=born, sex=sex, today=self.today)
            self.show_faults(faults, "nik", "nik_compared")
        if self.cleaned_data.get("sex") == Person.Sex.MALE and self.cleaned_data.get(
            "is_pregnant"
        ):
            self.add_error("is_pregnant", _("A man is not pregnant. Look at the sex again."))
        return self.cleaned_data

    def facts(self) -> PersonFacts:
        return PersonFacts(**{name: self.cleaned_data[name] for name in FACTS})

    def others(self) -> list[forms.BoundField]:
        """The questions that may wait."""
        return [self[name] for name in self.OTHERS if name in self.fields]

    def is_wrong_below(self) -> bool:
        """Whether one of those must be mended, so that they have to be seen."""
        return any(name in self.errors for name in self.OTHERS)


class PersonEditForm(PersonForm):
    """A person who is known, and their place in the family if they belong to one."""

    relation = forms.ChoiceField(label=_("Relation to the head"), choices=Membership.Relation)

    def __init__(
        self,
        person: Person,
        membership: Membership | None,
        data: Any,
        *,
        today: date,
    ) -> None:
        initial = {name: getattr(person, name) for name in FACTS if name != "nik"}
        if membership:
            initial |= {"relation": membership.relation, "presence": membership.presence}
        super().__init__(data, today=today, initial=initial)
        if not membership:
            del self.fields["relation"], self.fields["presence"]
        self.kept = person.nik
        self.fields["nik"].widget.attrs["hx-vals"] = f'{{"person": "{person.pk}"}}'

    def belongs(self) -> dict[str, str]:
        """How they belong to the family, by the names that the verb uses."""
        return {name: self.cleaned_data.get(name, "") for name in ("relation", "presence")}


class HeadForm(PersonForm):
    """The first person of a new family, who is its head."""

    OTHERS = ("since", *PersonForm.OTHERS)

    member_key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)
    since = DateField(
        label=_("Has lived here since"),
        help_text=_("If the day is not known, the first of January of this year is enough."),
    )

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if since > self.today:
            raise forms.ValidationError(STILL_TO_COME)
        return since

    def member(self) -> NewMember:
        return NewMember(
            key=self.cleaned_data["member_key"],
            facts=self.facts(),
            relation=self.cleaned_data.get("relation") or Membership.Relation.HEAD,
            presence=self.cleaned_data["presence"] or Membership.Presence.HOME,
            mother_key=self.cleaned_data.get("mother"),
        )


class MemberForm(HeadForm):
    """A further member of a family."""

    OTHERS = ("mother", *HeadForm.OTHERS)

    relation = forms.ChoiceField(
        label=_("Relation to the head"),
        choices=[choice for choice in Membership.Relation.choices if choice[0] != "head"],
    )
    mother = forms.TypedChoiceField(
        label=_("Mother, if she is in this family"),
        required=False,
        coerce=UUID,
        empty_value=None,
    )

    def __init__(
        self, *args: Any, roster: Sequence[Membership], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, today=today, **kwargs)
        women = [
            (str(membership.person_id), membership.person.name)
            for membership in roster
            if membership.person.sex == Person.Sex.FEMALE
        ]
        mothers = [("", _("Not in this family")), *women]
        self.fields["mother"].choices = mothers  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["since"].label = _("Belongs to the family since")
        self.fields["since"].help_text = _("Whoever was born later belongs to it from birth.")


class EndForm(forms.Form):
    until = DateField(label=_("On which day"))
    reason = forms.ChoiceField(
        label=_("Why"), choices=Membership.EndReason, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until > self.today:
            raise forms.ValidationError(STILL_TO_COME)
        return until


class FilterForm(forms.Form):
    """What the list of families is narrowed to; the answers stand in the address."""

    wilayah = forms.ChoiceField(label=_("Area"), required=False)
    q = forms.CharField(
        label=_("Name of the head"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    urut = forms.ChoiceField(
        label=_("Order"),
        choices=[("", _("By place")), ("nama", _("By name")), ("-baru", _("Newest first"))],
        required=False,
    )
