"""Stage 4 of a story, and every meeting before: contacts, what comes next, notes."""

from datetime import date

from berdaya.contacts import actions
from berdaya.contacts.actions.contacts import NewContact
from berdaya.contacts.actions.contacts import Told as ToldContact
from berdaya.contacts.actions.reviews import PRINCIPLES
from berdaya.contacts.actions.steps import NextStep
from berdaya.contacts.models import Step
from berdaya.demo.cases.story import Story, Told
from berdaya.keys import new_key
from berdaya.rules.instruments.definition import load

KEPT = 2  # a principle that was kept; a story names those that were not


def meet(it: Story, on: date, said: Told) -> None:
    """A contact; what was to be done until then is done, unless the story says otherwise."""
    told = ToldContact(
        on=on,
        kind=said["how"],
        participation=said["part"],
        what=said["what"],
        place=said.get("place", ""),
        others=said.get("others", ()),
        roles=said.get("roles", ()),
        techniques=said.get("techniques", ()),
        in_crisis=said.get("crisis", False),
    )
    after = said.get("next")
    steps = Step.objects.across_areas(why="of this story").of(it.case)
    waiting = steps.filter(state=Step.State.OPEN, due_on__lte=on).values_list("pk", flat=True)
    new = NewContact(
        key=new_key(),
        case=it.case,
        told=told,
        done=() if said.get("leaves") else tuple(waiting),
        next=NextStep(after[1], it.day(after[0])) if after else None,
    )
    made = actions.record_contact(contact=new, by=it.worker)
    if "review" in said:
        kept = {item.code: KEPT for item in load(PRINCIPLES).items}
        actions.review_contact(contact=made, answers=kept | said["review"], by=it.worker)


def plan_next(it: Story, _on: date, said: list[str | int]) -> None:
    """What is to be done, so many days after the case began: today or later."""
    day, words = said
    step = NextStep(str(words), it.day(int(day)))
    actions.plan_step(key=new_key(), case=it.case, step=step, by=it.worker)


def write(it: Story, _on: date, said: Told) -> None:
    """A note, and perhaps how it was written anew."""
    made = actions.write_note(
        key=new_key(),
        case=it.case,
        text=said["text"],
        is_private=said.get("private", False),
        by=it.worker,
    )
    if "anew" in said:
        actions.edit_note(
            key=new_key(), note=made, text=said["anew"], is_private=False, by=it.worker
        )
