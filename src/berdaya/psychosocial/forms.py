"""What is asked: the assessment's text, people of the genogram, systems around the client."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.casework.words import choices
from berdaya.groups.forms import key_field
from berdaya.psychosocial.actions import kin as relations
from berdaya.psychosocial.actions.asking import GroupAnswers
from berdaya.psychosocial.actions.assessing import WORDS, Written
from berdaya.psychosocial.actions.kin import NewKin, Told
from berdaya.psychosocial.actions.systems import ToldSystem
from berdaya.psychosocial.kinship import called
from berdaya.psychosocial.models import (
    EARLIEST,
    Couple,
    Edition,
    Kin,
    KinTie,
    ParentLink,
    System,
)
from berdaya.rules.casework.vocabulary import terms
from berdaya.rules.instruments.definition import Instrument
from berdaya.surveys.answers import may_not_apply
from berdaya.surveys.forms import Question, field_of, read_answer
from berdaya.ui.fields import DateField
from berdaya.ui.languages import said

LONG = 4000  # letters in one answer


class AskGroupForm(forms.Form):
    """A whole questionnaire for a group on one page. Any question may stay blank."""

    conducted_on = DateField(
        label=_("On which day was the group asked?"), initial=timezone.localdate
    )
    key = key_field()

    def __init__(self, *args: Any, definition: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        today = timezone.localdate()
        for item in definition.items:
            self.fields[item.code] = field_of(item, may_not_apply(item, (), today))

    def sections(self) -> Iterator[tuple[str, str, list[Question]]]:
        """The groups of questions: title, what is said first, the questions."""
        for group in self.definition.groups:
            asked = [
                Question(item, said(item.text), said(item.help), "", self[item.code])
                for item in group.items
            ]
            yield said(group.title), said(group.intro), asked

    def told(self) -> GroupAnswers:
        given = self.cleaned_data
        answers = {it.code: read_answer(it, given[it.code]) for it in self.definition.items}
        on = given["conducted_on"]
        return GroupAnswers(given["key"], self.definition.id, answers, on)


class WordsArea(forms.CharField):
    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONG)
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class YearField(forms.IntegerField):
    """A year of the past or this one."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(min_value=EARLIEST, max_value=timezone.localdate().year, **kwargs)
        self.widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4})


class AssessmentForm(forms.Form):
    """The S5(2) fields by the vocabulary's words, strengths, methods, and what was chosen."""

    strengths = WordsArea(
        label=_("What is strong?"),
        help_text=_(
            "What the client can do, likes and has come through; who stands by them; what the "
            "neighbourhood offers. A line for each."
        ),
    )
    methods = forms.MultipleChoiceField(
        label=_("How did you learn this?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    other_methods = forms.CharField(
        label=_("In what other way?"), max_length=300, required=False
    )
    chosen = forms.ChoiceField(
        label=_("What do you choose?"),
        choices=Edition.Chosen,
        required=False,
        widget=forms.RadioSelect,
    )
    focus = WordsArea(label=_("What is it, in a sentence or two?"))
    why = WordsArea(
        label=_("Why this and nothing else?"),
        help_text=_("What speaks for it, and what the client says to it."),
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    key = key_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for term in terms("problem-facets"):
            if term.code not in self.fields:
                self.fields[term.code] = WordsArea(
                    label=said(term.words), help_text=said(term.about)
                )
        self.fields["methods"].choices = choices("assessment-methods")  # type: ignore[attr-defined]  # a choice field

    def written(self) -> Written:
        data = self.cleaned_data
        return Written(
            data["key"],
            {name: data[name] for name in WORDS},
            data["methods"],
            data["chosen"],
            data["after"],
        )


class KinForm(forms.Form):
    """What is known of one person. Everything but the sex may stay open."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Leave it empty where nobody remembers it."),
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=Kin.Sex, widget=forms.RadioSelect)
    born = YearField(label=_("Year of birth"))
    is_dead = forms.BooleanField(label=_("Has died"), required=False)
    died = YearField(label=_("Year of death"))
    note = WordsArea(
        label=_("Note"),
        rows=2,
        max_length=1000,
        help_text=_("For example health, work, where they live."),
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def told(self) -> Told:
        data = self.cleaned_data
        return Told(**{name: data[name] for name in Told.__dataclass_fields__})


class NewKinForm(KinForm):
    """The same, and what there is to ask of the relation."""

    descent = forms.ChoiceField(
        label=_("What kind of child?"), choices=ParentLink.Kind, initial="birth"
    )
    other = forms.ChoiceField(label=_("Who is the other parent?"), required=False)
    couple = forms.ChoiceField(label=_("How are they together?"), required=False)
    since = YearField(label=_("Together since"))
    identical = forms.BooleanField(label=_("Identical twins"), required=False)
    key = key_field()
    field_order = ("name", "sex", "couple", "since", "descent", "other", "identical")
    ASKED = {
        relations.PARENT: {"descent", "couple", "since"},
        relations.PARTNER: {"couple", "since"},
        relations.CHILD: {"descent", "other"},
        relations.TWIN: {"identical"},
    }

    def __init__(
        self,
        *args: Any,
        relation: str,
        partners: Iterable[Kin] = (),
        parents: Iterable[Kin] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.relation = relation
        asked = self.ASKED.get(relation, set())
        if relation == relations.PARENT and not list(parents):
            asked = {"descent"}
        for name in ("descent", "other", "couple", "since", "identical"):
            if name not in asked:
                del self.fields[name]
        if "couple" in asked:
            self._ask_couple(list(parents))
        if "other" in asked:
            known = [(str(one.pk), called(one)) for one in partners]
            self.fields["other"].choices = [*known, ("", _("Not known or not noted"))]  # type: ignore[attr-defined]  # a choice field

    def _ask_couple(self, parents: list[Kin]) -> None:
        field: Any = self.fields["couple"]
        field.choices = list(Couple.Kind.choices)
        if parents:
            field.label = _("How is this parent together with %(name)s?") % {
                "name": called(parents[0])
            }
            field.choices += [("", _("No couple"))]

    def new(self, beside: Kin | None) -> NewKin:
        data = self.cleaned_data
        return NewKin(
            data["key"],
            self.told(),
            self.relation,
            beside,
            data.get("descent") or "birth",
            data.get("couple", ""),
            data.get("since"),
            UUID(data["other"]) if data.get("other") else None,
            data.get("identical", False),
        )


class RelateForm(forms.Form):
    """Two who are both there, and what there is between them."""

    one = forms.ChoiceField(label=_("Who?"))
    what = forms.ChoiceField(label=_("What is there between them?"))
    other = forms.ChoiceField(label=_("And whom?"))

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(people)
        fields: dict[str, Any] = self.fields
        fields["one"].choices = fields["other"].choices = [("", _("Choose a person")), *known]
        fields["what"].choices = [
            (_("How they stand to each other"), _named("tie", KinTie.Kind)),
            (pgettext_lazy("genogram", "Couple"), _named("couple", Couple.Kind)),
            (_("The first is a parent of the second"), _named("parent", ParentLink.Kind)),
        ]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "one" in data and data["one"] == data.get("other"):
            self.add_error("other", _("Choose two different people."))
        return data

    def told(self) -> dict[str, Any]:
        """What `relate_kin` takes."""
        what, _colon, kind = self.cleaned_data["what"].partition(":")
        keys = {name: UUID(self.cleaned_data[name]) for name in ("one", "other")}
        return {**keys, "what": what, "kind": kind}


def _named(what: str, kinds: Any) -> list[tuple[str, Any]]:
    return [(f"{what}:{code}", words) for code, words in kinds.choices]


class CoupleForm(forms.Form):
    """`cleaned_data` has what `change_couple` takes."""

    kind = forms.ChoiceField(
        label=_("How are they together?"), choices=Couple.Kind, widget=forms.RadioSelect
    )
    since = YearField(label=_("Together since"))
    end = forms.ChoiceField(
        label=_("Has it ended?"),
        choices=Couple.End,
        required=False,
        widget=forms.RadioSelect,
    )
    until = YearField(label=_("Ended in"))
    key = key_field()


class SystemForm(forms.Form):
    """How the client stands to something in their surroundings."""

    name = forms.CharField(
        label=_("Who or what is it?"),
        max_length=80,
        help_text=_(
            "For example: school, neighbours, religious gathering, health post, work, wider "
            "family, money lender."
        ),
    )
    strength = forms.ChoiceField(
        label=_("How strong is the bond?"),
        choices=System.Strength,
        initial=System.Strength.ORDINARY,
        widget=forms.RadioSelect,
    )
    flow = forms.ChoiceField(
        label=_("Which way do help and strength flow?"),
        choices=System.Flow,
        initial=System.Flow.BOTH,
        widget=forms.RadioSelect,
    )
    is_stressful = forms.BooleanField(label=_("It is full of stress"), required=False)
    note = WordsArea(label=_("Note"), rows=2, max_length=1000)
    key = key_field()

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def told(self) -> ToldSystem:
        data = self.cleaned_data
        return ToldSystem(**{name: data[name] for name in ToldSystem.__dataclass_fields__})
