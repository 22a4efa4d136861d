"""How a case comes here, is taken on, agreed with the client, and goes from stage to stage."""

from datetime import date, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from berdaya.access.models import User
from berdaya.casework import actions
from berdaya.casework.actions.contracts import Signing, Terms
from berdaya.casework.actions.intakes import NewIntake, TakenOn
from berdaya.casework.models import Case, Contract, Intake
from berdaya.demo.cases.story import Story, Told
from berdaya.demo.clock import as_of
from berdaya.groups.models import Group
from berdaya.keys import new_key
from berdaya.pathway.actions import move_on
from berdaya.pathway.history import steps_taken
from berdaya.people.actions import register_family
from berdaya.people.facts import NewFamily, NewMember, PersonFacts
from berdaya.people.models import Door, Family, Person
from berdaya.services.models import Service
from berdaya.ui.photos import small_photo

LOOKED_AT, ENDS = timedelta(days=45), timedelta(days=180)
SINCE = timedelta(days=900)  # lived here long before the case
STROKE = ((30, 120), (70, 40), (95, 130), (140, 60), (170, 125), (230, 70), (300, 110))


def begin(
    told: Told, people: dict[str, User], services: dict[str, Service], today: date
) -> Story | None:
    """The request, handed in the day before; a case, unless it still waits.

    Nothing, where a tiny example has no group to tell of.
    """
    opened = today - timedelta(days=told.get("ago", 0))
    with as_of(opened - timedelta(days=1)):
        handed = _hand_in(told, people, today)
    if handed is None or "worker" not in told:
        return None
    family, intake = handed
    with as_of(opened):
        case = _take_on(told, intake, people, opened)
    worker, sari = people[told["worker"]], people["sari"]
    return Story(case, worker, told["client"], family, opened, today, sari, services)


def _hand_in(
    told: Told, people: dict[str, User], today: date
) -> tuple[Family | None, Intake] | None:
    family, subject = _subject(told, people, today)
    if subject is None and told["subject"] != "community":
        return None
    by = people[told["by"]]
    new = NewIntake(
        key=new_key(),
        told=told["told"],
        subject=subject,
        area=told.get("place", ""),
        community=told.get("community", ""),
        signs=told.get("signs", ()),
        client_knows=told.get("knows", True),
        contact=told.get("reach", ""),
    )
    return family, actions.hand_in(intake=new, by=by)


def _take_on(told: Told, intake: Intake, people: dict[str, User], opened: date) -> Case:
    """Decided by the supervisor, and given to a worker."""
    supervisor, worker = people["endah"], people[told["worker"]]
    if "triage" in told:
        urgency, note = told["triage"]
        intake = actions.triage(intake=intake, urgency=urgency, note=note, by=supervisor)
    taken = TakenOn(told["field"], told["functions"], told["setting"])
    case = actions.take_on(intake=intake, taken=taken, by=supervisor, on=opened)
    assert case is not None, "nobody of these stories has another case"
    return actions.assign_worker(case=case, worker=worker, on=opened, by=supervisor)


def _subject(
    told: Told, people: dict[str, User], today: date
) -> tuple[Family | None, Person | Family | Group | None]:
    if told["subject"] == "community":
        return None, None
    if told["subject"] == "group":
        rows = Group.objects.visible_to(people["dedi"])
        return None, rows.filter(name=told["group"]).first()
    members = [_member(one, today) for one in told["family"]]
    family = register_family(
        family=NewFamily(
            key=new_key(),
            area=told["place"],
            members=tuple(members),
            since=today - SINCE,
            kk_missing="not-shown",
            address=told["address"],
        ),
        door=Door.DEMO,
        by=people["dedi"],
    )
    if told["subject"] == "family":
        return family, family
    roster = family.roster().select_related("person")
    return family, next(it.person for it in roster if it.person.name == told["person"])


def _member(one: Told, today: date) -> NewMember:
    # born in the middle of their year of life, so that an age holds for months to come
    born = today - timedelta(days=round((one["age"] + 0.4) * 365.25))
    facts = PersonFacts(
        name=one["name"],
        sex=one["sex"],
        birth_date=born,
        nik_missing="not-shown",
        marital=one.get("marital", "never"),
        work=one.get("work", ""),
        schooling=one.get("schooling", ""),
    )
    return NewMember(new_key(), facts, one["relation"])


def agree(it: Story, on: date, said: Told) -> None:
    """The contract, signed on that day."""
    terms = Terms(
        goals=said["goals"],
        client_tasks=said["client"],
        worker_tasks=said["worker"],
        meetings=said["meetings"],
        begins_on=on,
        looked_at_on=on + LOOKED_AT,
        ends_on=on + ENDS,
    )
    draft = actions.write_contract(case=it.case, terms=terms, by=it.worker)
    signer = said.get("signer", Contract.Signer.SELF)
    signing = Signing(
        signer=signer,
        how=said.get("how", Contract.How.SCREEN),
        picture=_signature(),
        on=on,
        name="" if signer == Contract.Signer.SELF else said.get("name", it.client),
        child_agrees=said.get("child_agrees"),
    )
    actions.sign_contract(contract=draft, signing=signing, by=it.worker)


def withdraw(it: Story, on: date, because: str) -> None:
    contract = it.case.contracts.signed().latest("number")
    actions.withdraw_contract(contract=contract, on=on, because=because, by=it.worker)


def move(it: Story, on: date, said: Any) -> None:
    """To the stage of this number; back, or to an early end, with a reason."""
    told = said if isinstance(said, dict) else {"to": said}
    seen = steps_taken(it.case)
    it.case = move_on(case=it.case, seen=seen, on=on, by=it.worker, **told)


@cache
def _signature() -> bytes:
    """A stroke on white: of nobody."""
    picture = Image.new("RGB", (330, 160), "white")
    ImageDraw.Draw(picture).line(STROKE, fill="black", width=4, joint="curve")
    written = BytesIO()
    picture.save(written, "PNG")
    return small_photo(written.getvalue()).content
