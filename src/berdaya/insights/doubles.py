"""Two records side by side: what differs, which one to keep, who of one is who of the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from berdaya.access.models import User
from berdaya.insights.merged import records_of
from berdaya.people.actions.records import OF_FAMILY, OF_PERSON
from berdaya.people.models import Family, Membership, Merge, Person
from berdaya.rules.likeness.names import OTHER, names_alike
from berdaya.ui.days import long_date

KEPT, ABSORBED = "kept", "absorbed"
MEMBER = "member_"  # a field for each member of the family that goes
LABELS: dict[str, Any] = {
    "name": gettext_lazy("Name"),
    "sex": gettext_lazy("Sex"),
    "birth_date": gettext_lazy("Date of birth"),
    "nik": gettext_lazy("NIK"),
    "marital": gettext_lazy("Marital status"),
    "first_married_at": gettext_lazy("Age at first marriage"),
    "birth_certificate": gettext_lazy("Has a birth certificate"),
    "mother_id": gettext_lazy("Mother"),
    "religion": gettext_lazy("Religion"),
    "schooling": gettext_lazy("Schooling"),
    "work": gettext_lazy("Work"),
    "health_insurance": gettext_lazy("Health insurance"),
    "uses_contraception": gettext_lazy("Takes part in family planning (KB)"),
    "is_pregnant": gettext_lazy("Is pregnant"),
    "kk_number": gettext_lazy("KK number"),
    "address": gettext_lazy("Address"),
    "phone": gettext_lazy("Phone"),
}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("How do you know?"),
        max_length=200,
        help_text=gettext_lazy("For example: both cards were seen, or the family said so."),
    )


class CompareForm(ReasonForm):
    """For every column in which two records differ, which value stays."""

    def __init__(self, data: Any, kept: Any, absorbed: Any) -> None:
        super().__init__(data)
        columns = OF_PERSON if isinstance(kept, Person) else OF_FAMILY
        self.alike = [
            (LABELS[column], in_words(kept, column))
            for column in columns
            if _same(kept, absorbed, column) and not is_blank(kept, column)
        ]
        self.differing = [column for column in columns if not _same(kept, absorbed, column)]
        for column in self.differing:
            self.fields[column] = forms.ChoiceField(
                label=LABELS[column],
                choices=[
                    (KEPT, in_words(kept, column)),
                    (ABSORBED, in_words(absorbed, column)),
                ],
                initial=ABSORBED if is_blank(kept, column) else KEPT,
                widget=forms.RadioSelect,
            )
        self.order_fields([*self.differing, "reason"])

    def questions(self) -> list[forms.BoundField]:
        return [self[column] for column in self.differing]

    def chosen(self) -> list[str]:
        """The columns whose value comes from the record that goes."""
        said = self.cleaned_data
        return [column for column in self.differing if said[column] == ABSORBED]


class FamiliesForm(CompareForm):
    """Besides, which member of the one is which of the other."""

    def __init__(
        self,
        data: Any,
        kept: Family,
        absorbed: Family,
        ours: Sequence[Membership],
        theirs: Sequence[Membership],
    ) -> None:
        super().__init__(data, kept, absorbed)
        here = [(str(one.person_id), one.person.name) for one in ours]
        self.theirs = {f"{MEMBER}{one.person_id}": one for one in theirs}
        free = list(ours)
        for name, one in self.theirs.items():
            twin = _twin(one, free)
            if twin:
                free.remove(twin)
            self.fields[name] = forms.ChoiceField(
                label=one.person.name,
                required=False,
                choices=[("", _("is not among them yet and comes along")), *here],
                initial=str(twin.person_id) if twin else "",
            )
        self.order_fields([*self.differing, *self.theirs, "reason"])

    def members(self) -> list[forms.BoundField]:
        return [self[name] for name in self.theirs]

    def same(self) -> dict[UUID, UUID]:
        """Who of the family that goes is who of the one that stays."""
        said = self.cleaned_data
        return {
            one.person_id: UUID(said[name]) for name, one in self.theirs.items() if said[name]
        }


def _twin(one: Membership, among: Sequence[Membership]) -> Membership | None:
    """Who of these bears the most alike name, and is of the same sex."""
    alike = [
        other
        for other in among
        if other.person.sex == one.person.sex
        and names_alike(other.person.name, one.person.name) != OTHER
    ]
    return next(
        (it for it in alike if it.person.birth_date == one.person.birth_date), None
    ) or next(iter(alike), None)


def _same(kept: Any, absorbed: Any, column: str) -> bool:
    return bool(getattr(kept, column) == getattr(absorbed, column))


def is_blank(row: Any, column: str) -> bool:
    return getattr(row, column) in (None, "")


def in_words(row: Any, column: str) -> str:
    """A column as people read it; numbers masked."""
    value = getattr(row, column)
    if column == "mother_id" and value:
        return str(row.mother.name)
    if is_blank(row, column):
        return _("not known")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return long_date(value)
    display = getattr(row, f"get_{column}_display", None)
    return str(display() if display else value)


def better_first(one: Person, other: Person) -> tuple[Person, Person]:
    """The record to keep first: who belongs to a family, heads it, has a NIK, came earlier."""

    def worth(person: Person) -> tuple[bool, bool, bool]:
        # all(), so that a list can fetch the memberships of all its people at once
        home = next((it for it in person.memberships.all() if it.until is None), None)
        return (
            home is not None,
            home is not None and home.relation == Membership.Relation.HEAD,
            person.nik is not None,
        )

    first, second = sorted((one, other), key=lambda person: person.pk)
    return (first, second) if worth(first) >= worth(second) else (second, first)


@dataclass(frozen=True, slots=True)
class Done:
    """A merge as a list shows it."""

    merge: Merge
    on: date
    kept: str
    absorbed: str


def merges_in(village: str, user: User) -> list[Done]:
    """The latest merges of a village, whole families as one; those undone too. A few queries."""
    persons = Person.objects.visible_to(user, "duplicate.read").filter(
        area__code__within=village
    )
    families = Family.objects.visible_to(user, "duplicate.read").filter(
        area__code__within=village
    )
    of_here = Q(person_kept__in=persons) | Q(family_kept__in=families)
    rows = Merge.objects.filter(of_here, part_of=None).select_related(
        "by", "undone_by", "person_kept", "person_absorbed", "family_kept", "family_absorbed"
    )
    return [
        Done(
            it,
            timezone.localdate(it.at),
            _title(it.person_kept or it.family_kept),
            _title(it.person_absorbed or it.family_absorbed),
        )
        for it in rows.order_by("-pk")[:50]
    ]


def _title(record: Any) -> str:
    return str(record.name if isinstance(record, Person) else record.head_name)


def merge_seen_by(user: User, key: UUID) -> Merge | None:
    """A merge whose two records both lie where this user may change them."""
    merge = Merge.objects.filter(pk=key).first()
    if merge and all(
        user.may("duplicate.change", area=record.area_id) for record in records_of(merge)
    ):
        return merge
    return None
