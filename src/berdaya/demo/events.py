"""What happened in some synthetic families over the last year."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle

from berdaya.access.models import User
from berdaya.keys import new_key
from berdaya.life.actions import change_head, move_out, record_birth
from berdaya.life.actions.recording import Told
from berdaya.life.models import LifeEvent
from berdaya.people.facts import NewMember, PersonFacts
from berdaya.people.models import Family, Membership

Reason = LifeEvent.Reason
DAYS_AGO = 40
SHARE_BIRTHS, SHARE_LEFT = 3, 4  # of the families given: every third, every fourth
BABIES = ("Nadia", "Kirana", "Laras", "Melati", "Anisa", "Dinda", "Intan", "Salma")


def happen(families: Sequence[Family], today: date, *, by: User) -> None:
    """Births, children who left for school or work, and a wife who took over as head."""
    on = today - timedelta(days=DAYS_AGO)
    names = cycle(BABIES)
    for number, family in enumerate(families):
        roster = list(family.roster())
        mother = next((it for it in roster if it.relation == Membership.Relation.SPOUSE), None)
        grown = [it for it in roster if it.relation == Membership.Relation.CHILD]
        if mother and number % SHARE_BIRTHS == 0:
            baby = PersonFacts(
                name=next(names), sex="female", birth_date=on, nik_missing="not-issued"
            )
            child = NewMember(new_key(), baby, "child", mother_key=mother.person_id)
            told = Told(new_key(), on, Reason.BORN)
            record_birth(family=family, child=child, told=told, by=by)
        elif grown and number % SHARE_LEFT == 0:
            told = Told(new_key(), on, Reason.SCHOOL)
            move_out(leavers=[grown[0]], told=told, by=by)
    with_two = next((it for it in map(_wife_of, families) if it), None)
    if with_two:
        change_head(heir=with_two, told=Told(new_key(), today, Reason.AWAY), by=by)


def _wife_of(family: Family) -> Membership | None:
    wives = family.roster().filter(relation=Membership.Relation.SPOUSE)
    return wives.select_related("family").first()
