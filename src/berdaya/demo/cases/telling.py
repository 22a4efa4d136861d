"""Twelve cases in all stages, told day by day and noted by the verbs, as their workers would.

A story says who the client is, how the case came here, and then line by line what was done on
which day after it began. The texts are invented; nobody in them is or was real.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from berdaya.demo.cases import assessing, beginning, ending, planning, working
from berdaya.demo.cases.story import Story, Told
from berdaya.demo.cast import Cast, make_users
from berdaya.demo.clock import as_of
from berdaya.demo.people import OF_CASES
from berdaya.services.models import Service

STORIES = Path(__file__).parent / "stories"
Deed = Callable[[Story, date, Any], None]
# what a line of a story may say was done
DEEDS: Mapping[str, Deed] = {
    "contract": beginning.agree,
    "withdraws": beginning.withdraw,
    "move": beginning.move,
    "assessment": assessing.assess,
    "kin": assessing.draw_kin,
    "systems": assessing.draw_systems,
    "asked": assessing.ask,
    "plan": planning.plan,
    "goal": planning.set_a_goal,
    "activity": planning.plan_an_activity,
    "agreed": planning.agree,
    "task": planning.give,
    "refer": planning.send,
    "contact": working.meet,
    "step": working.plan_next,
    "note": working.write,
    "rated": ending.rate,
    "client": ending.hear,
    "lesson": ending.learn,
    "ready": ending.check,
    "after": ending.care,
    "summary": ending.sum_up,
    "dates": ending.set_days,
    "looked-in": ending.look_in,
    "close": ending.shut,
}


def stories() -> list[Told]:
    """All of them, in the order of their files."""
    return [yaml.safe_load(it.read_text("utf-8")) for it in sorted(STORIES.glob("*.yaml"))]


@transaction.atomic
def work_on_cases(cast: Cast, services: Sequence[Service], today: date) -> None:
    """Tell every story; the last line of each is where the case stands today."""
    people = make_users(OF_CASES) | {
        it: getattr(cast, it) for it in ("ani", "sari", "dedi", "wati")
    }
    by_name = {it.name: it for it in services}
    for told in stories():
        story = beginning.begin(told, people, by_name, today)
        if story is None:
            continue
        on = story.opened
        for line in told.get("days", ()):
            [(name, said)] = ((key, value) for key, value in line.items() if key != "day")
            if "day" in line:
                on = story.opened + timedelta(days=line["day"])
            with as_of(on):
                DEEDS[name](story, on, said)
