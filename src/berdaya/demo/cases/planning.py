"""Stage 3 of a story: a plan and its versions, goals of five levels, activities, tasks, referrals."""

from datetime import date, timedelta

from berdaya.caseplans import actions
from berdaya.caseplans.actions.goals import NewGoal
from berdaya.caseplans.actions.tasks import NewTask
from berdaya.caseplans.actions.work import NewActivity
from berdaya.caseplans.models import Activity
from berdaya.consents.actions import Answer, record_answer
from berdaya.consents.models import Consent
from berdaya.demo.cases.story import Story, Told
from berdaya.demo.clock import as_of
from berdaya.keys import new_key
from berdaya.people.models import Person
from berdaya.rules.purposes.definition import purpose
from berdaya.services.actions import record_step
from berdaya.services.actions.answering import NewStep
from berdaya.services.actions.drafting import NewReferral

CASEWORK = "casework"
ANSWERED_WITHIN = timedelta(days=14)
BETWEEN_STEPS = timedelta(days=3)  # until a service answers


def plan(it: Story, _on: date, said: Told) -> None:
    """Begin a version of the plan and say who is in its four systems."""
    begun = actions.begin_plan(
        key=new_key(),
        case=it.case,
        focus=said["focus"],
        setting=said["setting"],
        reason=said.get("reason", ""),
        by=it.worker,
    )
    it.plan, it.goals = begun, list(begun.goals.in_order())
    if systems := said.get("systems"):
        it.plan = actions.describe_plan(
            plan=begun,
            focus=said["focus"],
            setting=said["setting"],
            systems=systems,
            by=it.worker,
        )


def set_a_goal(it: Story, _on: date, said: Told) -> None:
    """A new goal, or one that the version before had, said anew. Levels from least to most."""
    place = said.get("anew")
    key = it.goals[place - 1].pk if place else new_key()
    goal = NewGoal(
        kind=said["kind"],
        what=said["what"],
        indicator=said["seen_by"],
        levels=dict(zip(range(-2, 3), said["levels"], strict=True)),
        baseline=said["from"],
        weight=said.get("weight", 1),
    )
    made = actions.set_goal(key=key, plan=it.planned, goal=goal, by=it.worker)
    if not place:
        it.goals.append(made)


def plan_an_activity(it: Story, on: date, said: Told) -> None:
    """An activity and, where the story tells so, what came of it."""
    new = NewActivity(
        what=said["what"],
        who=said["who"],
        how=said["how"],
        strategy=said["strategy"],
        starts_on=it.day(said["from"]) if "from" in said else on,
        ends_on=it.day(said["until"]) if "until" in said else None,
        goal=it.goals[said["goal"] - 1] if "goal" in said else None,
    )
    made = actions.plan_activity(key=new_key(), plan=it.planned, activity=new, by=it.worker)
    if "done" in said:
        day, outcome = said["done"]
        with as_of(it.day(day)):
            actions.settle_activity(
                activity=made,
                state=Activity.State.DONE,
                on=it.day(day),
                outcome=outcome,
                by=it.worker,
            )


def agree(it: Story, on: date, how: str) -> None:
    actions.agree_plan(plan=it.planned, on=on, how=how, who=it.client, by=it.worker)


def give(it: Story, _on: date, said: Told) -> None:
    """A task and how each try of it went: day, outcome, and perhaps words."""
    told = NewTask(said["what"], said["difficulty"], said["ages"], said.get("who", ""))
    task = actions.give_task(key=new_key(), case=it.case, task=told, by=it.worker)
    for day, outcome, *words in said.get("tries", ()):
        with as_of(it.day(day)):
            actions.note_practice(
                key=new_key(),
                task=task,
                on=it.day(day),
                outcome=outcome,
                note="".join(words),
                by=it.worker,
            )
    if "ends" in said:
        day, end = said["ends"]
        with as_of(it.day(day)):
            actions.end_task(task=task, end=end, on=it.day(day), by=it.worker)


def send(it: Story, on: date, said: Told) -> None:
    """To a service, and what became of it until today. A group has agreed by its contract."""
    person = it.case.person
    assert person or it.case.group, "in these stories, one person or a group is sent"
    if person:
        _agrees(it, person, on)
    new = NewReferral(
        key=new_key(),
        service=it.services[said["to"]],
        family=None,
        person=person,
        group=it.case.group,
        need=said["need"],
        tells=frozenset({"name", "need"}),
        agreed_by=it.client,
        agreed_how="spoken",
        agreed_on=on,
        due_on=it.today + ANSWERED_WITHIN,
    )
    goal = it.goals[said["goal"] - 1]
    tie = actions.refer(plan=it.planned, referral=new, goal=goal, by=it.worker)
    for number, kind in enumerate(said["then"]):
        channel = "whatsapp" if kind == "sent" else ""
        then = min(on + number * BETWEEN_STEPS, it.today)
        with as_of(then):
            step = NewStep(new_key(), kind, then, channel=channel)
            record_step(referral=tie.referral, step=step, by=it.worker)


def _agrees(it: Story, person: Person, on: date) -> None:
    """The consent that the referral of a person needs."""
    answer = Answer(
        key=new_key(),
        subject=person,
        purpose=CASEWORK,
        act=Consent.Act.GIVEN,
        text_version=purpose(CASEWORK).wording_on(on).version,
        relation=Consent.Relation.SELF,
        how=Consent.How.SPOKEN,
        said_on=on,
        answered_by=person,
    )
    record_answer(answer=answer, by=it.worker)
