"""Handing in, judging how soon, taking on as a case, declining."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from berdaya.access.actions import allow
from berdaya.access.models import User
from berdaya.casework import refusals
from berdaya.casework.actions import stages
from berdaya.casework.actions.beside import open_beside, oversees, refuse_seen
from berdaya.casework.models import Assignment, Case, Intake
from berdaya.casework.tracing import trace
from berdaya.groups.models import Group
from berdaya.once import made_before, once
from berdaya.people.models import Family, Person
from berdaya.rules.casework.triage import signs, urgency_of
from berdaya.rules.casework.vocabulary import codes


@dataclass(frozen=True, slots=True)
class NewIntake:
    """What somebody hands in: of a client who is known here, or of a community in an area."""

    key: UUID
    told: str
    subject: Person | Family | Group | None = None
    area: str = ""  # of a community
    community: str = ""
    signs: Sequence[str] = ()
    client_knows: bool = False
    contact: str = ""

    @property
    def area_id(self) -> str:
        return self.subject.area_id if self.subject else self.area


@dataclass(frozen=True, slots=True)
class TakenOn:
    """In what field, with which functions and in which setting a case begins."""

    field: str
    functions: Sequence[str]
    setting: str


@transaction.atomic
def hand_in(*, intake: NewIntake, by: User) -> Intake:
    """Ask the social workers of an area to help a client; repeating the key hands in once.

    Whoever hands in reads no further. Whether the client has a case is not looked at, for the
    answer would tell.

    Raises:
        NotAllowed, CaseKeyInUse, UnknownSign.
    """
    allow(by, "casework.hand_in", area=intake.area_id)
    same = {"by_id": by.pk, "told": intake.told}
    if earlier := made_before(Intake, intake.key, refusals.CaseKeyInUse, **same):
        return earlier
    if set(intake.signs) - set(signs()):
        raise refusals.UnknownSign
    made = Intake.objects.create(
        pk=intake.key,
        **_subject(intake),
        told=intake.told,
        signs="\n".join(intake.signs),
        urgency=urgency_of(intake.signs).level,
        client_knows=intake.client_knows,
        contact=intake.contact,
        by=by,
    )
    trace(by, "casework.hand_in", made)
    return made


@transaction.atomic
def triage(*, intake: Intake, urgency: int, note: str, by: User) -> Intake:
    """Judge how soon somebody must act, where the signs said otherwise.

    Raises:
        NotAllowed, IntakeDecided, ReasonMissing.
    """
    allow(by, "casework.triage", area=intake.area_id)
    intake = _waiting(intake, by)
    if not note.strip():
        raise refusals.ReasonMissing
    intake.triaged_urgency, intake.triage_note = Intake.Urgency(urgency), note.strip()
    intake.save(update_fields=["triaged_urgency", "triage_note"])
    trace(by, "casework.triage", intake)
    return intake


@once  # two may take on requests about one client in the same second
@transaction.atomic
def take_on(*, intake: Intake, taken: TakenOn, by: User, on: date | None = None) -> Case | None:
    """Make a case of what was handed in. Whoever takes it on supervises it; a worker comes next.

    It runs from today, or from the day on which the work began on paper.

    A second press returns the same case. Where the client has an open case already, whoever
    sees that case is told. For anybody else there is no case and no reason: the request goes to
    the supervisor of the open one, as if a colleague had been faster.

    Raises:
        NotAllowed, IntakeDecided, UnknownWord, OpenAlready, DayNotCome.
    """
    allow(by, "casework.take_on", area=intake.area_id)
    again = _locked(intake)
    if again.state == Intake.State.TAKEN and again.decided_by_id == by.pk and again.case:
        return again.case
    intake = _waiting(intake, by)
    _refuse_unknown(taken)
    on = on or timezone.localdate()
    refusals.refuse_future(on)
    if others := open_beside(intake, intake.area_id):
        refuse_seen(others, by)
        _pass(intake, others)
        trace(by, "casework.take_on", intake)
        return None
    case = _opened(intake, taken, on, by)
    _decide(intake, Intake.State.TAKEN, by, case=case)
    trace(by, "casework.take_on", case)
    return case


def _opened(intake: Intake, taken: TakenOn, on: date, by: User) -> Case:
    case = Case.objects.create(
        subject_kind=intake.subject_kind,
        person_id=intake.person_id,
        family_id=intake.family_id,
        group_id=intake.group_id,
        community=intake.community,
        area_id=intake.area_id,
        field=taken.field,
        functions=list(taken.functions),
        setting=taken.setting,
        supervisor=by,
        opened_on=on,
    )
    stages.begin(case, by=by)
    Assignment.objects.create(
        case=case, role=Assignment.Role.SUPERVISOR, user=by, since=on, by=by
    )
    return case


def _pass(intake: Intake, cases: list[Case]) -> None:
    """To who can see it: a supervisor of the area. Where there is none, it goes on waiting."""
    to = next((it.supervisor for it in cases if oversees(it, intake.area_id)), None)
    if to:
        intake.passed_to = to
        intake.save(update_fields=["passed_to"])


@transaction.atomic
def decline_intake(*, intake: Intake, reason: str, by: User) -> Intake:
    """Say why what was handed in becomes no case.

    Raises:
        NotAllowed, IntakeDecided, ReasonMissing.
    """
    allow(by, "casework.decline_intake", area=intake.area_id)
    intake = _waiting(intake, by)
    if not reason.strip():
        raise refusals.ReasonMissing
    _decide(intake, Intake.State.DECLINED, by, reason=reason.strip())
    trace(by, "casework.decline_intake", intake)
    return intake


def _subject(intake: NewIntake) -> dict[str, object]:
    kinds = {Person: "person", Family: "family", Group: "group"}
    if intake.subject is None:
        named = {"subject_kind": "community", "community": intake.community}
        return {**named, "area_id": intake.area}
    kind = kinds[type(intake.subject)]
    return {"subject_kind": kind, kind: intake.subject, "area_id": intake.area_id}


def _locked(intake: Intake) -> Intake:
    rows = Intake.objects.across_areas(why="allowed before").select_for_update(of=("self",))
    return rows.get(pk=intake.pk)


def _waiting(intake: Intake, by: User) -> Intake:
    intake = _locked(intake)
    if intake.state != Intake.State.WAITING or intake.passed_to_id not in (None, by.pk):
        raise refusals.IntakeDecided
    return intake


def _decide(intake: Intake, state: str, by: User, **more: object) -> None:
    decided = {"state": state, "decided_by": by, "decided_at": timezone.now(), **more}
    for name, value in decided.items():
        setattr(intake, name, value)
    intake.save(update_fields=list(decided))


def _refuse_unknown(taken: TakenOn) -> None:
    is_known = (
        taken.field in codes("fields")
        and taken.setting in codes("settings")
        and taken.functions
        and set(taken.functions) <= set(codes("functions"))
    )
    if not is_known:
        raise refusals.UnknownWord
