"""What is asked about a plan, in the order in which one talks about it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.caseplans.actions.goals import NewGoal
from berdaya.caseplans.actions.tasks import NewTask
from berdaya.caseplans.actions.work import NewActivity
from berdaya.caseplans.models import Activity, CaseTask, Goal, PlanAgreement
from berdaya.caseplans.models.goals import HEAVIEST, LEVEL_NAMES, LEVELS
from berdaya.caseplans.models.plans import SYSTEMS
from berdaya.caseplans.models.work import ENDS_IN_WORDS
from berdaya.casework.words import choices
from berdaya.groups.forms import key_field
from berdaya.rules.casework.vocabulary import strategies_of, term, terms
from berdaya.ui.fields import DateField
from berdaya.ui.languages import said

LONG, SHORT = 1000, 300  # letters
STANDS = {  # at the level of this value
    -2: _("At the lowest of these levels"),
    -1: _("One level below the goal"),
    0: _("At the goal already, which is to be kept"),
}


def words_field(label: Any, *, rows: int = 2, most: int = LONG, **more: Any) -> forms.CharField:
    """A few sentences."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, **more)


class PlanForm(forms.Form):
    """A plan's beginning; a newer version also says why it is made."""

    reason = words_field(
        _("Why a new version?"), help_text=_("The old one is kept and can be read.")
    )
    focus = words_field(
        _("What is dealt with first?"),
        help_text=_("The problem or its root, as it was chosen in the assessment."),
    )
    setting = forms.ChoiceField(label=_("Setting"), widget=forms.RadioSelect)
    key = key_field()

    def __init__(self, *args: Any, is_newer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_newer:
            del self.fields["reason"]
        self.fields["setting"].choices = choices("settings")  # type: ignore[attr-defined]


class DescribeForm(forms.Form):
    """The focus, the setting and the four systems, each with what it means."""

    focus = words_field(_("What is dealt with first?"))
    setting = forms.ChoiceField(label=_("Setting"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["setting"].choices = choices("settings")  # type: ignore[attr-defined]
        for code in SYSTEMS:
            one = term("systems", code)
            self.fields[code] = words_field(
                said(one.words), help_text=said(one.about), required=False
            )

    def told(self) -> dict[str, Any]:
        """What `describe_plan` takes besides the plan."""
        data = self.cleaned_data
        systems = {code: data[code] for code in SYSTEMS}
        return {"focus": data["focus"], "setting": data["setting"], "systems": systems}


class GoalForm(forms.Form):
    """A goal with its five levels; the expected one is asked first, the others go from it."""

    kind = forms.ChoiceField(label=_("What kind of goal?"), widget=forms.RadioSelect)
    what = words_field(
        _("What is to become different?"),
        most=SHORT,
        help_text=_("In the client's own words, for example: Dini goes to school again."),
    )
    indicator = words_field(
        _("How does one see it?"),
        most=SHORT,
        help_text=_("Something one can count or look at: school days in a week."),
    )
    expected = words_field(
        LEVEL_NAMES[0],
        most=SHORT,
        help_text=_("What can really be reached by the end of the plan. This is the goal."),
    )
    more = words_field(LEVEL_NAMES[1], most=SHORT)
    much_more = words_field(
        LEVEL_NAMES[2], most=SHORT, help_text=_("The best one can imagine happening.")
    )
    less = words_field(LEVEL_NAMES[-1], most=SHORT)
    much_less = words_field(
        LEVEL_NAMES[-2], most=SHORT, help_text=_("The worst that is to be feared.")
    )
    baseline = forms.TypedChoiceField(
        label=_("Where does the client stand now?"),
        choices=[(value, STANDS[value]) for value in STANDS],
        coerce=int,
        initial=-1,
        widget=forms.RadioSelect,
    )
    weight = forms.IntegerField(
        label=_("How much does it count?"),
        min_value=1,
        max_value=HEAVIEST,
        initial=1,
        help_text=_("1 where all goals matter alike, 2 where this one matters twice as much."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    key = key_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [
            (one.code, f"{said(one.words)}. {said(one.about)}") for one in terms("goal-kinds")
        ]
        self.fields["kind"].choices = asked  # type: ignore[attr-defined]  # a ChoiceField

    @staticmethod
    def as_set(goal: Goal) -> dict[str, Any]:
        """What the form shows of a goal that is there already."""
        names = ("kind", "what", "indicator", "baseline", "weight", *LEVELS.values())
        return {name: getattr(goal, name) for name in names} | {"key": goal.pk}

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        goal = NewGoal(
            kind=data["kind"],
            what=data["what"],
            indicator=data["indicator"],
            levels={value: data[column] for value, column in LEVELS.items()},
            baseline=data["baseline"],
            weight=data["weight"],
        )
        return {"key": data["key"], "goal": goal}


class ActivityForm(forms.Form):
    what = words_field(_("What is done?"), most=SHORT)
    who = forms.CharField(
        label=_("Who does it?"),
        max_length=SHORT,
        help_text=_("The client first; then family, neighbours, offices, you."),
    )
    starts_on = DateField(label=_("From which day?"), initial=timezone.localdate)
    ends_on = DateField(label=_("Until which day?"), required=False)
    how = words_field(
        _("By which method?"),
        most=SHORT,
        help_text=_("For example: home visit every Monday, talk in pairs, practice together."),
    )
    strategy = forms.ChoiceField(label=_("Strategy"))
    goal = forms.ChoiceField(label=_("For which goal?"), required=False)
    key = key_field()

    def __init__(self, *args: Any, goals: Iterable[Goal], setting: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {str(one.pk): one for one in goals}
        shown = [(key, one.what) for key, one in self.goals.items()]
        self.fields["goal"].choices = [("", _("For the plan as a whole")), *shown]  # type: ignore[attr-defined]
        self.fields["strategy"].choices = _strategies(setting)  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        key, goal = data.pop("key"), self.goals.get(data.pop("goal"))
        return {"key": key, "activity": NewActivity(**data, goal=goal)}


def _strategies(setting: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """By setting, that of the plan first: a case of one person may need work in its street."""
    listed = sorted(terms("settings"), key=lambda it: it.code != setting)
    return [
        (said(one.words), [(it.code, said(it.words)) for it in strategies_of(one.code)])
        for one in listed
    ]


class SettleForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[it for it in Activity.State.choices if it[0] != Activity.State.PLANNED],
        widget=forms.RadioSelect,
    )
    on = DateField(label=_("On which day?"), initial=timezone.localdate)
    outcome = words_field(_("What came of it?"), required=False)


class TaskForm(forms.Form):
    what = words_field(
        _("What is practised?"),
        most=SHORT,
        help_text=_("Small enough to try this week, without help in the end."),
    )
    who = forms.CharField(
        label=_("Who practises?"),
        max_length=SHORT,
        required=False,
        help_text=_("Leave it empty where it is the client."),
    )
    difficulty = forms.TypedChoiceField(
        label=_("How hard is it for them?"), coerce=int, widget=forms.RadioSelect
    )
    ages = forms.MultipleChoiceField(
        label=_("For which ages is it?"), widget=forms.CheckboxSelectMultiple
    )
    key = key_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, of in (("difficulty", "difficulties"), ("ages", "ages")):
            asked = [(one.code, f"{said(one.words)}. {said(one.about)}") for one in terms(of)]
            self.fields[name].choices = asked  # type: ignore[attr-defined]  # a ChoiceField

    def told(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return {"key": data.pop("key"), "task": NewTask(**data)}


class PracticeForm(forms.Form):
    """Three taps: how it went, when, done."""

    outcome = forms.ChoiceField(label=_("How did it go?"), widget=forms.RadioSelect)
    on = DateField(label=_("On which day?"), initial=timezone.localdate)
    note = forms.CharField(label=_("A word about it"), max_length=SHORT, required=False)
    key = key_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = choices("practices")  # type: ignore[attr-defined]


class EndTaskForm(forms.Form):
    end = forms.ChoiceField(
        label=_("Why does the task end?"),
        choices=[(it.value, ENDS_IN_WORDS[it.value]) for it in CaseTask.End],
        widget=forms.RadioSelect,
    )
    on = DateField(label=_("On which day?"), initial=timezone.localdate)


class AgreeForm(forms.Form):
    on = DateField(label=_("On which day?"), initial=timezone.localdate)
    how = forms.ChoiceField(
        label=_("How was it agreed?"), choices=PlanAgreement.How, widget=forms.RadioSelect
    )
    who = forms.CharField(
        label=_("Who agreed?"),
        max_length=SHORT,
        help_text=_(
            "The client; for a child also the guardian; for a family or group, by name."
        ),
    )
