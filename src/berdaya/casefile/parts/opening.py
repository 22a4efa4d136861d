"""The client and the case, how it came here, its path of stages, its contracts."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from berdaya.areas.models import Area
from berdaya.casefile.blocks import Block, facts, heading, listed, nothing, small, table, words
from berdaya.casefile.pen import Pen
from berdaya.casework.models import Assignment, Contract, Intake
from berdaya.casework.words import STAGES, signs_of, word
from berdaya.casework.words import words as several
from berdaya.rules.instruments.applicability import age
from berdaya.ui.languages import said


def identity(pen: Pen) -> Iterator[Block]:
    case = pen.case
    yield facts(
        (_("Client"), pen.client),
        (_("The case is about"), str(case.get_subject_kind_display())),
        (_("Born"), _born(pen)),
        (_("Area"), _place(pen)),
        (_("Field of service"), word("fields", case.field)),
        (_("Function"), several("functions", case.functions)),
        (_("Setting"), word("settings", case.setting)),
        (_("State"), str(case.get_state_display())),
        (_("Opened on"), pen.day(case.opened_on)),
        (_("Closed on"), pen.day(case.closed_on)),
    )
    yield heading(_("Who works on it"))
    rows = case.assignments.select_related("user").order_by("since", "pk")
    yield table(
        [_("Who"), _("As"), _("From"), _("Until"), _("Why it passed on")],
        [3, 3, 3, 3, 4],
        [
            [
                pen.user(it.user),
                str(it.get_role_display()),
                pen.day(it.since),
                pen.day(it.until),
                _reason(it, pen),
            ]
            for it in rows
        ],
    )


def _place(pen: Pen) -> str:
    """Where the client lives, the narrowest first; masked, what kind of place it is."""
    path = list(Area.objects.path_to(pen.case.area_id).order_by("-level"))
    if pen.mask:
        return ", ".join(str(it.get_kind_display()) for it in path)
    return ", ".join(str(it.label) for it in path)


def _born(pen: Pen) -> str:
    person = pen.case.person
    if person is None or person.birth_date is None:
        return ""
    years = age(person.birth_date, timezone.localdate())
    old = _("%(n)s years old") % {"n": years}
    return old if pen.mask else f"{pen.day(person.birth_date)} ({old})"


def _reason(one: Assignment, pen: Pen) -> str:
    return "" if pen.is_for_client else pen.free(one.reason)


def intake(pen: Pen) -> Iterator[Block]:
    found = Intake.objects.across_areas(why="of a case in sight").filter(case=pen.case)
    one = found.select_related("by", "decided_by").first()
    if one is None:
        yield nothing(_("No request stands with this case."))
        return
    knows = _("Yes, they know") if one.client_knows else _("Not yet")
    yield facts(
        (_("Handed in on"), pen.moment(one.handed_in_at)),
        (_("Handed in by"), pen.user(one.by)),
        (_("How soon"), one.urgency_name),
        (_("Does the client know of it?"), knows),
        (_("Taken on"), pen.moment(one.decided_at) if one.decided_at else ""),
        (_("Taken on by"), pen.user(one.decided_by)),
    )
    yield words(pen.free(one.told), _("What was told"))
    if one.signs:
        yield heading(_("Signs of danger that were named"))
        yield listed(said(it.ask) for it in signs_of(one.signs))
    if one.contact:
        yield words(pen.free(one.contact), _("How the client is reached safely"))
    if one.triage_note:
        yield words(pen.free(one.triage_note), _("Note of the supervisor"))


def path(pen: Pen) -> Iterator[Block]:
    rows = pen.case.stage_entries.select_related("by").order_by("number")
    yield facts((_("Where it stands"), f"{pen.case.stage}. {STAGES[pen.case.stage]}"))
    yield table(
        [_("When"), _("Step"), _("Stage"), _("Reason"), _("By")],
        [4, 3, 5, 4, 3],
        [
            [
                pen.day(it.on),
                str(it.get_kind_display()),
                f"{it.to_stage}. {STAGES[it.to_stage]}",
                "\n".join(filter(None, (_ending(it.ending), pen.free(it.reason)))),
                pen.user(it.by),
            ]
            for it in rows
        ],
    )


def _ending(code: str) -> str:
    return word("end-reasons", code) if code else ""


def contract(pen: Pen) -> Iterator[Block]:
    rows = list(pen.case.contracts.newest_first().defer("signature"))
    if pen.is_for_client:
        rows = [it for it in rows if it.signed_on][:1]
    if not rows:
        yield nothing(_("Nothing was agreed in writing yet."))
    for number, one in enumerate(rows):
        yield heading(
            _("Version %(number)s: %(state)s") % {"number": one.number, "state": one.state}
        )
        yield from _agreed(one, pen) if number == 0 else _in_short(one, pen)


def _agreed(one: Contract, pen: Pen) -> Iterator[Block]:
    yield words(pen.free(one.goals), _("What the client wants to reach"))
    yield words(pen.free(one.client_tasks), _("What the client does"))
    yield words(pen.free(one.worker_tasks), _("What the social worker does"))
    yield words(pen.free(one.meetings), _("When we meet"))
    yield facts(
        (_("It begins on"), pen.day(one.begins_on)),
        (_("We look at it together on"), pen.day(one.looked_at_on)),
        (_("It ends on"), pen.day(one.ends_on)),
        *_signed(one, pen),
    )
    yield small(_("Rights, secrecy and its limits stand in the contract itself."))


def _in_short(one: Contract, pen: Pen) -> Iterator[Block]:
    yield words(pen.free(one.goals), _("What the client wants to reach"))
    yield facts(*_signed(one, pen))


def _signed(one: Contract, pen: Pen) -> Iterator[tuple[str, str]]:
    if one.signed_on:
        yield _("Signed by"), f"{pen.free(one.signer_name)} ({one.get_signer_display()})"
        yield _("Signed on"), pen.day(one.signed_on)
        yield _("How"), str(one.get_how_display())
    if one.withdrawn_on:
        yield _("Withdrawn on"), pen.day(one.withdrawn_on)
        yield _("Because"), pen.free(one.withdrawn_because)
