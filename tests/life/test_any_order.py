"""Whatever happens in whatever order: every day has one roster, with one head, and none twice."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from berdaya.demo.cast import make_cast
from berdaya.keys import new_key
from berdaya.life import actions
from berdaya.life.models import LifeEvent
from berdaya.people.models import Family, Membership
from berdaya.refusal import Refusal
from berdaya.tallies.counting import totals
from tests.life.world import OTHER_RT, RT, TODAY, a_family, rinas, someone, told

FIRST = TODAY - timedelta(days=60)
DAYS = [FIRST + timedelta(days=5 * n) for n in range(13)]
days = st.sampled_from(DAYS)
numbers = st.integers(0, 30)
areas = st.sampled_from([RT, OTHER_RT])
sexes = st.sampled_from(["male", "female"])


class Village(RuleBasedStateMachine):
    """Events at random, in the order in which a hasty office might type them."""

    @initialize()
    def begin(self):
        self.undone_later = transaction.atomic()
        self.undone_later.__enter__()
        self.sari = make_cast().sari
        rinas(self.sari)
        a_family(self.sari, someone("Wati", "head", marital="widowed"), area=OTHER_RT)
        self.died = {}
        self.noted = []  # (event, every roster before it)

    def teardown(self):
        if hasattr(self, "undone_later"):
            transaction.set_rollback(True)
            self.undone_later.__exit__(None, None, None)

    def members(self):
        rows = Membership.objects.present().select_related("person", "family")
        return list(rows.order_by("person__name", "pk"))

    def pick(self, number):
        members = self.members()
        return members[number % len(members)] if members else None

    def note(self, verb, on, **values):
        """Do it, or be refused and find everything as it was; earlier days always stay."""
        before = rosters()
        try:
            with transaction.atomic():
                event = verb(by=self.sari, **values)
        except Refusal:
            assert rosters() == before
            return None
        after = rosters()
        for day in DAYS:
            if day < on:
                assert after[day] == before[day]
        self.noted.append((event, before))
        return event

    @rule(number=numbers, on=days, sex=sexes)
    def birth(self, number, on, sex):
        if home := self.pick(number):
            child = someone(f"Bayi {new_key()}", "child", sex, birth_date=on)
            event = told("birth", on)
            self.note(actions.record_birth, on, family=home.family, child=child, told=event)

    @rule(number=numbers, heir=numbers, on=days)
    def death(self, number, heir, on):
        if gone := self.pick(number):
            event = self.note(
                actions.record_death,
                on,
                membership=gone,
                heir=self.pick(heir),
                told=told("death", on),
            )
            if event:
                self.died[gone.person_id] = on, event.pk

    @rule(number=numbers, on=days)
    def another_head(self, number, on):
        if heir := self.pick(number):
            self.note(actions.change_head, on, heir=heir, told=told("head", on))

    @rule(number=numbers, on=days)
    def arrival(self, number, on):
        if home := self.pick(number):
            guest = someone(f"Tamu {new_key()}")
            self.note(
                actions.move_in, on, family=home.family, member=guest, told=told("arrival", on)
            )

    @rule(numbers=st.lists(numbers, min_size=1, max_size=3), heir=numbers, on=days)
    def departure(self, numbers, heir, on):
        leavers = list({it.pk: it for it in map(self.pick, numbers) if it}.values())
        if leavers:
            self.note(
                actions.move_out,
                on,
                leavers=leavers,
                heir=self.pick(heir),
                told=told("departure", on),
            )

    @rule(one=numbers, partner=numbers, area=st.sampled_from(["", RT, OTHER_RT]), on=days)
    def marriage(self, one, partner, area, on):
        pair = self.pick(one), self.pick(partner)
        if all(pair):
            self.note(
                actions.record_marriage,
                on,
                one=pair[0],
                partner=pair[1],
                house=actions.House(area),
                heir=self.pick(one + 1),
                told=told("marriage", on),
            )

    @rule(one=numbers, leaves=st.booleans(), area=st.sampled_from(["", OTHER_RT]), on=days)
    def divorce(self, one, leaves, area, on):
        if first := self.pick(one):
            others = [it for it in self.members() if it.family_id == first.family_id]
            self.note(
                actions.record_divorce,
                on,
                one=first,
                other=others[-1],
                leavers=[first] if leaves else [],
                area=area,
                heir=others[-1],
                told=told("divorce", on),
            )

    @rule(number=numbers, area=areas, on=days)
    def own_household(self, number, area, on):
        if head := self.pick(number):
            others = [it for it in self.members() if it.family_id == head.family_id]
            self.note(
                actions.split_family,
                on,
                moving={head: "head"},
                area=area,
                heir=others[0],
                told=told("split", on),
            )

    @rule(number=numbers, area=st.sampled_from(["", RT, OTHER_RT]), on=days)
    def move(self, number, area, on):
        if somebody := self.pick(number):
            self.note(
                actions.move_family,
                on,
                family=somebody.family,
                area=area,
                told=told("move", on),
            )

    @precondition(lambda self: self.noted)
    @rule()
    def take_the_last_back(self):
        event, before = self.noted.pop()

        actions.take_back(event=event, reason="keliru", by=self.sari)

        assert rosters() == before
        self.died = {who: it for who, it in self.died.items() if it[1] != event.pk}

    @precondition(lambda self: self.noted)
    @rule(number=numbers)
    def take_any_back(self, number):
        """It is refused where something rests on it; otherwise the days before it stay."""
        event, _before = self.noted[number % len(self.noted)]
        before = rosters()
        try:
            with transaction.atomic():
                actions.take_back(event=event, reason="keliru", by=self.sari)
        except Refusal:
            assert rosters() == before
            return
        after = rosters()
        assert all(after[day] == before[day] for day in DAYS if day < event.on)
        # what was noted after it remembers rosters that hold it no more
        self.noted = []
        self.died = {who: it for who, it in self.died.items() if it[1] != event.pk}

    @invariant()
    def every_day_has_one_roster_with_one_head_and_without_the_dead(self):
        for on, homes in rosters().items():
            places = Counter(who for home in homes.values() for who in home)
            assert all(count == 1 for count in places.values()), on
            for home in homes.values():
                assert Counter(home.values())["head"] == 1, (on, home)
            for who, (day, _event) in getattr(self, "died", {}).items():
                assert on < day or who not in places

    @invariant()
    def families_are_counted(self):
        if hasattr(self, "sari"):
            living = Family.objects.across_areas(why="test").filter(ended_on=None)
            counted = totals("families", 0, ["32.04.32.2998"])["32.04.32.2998"]["all"]
            assert counted == living.count()


def rosters():
    """For each of the days: family to person to relation, of all families."""
    rows = list(
        Membership.objects.values_list("family", "person", "relation", "since", "until")
    )
    found = {}
    for day in DAYS:
        homes = {}
        for family, person, relation, since, until in rows:
            if since <= day and (until is None or until > day):
                assert person not in homes.get(family, {}), "twice in one family"
                homes.setdefault(family, {})[person] = relation
        found[day] = homes
    return found


@pytest.mark.django_db
def test_in_any_order_every_day_has_its_roster():
    run_state_machine_as_test(
        Village,
        settings=settings(
            max_examples=25,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert not LifeEvent.objects.across_areas(why="test").exists()
