"""What is asked about each kind of event, and the verb that it comes to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.keys import new_key
from berdaya.life import actions
from berdaya.life.actions.recording import Told
from berdaya.life.models import REASONS, LifeEvent
from berdaya.people.facts import NewMember, PersonFacts
from berdaya.people.forms import NumberField
from berdaya.people.models import Family, Membership, NumberMissing, Person
from berdaya.ui.fields import DateField, NameField

Kind, Relation = LifeEvent.Kind, Membership.Relation
HERE, OWN, AWAY = "here", "own", "away"
STAYS = ""


class EventForm(forms.Form):
    """When and why; each kind adds who. `heir` is asked where the head may leave."""

    kind: ClassVar[str]
    asks_heir: ClassVar[bool] = False
    FIRST: ClassVar[Sequence[str]] = ()  # what is asked before the rest

    on = DateField(label=_("When did it happen?"), initial=timezone.localdate)
    reason = forms.ChoiceField(label=_("Why, or how do you know?"), widget=forms.RadioSelect)
    heir = forms.ChoiceField(
        label=_("Who takes over as head of family?"),
        required=False,
        help_text=_("Only if the head leaves and others stay."),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=200, help_text=_("Only if it helps.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)

    def __init__(
        self,
        data: Any,
        *,
        family: Family,
        roster: Sequence[Membership],
        homes: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(data)
        self.family = family
        self.people = {str(it.pk): it for it in roster}
        self.homes = homes
        self._choose("reason", [(it.value, it.label) for it in REASONS[self.kind]])
        if self.asks_heir and len(roster) > 2:  # of two, the other takes over
            nobody = ("", _("Nobody has to"))
            self._choose("heir", [nobody, *self.members(but=Relation.HEAD)])
        else:
            del self.fields["heir"]
        asked = [name for name in self.fields if name not in EventForm.base_fields]
        self.order_fields([*self.FIRST, *asked, "heir", "on"])

    def _choose(self, field: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def members(self, but: str = "") -> list[tuple[str, str]]:
        """Those of the family as choices, without those of one relation."""
        return [(key, it.person.name) for key, it in self.people.items() if it.relation != but]

    def one(self, field: str) -> Membership | None:
        return self.people.get(self.cleaned_data.get(field) or "")

    def several(self, field: str) -> list[Membership]:
        return [self.people[key] for key in self.cleaned_data.get(field) or []]

    def told(self) -> Told:
        said = self.cleaned_data
        return Told(key=said["key"], on=said["on"], reason=said["reason"], note=said["note"])

    def newcomer(self, by: User) -> NewMember | None:
        """Whoever the event would record for the first time."""
        return None

    def perform(self, by: User) -> LifeEvent:
        """Note the event by its verb."""
        raise NotImplementedError

    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "key"]


class PersonFields(forms.Form):
    """Somebody who is not in the family yet. The field `name` and what identifies them."""

    name = NameField(label=_("Name"), max_length=120)
    sex = forms.ChoiceField(label=_("Sex"), choices=Person.Sex, widget=forms.RadioSelect)
    birth_date = DateField(label=_("Date of birth"), required=False)
    nik = NumberField(
        check="nik_check",
        again=("sex", "birth_date"),
        label=_("NIK, if there is one"),
        help_text=_("Who is known by it keeps their record."),
    )
    member_key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)

    def member(self, relation: str, **facts: Any) -> NewMember:
        said = self.cleaned_data
        nik = said.get("nik")
        missing = "" if nik else NumberMissing.UNKNOWN
        told = {name: said.get(name) for name in ("name", "sex", "birth_date")}
        values = told | {"nik": nik, "nik_missing": missing} | facts
        return NewMember(said["member_key"], PersonFacts(**values), relation)


class BirthForm(PersonFields, EventForm):
    kind = Kind.BIRTH
    FIRST = ("name", "sex", "mother", "nik", "on", "reason", "birth_date")
    mother = forms.ChoiceField(label=_("Mother, if she is in this family"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        women = [it for it in self.people.values() if it.person.sex == Person.Sex.FEMALE]
        mothers = [(str(it.person_id), it.person.name) for it in women]
        self._choose("mother", [("", _("Not in this family")), *mothers])
        self.fields["birth_date"].help_text = _(
            "Only of an adopted child; otherwise the day below."
        )

    def newcomer(self, by: User) -> NewMember:
        said = self.cleaned_data
        is_born = said["reason"] == LifeEvent.Reason.BORN
        born = said["birth_date"] or (said["on"] if is_born else None)
        child = self.member(Relation.CHILD, birth_date=born, marital=Person.Marital.NEVER)
        mother = UUID(said["mother"]) if said["mother"] else None
        return replace(child, mother_key=mother)

    def perform(self, by: User) -> LifeEvent:
        child = self.newcomer(by)
        return actions.record_birth(family=self.family, child=child, told=self.told(), by=by)


class DeathForm(EventForm):
    kind, asks_heir = Kind.DEATH, True
    who = forms.ChoiceField(label=_("Who has died?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("who", self.members())

    def perform(self, by: User) -> LifeEvent:
        return actions.record_death(
            membership=self.people[self.cleaned_data["who"]],
            heir=self.one("heir"),
            told=self.told(),
            by=by,
        )


class HeadForm(EventForm):
    kind = Kind.HEAD
    who = forms.ChoiceField(
        label=_("Who becomes the head of family?"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("who", self.members(but=Relation.HEAD))

    def perform(self, by: User) -> LifeEvent:
        heir = self.people[self.cleaned_data["who"]]
        return actions.change_head(heir=heir, told=self.told(), by=by)


class ArrivalForm(PersonFields, EventForm):
    kind = Kind.ARRIVAL
    relation = forms.ChoiceField(
        label=_("Relation to the head"),
        choices=[it for it in Relation.choices if it[0] != Relation.HEAD],
        initial=Relation.OTHER,
    )

    def newcomer(self, by: User) -> NewMember:
        return self.member(self.cleaned_data["relation"])

    def perform(self, by: User) -> LifeEvent:
        member = self.newcomer(by)
        return actions.move_in(family=self.family, member=member, told=self.told(), by=by)


class DepartureForm(EventForm):
    kind, asks_heir = Kind.DEPARTURE, True
    who = forms.MultipleChoiceField(
        label=_("Who has moved out?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("who", self.members())

    def perform(self, by: User) -> LifeEvent:
        return actions.move_out(
            leavers=self.several("who"), heir=self.one("heir"), told=self.told(), by=by
        )


class TakeBackForm(forms.Form):
    reason = forms.CharField(label=_("What was wrong?"), max_length=200)


class DayForm(forms.Form):
    """The day whose roster is shown; it stands in the address."""

    tanggal = DateField(label=_("On which day?"), required=False)

    def day(self, today: date) -> date:
        chosen = self.cleaned_data.get("tanggal") if self.is_valid() else None
        return chosen or today
