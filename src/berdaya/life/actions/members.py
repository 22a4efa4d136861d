"""Events of one member: birth, death, arrival, departure, another head."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, Max, Q

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.life.actions.heads import hand_over, leave
from berdaya.life.actions.recording import Told, begin, fresh, noted_before, write_down
from berdaya.life.models import LifeEvent
from berdaya.life.refusals import BirthOnThatDay, GaveBirthLater, NobodyChosen
from berdaya.once import once
from berdaya.people.facts import NewMember
from berdaya.people.intake import MotherNotHere
from berdaya.people.models import Family, Membership, Person

Kind, Relation, EndReason = LifeEvent.Kind, Membership.Relation, Membership.EndReason


@transaction.atomic
@once
def record_birth(*, family: Family, child: NewMember, told: Told, by: User) -> LifeEvent:
    """A child is born into a family, or adopted into it.

    Raises:
        NotAllowed, StillToCome, NotThisReason, FamilyEnded, EventKeyInUse, BirthOnThatDay,
        LivesHereAlready, or a refusal of `people.add_member`.
        MotherNotHere: she is none of the family, or had died or left before that day.
    """
    allow(by, "life.record_birth", area=family.area_id)
    if earlier := noted_before(told, Kind.BIRTH, family):
        return earlier
    changes = begin(told, Kind.BIRTH, [family])
    if told.reason == LifeEvent.Reason.BORN and child.facts.birth_date != told.on:
        raise BirthOnThatDay(on=f"{told.on:%d-%m-%Y}")
    if told.reason == LifeEvent.Reason.BORN:
        _refuse_absent_mother(family, child, told)
    membership = changes.join(family, child, by)
    event = write_down(told, Kind.BIRTH, family, changes, by, person=membership.person)
    trace(by, "life.record_birth", event, family=str(family.pk))
    return event


@transaction.atomic
@once
def record_death(
    *, membership: Membership, told: Told, by: User, heir: Membership | None = None
) -> LifeEvent:
    """A member has died. `heir` becomes the head where the head died and several are left.

    Raises:
        NotAllowed, StillToCome, NotThisReason, FamilyEnded, EventKeyInUse, NotOfThisFamily,
        BeforeItBegan, GaveBirthLater, LaterEvent, WhoTakesOver.
    """
    family = membership.family
    allow(by, "life.record_death", area=family.area_id)
    if earlier := noted_before(told, Kind.DEATH, family):
        return earlier
    changes = begin(told, Kind.DEATH, [family])
    [gone] = fresh([membership], family)
    _refuse_birth_after(gone.person, told.on)
    if widowed := _partner_of(gone):
        changes.set_marital(widowed, Person.Marital.WIDOWED)
    leave(changes, gone.family, [gone], EndReason.DIED, heir)
    event = write_down(told, Kind.DEATH, family, changes, by, person=gone.person)
    trace(by, "life.record_death", event, family=str(family.pk))
    return event


@transaction.atomic
@once
def change_head(*, heir: Membership, told: Told, by: User) -> LifeEvent:
    """Another member becomes the head of the family; the former one stays in it.

    Raises:
        NotAllowed, StillToCome, NotThisReason, FamilyEnded, EventKeyInUse, NotOfThisFamily,
        BeforeItBegan, TakesOverAlready.
    """
    family = heir.family
    allow(by, "life.change_head", area=family.area_id)
    if earlier := noted_before(told, Kind.HEAD, family):
        return earlier
    changes = begin(told, Kind.HEAD, [family])
    [heir] = fresh([heir], family)
    hand_over(changes, heir.family, heir)
    event = write_down(told, Kind.HEAD, family, changes, by, person=heir.person)
    trace(by, "life.change_head", event, family=str(family.pk))
    return event


@transaction.atomic
@once
def move_in(*, family: Family, member: NewMember, told: Told, by: User) -> LifeEvent:
    """Somebody comes to live with a family. Who left another one keeps their record (NIK).

    Raises:
        NotAllowed, StillToCome, NotThisReason, FamilyEnded, EventKeyInUse, LivesHereAlready, or
        a refusal of `people.add_member`.
    """
    allow(by, "life.move_in", area=family.area_id)
    if earlier := noted_before(told, Kind.ARRIVAL, family):
        return earlier
    changes = begin(told, Kind.ARRIVAL, [family])
    membership = changes.join(family, member, by)
    event = write_down(told, Kind.ARRIVAL, family, changes, by, person=membership.person)
    trace(by, "life.move_in", event, family=str(family.pk))
    return event


@transaction.atomic
@once
def move_out(
    *, leavers: Sequence[Membership], told: Told, by: User, heir: Membership | None = None
) -> LifeEvent:
    """Members of one family leave it for a place that is not known here.

    Raises:
        NotAllowed, StillToCome, NotThisReason, FamilyEnded, EventKeyInUse, NobodyChosen,
        NotOfThisFamily, BeforeItBegan, WhoTakesOver.
    """
    if not leavers:
        raise NobodyChosen
    family = leavers[0].family
    allow(by, "life.move_out", area=family.area_id)
    if earlier := noted_before(told, Kind.DEPARTURE, family):
        return earlier
    changes = begin(told, Kind.DEPARTURE, [family])
    gone = fresh(leavers, family)
    leave(changes, gone[0].family, gone, EndReason.MOVED, heir)
    event = write_down(told, Kind.DEPARTURE, family, changes, by, person=gone[0].person)
    trace(by, "life.move_out", event, family=str(family.pk), persons=len(gone))
    return event


def _refuse_absent_mother(family: Family, child: NewMember, told: Told) -> None:
    """Whoever died or left on the day itself may have given birth before."""
    if child.mother_key is None:
        return
    hers = family.memberships.filter(person=child.mother_key, since__lte=told.on)
    was_there = Q(until=None) | Q(until__gte=told.on) & Q(until__gt=F("since"))
    if not hers.filter(was_there).exists():
        raise MotherNotHere(name=child.facts.name, key=child.key)


def _refuse_birth_after(mother: Person, death: date) -> None:
    """A child may live out of the user's sight by now: its name is not said."""
    everywhere = Person.objects.across_areas(why="only the day is said")
    born = everywhere.filter(mother=mother).aggregate(last=Max("birth_date"))["last"]
    if born and born > death:
        raise GaveBirthLater(name=mother.name, born=f"{born:%d-%m-%Y}")


def _partner_of(membership: Membership) -> Person | None:
    """The wife or husband, as far as relations to the head tell."""
    other = {Relation.HEAD: Relation.SPOUSE, Relation.SPOUSE: Relation.HEAD}.get(
        Relation(membership.relation)
    )
    if other is None:
        return None
    rows = Membership.objects.present().select_related("person")
    found = rows.filter(
        family=membership.family_id, relation=other, person__marital=Person.Marital.MARRIED
    )
    return next((it.person for it in found), None)
