"""Asking a family in passing: two sentences, and a tap on the name of who answers."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from berdaya.consents.actions import Answer
from berdaya.consents.models import Consent
from berdaya.consents.questions import State, state_of
from berdaya.keys import new_key
from berdaya.people.models import Family, Membership
from berdaya.rules.purposes.definition import Wording, is_child, purpose

PARENTS = {Membership.Relation.HEAD, Membership.Relation.SPOUSE}
RESEARCH = "research"


class AskForm(forms.Form):
    """`agreed` is the key of the adult whose name was tapped; blank: they were not asked."""

    consent_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=new_key)
    research_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=new_key)
    agreed = forms.UUIDField(required=False)
    research = forms.BooleanField(required=False)


@dataclass(frozen=True, slots=True)
class Asking:
    """What a page shows of one purpose before it begins, and what came back."""

    family: Family
    state: State
    today: date
    roster: list[Membership]
    form: AskForm

    @property
    def is_open(self) -> bool:
        """Whether the family is to be asked today."""
        return self.state.is_to_be_asked(self.today)

    @property
    def wording(self) -> Wording:
        return self.state.purpose.wording_on(self.today)

    @property
    def research(self) -> Wording:
        return purpose(RESEARCH).wording_on(self.today)

    @property
    def adults(self) -> list[Membership]:
        """Who can answer for the family, as the roster is ordered."""
        return [one for one in self.roster if not is_child(one.person.birth_date, self.today)]

    def answers(self, said_on: date) -> list[Answer]:
        """What was tapped, for the verb; nothing where nobody was asked.

        `said_on` is the day of the visit: a form typed later must not outdo a no said since.
        """
        if not self.is_open or not self.form.is_valid():
            return []
        said: dict[str, Any] = self.form.cleaned_data
        who = next((one for one in self.adults if one.person_id == said["agreed"]), None)
        if who is None:
            return []
        found = [self._answer(who, self.state.purpose.id, said["consent_key"], said_on)]
        if said["research"]:
            found.append(self._answer(who, RESEARCH, said["research_key"], said_on))
        return found

    def _answer(
        self, who: Membership, purpose_id: str, key: UUID | None, said_on: date
    ) -> Answer:
        return Answer(
            key=key or new_key(),
            subject=self.family,
            purpose=purpose_id,
            act=Consent.Act.GIVEN,
            text_version=purpose(purpose_id).wording_on(self.today).version,
            relation=relation_of(who, self.roster, said_on),
            how=Consent.How.SPOKEN,
            said_on=said_on,
            answered_by=who.person,
        )


def asking_of(
    family: Family, purpose_id: str, roster: list[Membership], data: Any, today: date
) -> Asking:
    """The question about one purpose as it stands for this family. One query."""
    return Asking(family, state_of(family, purpose_id, today), today, roster, AskForm(data))


def relation_of(who: Membership, roster: list[Membership], on: date) -> str:
    """As whom an adult of the family answers for it, as far as the list of members tells."""
    children = [one for one in roster if is_child(one.person.birth_date, on)]
    if not children:
        return Consent.Relation.MEMBER
    are_theirs = any(one.relation == Membership.Relation.CHILD for one in children)
    if who.relation in PARENTS and are_theirs:
        return Consent.Relation.PARENT
    return Consent.Relation.CARER
