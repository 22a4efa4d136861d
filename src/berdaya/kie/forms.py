"""What is asked about a session, about a material, and of those who listened."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.groups.forms import key_field
from berdaya.groups.models import Meeting, Member
from berdaya.groups.persons import told_apart
from berdaya.kie.actions.materials import Content
from berdaya.kie.actions.sessions import OnItsOwn
from berdaya.kie.files import MOST_MB
from berdaya.kie.models import Edition, Material, Session
from berdaya.rules.instruments.definition import Instrument
from berdaya.rules.kie.topics import Topic
from berdaya.ui.fields import DateField
from berdaya.ui.languages import said


class SessionForm(forms.Form):
    """One session; where it was held in a meeting, day and attendance are the meeting's."""

    topics = forms.MultipleChoiceField(
        label=_("What was it about?"), widget=forms.CheckboxSelectMultiple
    )
    speaker = forms.ChoiceField(
        label=_("Who spoke?"), choices=Session.Speaker, widget=forms.RadioSelect
    )
    speaker_name = forms.CharField(
        label=_("Name of the speaker"), max_length=120, required=False
    )
    audience = forms.ChoiceField(
        label=_("For whom?"),
        choices=Session.Audience,
        initial=Session.Audience.MEMBERS,
        widget=forms.RadioSelect,
    )
    others = forms.IntegerField(
        label=_("How many others listened?"),
        min_value=0,
        max_value=2000,
        required=False,
        help_text=_("Who came without being a member; leave blank where there were none."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    on = DateField(label=_("Day"), initial=timezone.localdate)
    how = forms.ChoiceField(
        label=_("How did you meet?"),
        choices=Meeting.How,
        initial=Meeting.How.TOGETHER,
        widget=forms.RadioSelect,
    )
    came = forms.MultipleChoiceField(
        label=_("Who came?"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-came": ""}),
    )
    key = key_field()

    def __init__(
        self,
        *args: Any,
        topics: Sequence[Topic],
        editions: Iterable[Edition],
        meeting: Meeting | None,
        members: Iterable[Member] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["topics"].choices = [(one.code, said(one.title)) for one in topics]  # type: ignore[attr-defined]  # a ChoiceField
        self.editions = {str(it.pk): it for it in editions}
        self._offer_materials(topics)
        if meeting:
            for name in ("on", "how", "came"):
                del self.fields[name]
        else:
            names = [(str(key), name) for key, name in told_apart(members).items()]
            self.fields["came"].choices = names  # type: ignore[attr-defined]  # a ChoiceField

    def _offer_materials(self, topics: Sequence[Topic]) -> None:
        by_topic = defaultdict(list)
        for key, edition in self.editions.items():
            by_topic[edition.material.topic].append((key, _named(edition)))
        for one in topics:
            if found := by_topic[one.code]:
                self.fields[f"material_{one.code}"] = forms.ChoiceField(
                    label=said(one.title), choices=[("", _("None")), *found], required=False
                )

    def materials(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("material_")]

    def told(self) -> dict[str, Any]:
        """What `Told` takes besides the group."""
        data = self.cleaned_data
        plain = {name: data[name] for name in ("key", "speaker", "speaker_name", "audience")}
        where = self.meeting or OnItsOwn(
            data["on"], data["how"], [UUID(it) for it in data["came"]]
        )
        return {
            **plain,
            "others": data["others"] or 0,
            "topics": {
                code: self.editions.get(data.get(f"material_{code}", ""))
                for code in data["topics"]
            },
            "where": where,
        }


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Why?"), max_length=200)


class ContentForm(forms.Form):
    """A version of a material."""

    text = forms.CharField(
        label=_("Text"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    link = forms.URLField(
        label=_("Link"), max_length=500, required=False, assume_scheme="https"
    )
    file = forms.FileField(label=_("File"), required=False)
    changed = forms.CharField(label=_("What is new in it?"), max_length=300, required=False)
    content_key = key_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = {"most": MOST_MB}
        self.fields["file"].help_text = _("PDF, JPG or PNG, at most %(most)s MB.") % most

    def content(self) -> Content:
        data = self.cleaned_data
        file = data["file"]
        return Content(
            key=data["content_key"],
            text=data["text"],
            link=data["link"],
            # one byte more than may be is enough to see that it is too large
            file=(file.read(MOST_MB * 1024 * 1024 + 1) if file else b""),
            changed=data.get("changed", ""),
        )


class MaterialForm(ContentForm):
    title = forms.CharField(label=_("Title"), max_length=120)
    topic = forms.ChoiceField(label=_("Topic"))
    language = forms.ChoiceField(
        label=_("Language"), choices=Material.Language, initial=Material.Language.INDONESIAN
    )
    key = key_field()
    field_order = ("title", "topic", "language")

    def __init__(self, *args: Any, topics: Sequence[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["changed"]
        self.fields["topic"].choices = [(one.code, said(one.title)) for one in topics]  # type: ignore[attr-defined]  # a ChoiceField


class MaterialFilterForm(forms.Form):
    topik = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, *args: Any, topics: Sequence[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        all_of_them = [("", _("All topics"))]
        listed = [(one.code, said(one.title)) for one in topics]
        self.fields["topik"].choices = [*all_of_them, *listed]  # type: ignore[attr-defined]  # a ChoiceField


class AskForm(forms.Form):
    """Per question one tap for each who knew it; whoever was not asked is taken out on top."""

    asked = forms.MultipleChoiceField(
        label=_("Who is asked?"), widget=forms.CheckboxSelectMultiple
    )
    key = key_field()

    def __init__(
        self, *args: Any, members: Sequence[Member], questions: Instrument, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(key), name) for key, name in told_apart(members).items()]
        self.items = questions.items
        self.fields["asked"].choices = names  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["asked"].initial = [key for key, _name in names]
        for item in self.items:
            self.fields[item.code] = forms.MultipleChoiceField(
                label=said(item.text),
                help_text=said(item.help),
                choices=names,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def questions(self) -> Iterator[forms.BoundField]:
        return (self[item.code] for item in self.items)

    def knew(self) -> dict[UUID, list[str]]:
        """What `ask` takes."""
        data = self.cleaned_data
        return {
            UUID(key): [item.code for item in self.items if key in data[item.code]]
            for key in data["asked"]
        }


def _named(edition: Edition) -> str:
    words = {"title": edition.material.title, "number": edition.number}
    return str(_("%(title)s, version %(number)s") % words)
