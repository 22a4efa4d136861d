"""What is asked where a household begins, ends or moves; and the forms of all kinds of events."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.keys import new_key
from berdaya.life import actions
from berdaya.life.forms import (
    ArrivalForm,
    BirthForm,
    DeathForm,
    DepartureForm,
    EventForm,
    HeadForm,
)
from berdaya.life.models import LifeEvent
from berdaya.people.facts import NewMember, PersonFacts
from berdaya.people.forms import NumberField
from berdaya.people.models import Membership, NumberMissing, Person
from berdaya.people.numbers import persons_by_nik
from berdaya.ui.fields import DateField, NameField

Kind, Relation = LifeEvent.Kind, Membership.Relation
HERE, OWN, AWAY = "here", "own", "away"
STAYS = ""


class HomeFields(forms.Form):
    """Where a new household lives."""

    area = forms.ChoiceField(
        label=_("Where is the new household?"),
        required=False,
        help_text=_("Only if they set up a household of their own."),
    )
    address = forms.CharField(label=_("Street and number"), max_length=200, required=False)

    homes: Sequence[tuple[str, str]]

    def choose_homes(self) -> None:
        self.fields["area"].choices = [("", _("Choose the RT")), *self.homes]  # type: ignore[attr-defined]  # a ChoiceField

    def area_if(self, wanted: bool) -> str:
        """The chosen area; says so where one is needed and none is chosen."""
        area = self.cleaned_data.get("area", "")
        if wanted and not area:
            self.add_error("area", _("Choose where the new household is."))
        return area if wanted else ""


class MarriageForm(HomeFields, EventForm):
    kind, asks_heir = Kind.MARRIAGE, True
    FIRST = ("who", "name", "sex", "birth_date", "nik", "home")
    who = forms.ChoiceField(label=_("Who of this family marries?"), widget=forms.RadioSelect)
    home = forms.ChoiceField(
        label=_("Where do they live now?"),
        choices=[
            (HERE, _("With this family")),
            (OWN, _("In a household of their own")),
            (AWAY, _("Elsewhere, not known here")),
        ],
        widget=forms.RadioSelect,
    )
    name = NameField(label=_("Name of the partner"), max_length=120, required=False)
    sex = forms.ChoiceField(
        label=_("Sex of the partner"),
        choices=Person.Sex,
        widget=forms.RadioSelect,
        required=False,
    )
    birth_date = DateField(label=_("Partner's date of birth"), required=False)
    nik = NumberField(
        check="nik_check",
        again=("sex", "birth_date"),
        label=_("Partner's NIK, if there is one"),
        help_text=_("Who belongs to another family here is found by it and moves along."),
    )
    head_is_partner = forms.BooleanField(
        label=_("The partner is the head of the new household"), required=False
    )
    member_key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("who", self.members())
        self.choose_homes()

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        self.area_if(said.get("home") == OWN)
        if said.get("home") != AWAY and not said.get("nik"):
            for field in ("name", "sex"):
                if not said.get(field):
                    self.add_error(field, _("Write who the partner is."))
        return said

    def newcomer(self, by: User) -> NewMember | None:
        partner = self._partner(by)
        return partner if isinstance(partner, NewMember) else None

    def perform(self, by: User) -> LifeEvent:
        said = self.cleaned_data
        own = said["home"] == OWN
        return actions.record_marriage(
            one=self.people[said["who"]],
            partner=self._partner(by),
            house=actions.House(
                self.area_if(own),
                said["address"] if own else "",
                head_is_partner=said["head_is_partner"],
            ),
            heir=self.one("heir"),
            told=self.told(),
            by=by,
        )

    def _partner(self, by: User) -> Membership | NewMember | None:
        said, nik = self.cleaned_data, self.cleaned_data.get("nik")
        if said["home"] == AWAY:
            return None
        owner = persons_by_nik([nik]).get(nik) if nik else None
        if owner and by.sees(owner.area_id, "person.read"):
            present = Membership.objects.present().select_related("person", "family")
            if known := present.filter(person=owner).first():
                return known
        is_head_here = self.people[said["who"]].relation == Relation.HEAD
        beside_head = is_head_here or said["home"] == OWN
        relation = Relation.SPOUSE if beside_head else Relation.OTHER
        facts = PersonFacts(
            name=said["name"],
            sex=said["sex"],
            birth_date=said["birth_date"],
            nik=nik,
            nik_missing="" if nik else NumberMissing.UNKNOWN,
        )
        return NewMember(said["member_key"], facts, relation)


class DivorceForm(HomeFields, EventForm):
    kind, asks_heir = Kind.DIVORCE, True
    FIRST = ("who", "other", "home", "leavers")
    who = forms.ChoiceField(label=_("Who divorces?"), widget=forms.RadioSelect)
    other = forms.ChoiceField(label=_("From whom?"), widget=forms.RadioSelect)
    home = forms.ChoiceField(
        label=_("Who leaves the house?"),
        choices=[
            (HERE, _("Nobody")),
            (OWN, _("Those below, to a household of their own")),
            (AWAY, _("Those below, to a place not known here")),
        ],
        widget=forms.RadioSelect,
    )
    leavers = forms.MultipleChoiceField(
        label=_("Who leaves?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ("who", "other", "leavers"):
            self._choose(field, self.members())
        self.choose_homes()

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        self.area_if(said.get("home") == OWN)
        if said.get("home") in {OWN, AWAY} and not said.get("leavers"):
            self.add_error("leavers", _("Choose who leaves."))
        return said

    def perform(self, by: User) -> LifeEvent:
        said = self.cleaned_data
        return actions.record_divorce(
            one=self.people[said["who"]],
            other=self.people[said["other"]],
            leavers=[] if said["home"] == HERE else self.several("leavers"),
            area=self.area_if(said["home"] == OWN),
            address=said["address"],
            heir=self.one("heir"),
            told=self.told(),
            by=by,
        )


class SplitForm(HomeFields, EventForm):
    """For each member a question: stays, or who they are in the new household."""

    kind, asks_heir = Kind.SPLIT, True
    PREFIX = "member_"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(STAYS, _("Stays here")), *Relation.choices]
        for key, membership in self.people.items():
            self.fields[self.PREFIX + key] = forms.ChoiceField(
                label=membership.person.name, choices=choices, required=False
            )
        self.choose_homes()
        self.fields["area"].required = True
        self.order_fields([self.PREFIX + key for key in self.people])

    def moving(self) -> Mapping[Membership, str]:
        return {
            membership: relation
            for key, membership in self.people.items()
            if (relation := self.cleaned_data[self.PREFIX + key])
        }

    def perform(self, by: User) -> LifeEvent:
        return actions.split_family(
            moving=self.moving(),
            area=self.cleaned_data["area"],
            address=self.cleaned_data["address"],
            heir=self.one("heir"),
            told=self.told(),
            by=by,
        )


class MoveForm(HomeFields, EventForm):
    kind = Kind.MOVE
    FIRST = ("home",)
    home = forms.ChoiceField(
        label=_("Where does the family live now?"),
        choices=[(OWN, _("Here in the village")), (AWAY, _("Elsewhere, not known here"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_homes()
        self.fields["area"].label = _("In which RT?")
        self.fields["area"].help_text = ""

    def clean(self) -> dict[str, Any]:
        self.area_if(self.cleaned_data.get("home") == OWN)
        return self.cleaned_data

    def perform(self, by: User) -> LifeEvent:
        said = self.cleaned_data
        return actions.move_family(
            family=self.family,
            area=self.area_if(said["home"] == OWN),
            address=said["address"],
            told=self.told(),
            by=by,
        )


FORMS: dict[str, Callable[..., EventForm]] = {
    form.kind: form
    for form in (
        BirthForm,
        DeathForm,
        MarriageForm,
        DivorceForm,
        SplitForm,
        ArrivalForm,
        DepartureForm,
        MoveForm,
        HeadForm,
    )
}
