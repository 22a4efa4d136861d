"""Stages 5 and 6 of a story: what came of it, ending well, and looking in again."""

from datetime import date
from typing import Any

from berdaya.demo.cases.story import Story, Told
from berdaya.keys import new_key
from berdaya.outcomes import actions
from berdaya.outcomes.actions.ending import Told as ToldSummary
from berdaya.outcomes.actions.evaluating import NewRating, Said
from berdaya.outcomes.models import FollowUp, Rating, Summary
from berdaya.outcomes.reading import newest_of
from berdaya.pathway.actions import close
from berdaya.pathway.history import steps_taken
from berdaya.rules.casework.outcomes import days_of_follow_up, definition


def rate(it: Story, on: date, said: Told) -> None:
    """Each goal in its order: the level and what shows it."""
    levels = {
        goal.pk: (level, evidence)
        for goal, (level, evidence) in zip(it.goals, said["goals"], strict=True)
    }
    moment = said.get("moment", Rating.Moment.END)
    rating = NewRating(moment, on, said["with"], levels, it.client)
    actions.rate_goals(key=new_key(), plan=it.planned, rating=rating, by=it.worker)


def hear(it: Story, on: date, said: Told) -> None:
    told = Said(on, said["change"], said["help"], it.client, said["words"])
    actions.note_client_rating(key=new_key(), case=it.case, said=told, by=it.worker)


def learn(it: Story, on: date, said: Told) -> None:
    actions.note_lesson(
        key=new_key(),
        case=it.case,
        kind=said["kind"],
        what=said["what"],
        for_whom=said["for"],
        why=said.get("why", ""),
        on=on,
        by=it.worker,
    )


def check(it: Story, on: date, said: Told) -> None:
    """Ready in everything but what the story names."""
    answers = dict.fromkeys(definition().readiness, "yes") | said.get("but", {})
    actions.check_readiness(
        key=new_key(),
        case=it.case,
        answers=answers,
        note=said.get("note", ""),
        on=on,
        by=it.worker,
    )


def care(it: Story, on: date, said: Told) -> None:
    actions.plan_after_care(
        key=new_key(),
        case=it.case,
        helpers=said["helpers"],
        if_hard=said["if_hard"],
        signs=said.get("signs", ""),
        on=on,
        by=it.worker,
    )


def sum_up(it: Story, on: date, said: Told) -> None:
    """Written; given on the same day where the story says how."""
    told = ToldSummary(
        said["worked_on"], said["changed"], said["contact"], said.get("strengths", "")
    )
    actions.write_summary(key=new_key(), case=it.case, told=told, on=on, by=it.worker)
    summary = newest_of(Summary, it.case)
    if summary and "given" in said:
        actions.give_summary(
            summary=summary, on=on, how=said["given"], who=it.client, by=it.worker
        )


def set_days(it: Story, on: date, _said: Any) -> None:
    """One, three and six months after the end."""
    days = days_of_follow_up(on)
    actions.date_follow_ups(case=it.case, days=days, by=it.worker)


def look_in(it: Story, on: date, said: Told) -> None:
    """The earliest contact after the end that was not noted yet."""
    rows = FollowUp.objects.across_areas(why="of this story").filter(case=it.case)
    first = rows.open().order_by("months")[0]
    actions.note_follow_up(
        key=new_key(),
        follow_up=first,
        result=said["result"],
        words=said["words"],
        on=on,
        by=it.worker,
    )


def shut(it: Story, on: date, _said: Any) -> None:
    it.case = close(case=it.case, seen=steps_taken(it.case), on=on, by=it.worker)
