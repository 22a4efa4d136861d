"""Whatever is recorded, corrected and moved in whatever order, lists and counts stay true."""

from collections import Counter, defaultdict
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from berdaya.demo.cast import make_cast, rina_family
from berdaya.keys import new_key
from berdaya.people.actions import edit_family, register_families
from berdaya.people.models import Door
from berdaya.surveys.actions import NewAssessment, record_assessment, record_assessments
from berdaya.surveys.models import Assessment, Standing
from berdaya.surveys.timeline import timeline
from berdaya.tallies.counting import fold, totals
from tests.people.test_registering import RT, family, member

KS = "keluarga-sejahtera"
NEXT_DOOR = "32.04.32.2998.001.002"
AREAS = ("", "32.04.32.2998", RT, NEXT_DOOR)
DAYS = [date(2025, 12, 31), date(2026, 2, 1), date(2026, 6, 1), date(2026, 6, 2)]

which = st.integers(0, 1)
unmet = st.sets(st.sampled_from(["ks01", "ks03", "ks08", "ks15", "ks20"]))
blank = st.sets(st.sampled_from(["ks02", "ks21"]), max_size=1)
day = st.sampled_from(DAYS)
one = st.tuples(which, unmet, blank, day)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("record"), one),
        st.tuples(st.just("many"), st.lists(one, min_size=1, max_size=4)),
        st.tuples(st.just("correct"), st.tuples(st.integers(0, 20), unmet, blank, day)),
        st.tuples(st.just("move"), st.tuples(which, st.sampled_from([RT, NEXT_DOOR]))),
        st.tuples(st.just("fold"), st.none()),
    ),
    max_size=12,
)


class Village:
    """Two families, and what is done with them."""

    def __init__(self):
        self.cast = make_cast()
        both = [family(member("Rina")), family(member("Lilis"), area=NEXT_DOOR)]
        self.families = register_families(families=both, door=Door.FILE, by=self.cast.sari)

    def entry(self, which, unmet, blank, day):
        answers = {f"ks{n:02}": 1 for n in range(1, 22)}
        answers |= dict.fromkeys(unmet, 0) | dict.fromkeys(blank, None)
        return NewAssessment(new_key(), self.families[which], answers, day)

    def record(self, entry):
        told = {"instrument": KS, "door": Door.WEB, "by": self.cast.sari}
        record_assessment(entry=self.entry(*entry), **told)

    def many(self, entries):
        told = {"instrument": KS, "door": Door.FILE, "by": self.cast.sari}
        record_assessments(entries=[self.entry(*entry) for entry in entries], **told)

    def correct(self, wish):
        number, *answers = wish
        newest = list(everything().standing().order_by("pk"))
        if not newest:
            return
        wrong = newest[number % len(newest)]
        which = [family.pk for family in self.families].index(wrong.family_id)
        told = {"instrument": KS, "door": Door.WEB, "by": self.cast.sari}
        record_assessment(
            entry=self.entry(which, *answers), replaces=wrong, reason="salah", **told
        )

    def move(self, wish):
        which, area = wish
        moving = self.families[which]
        edit_family(
            family=moving,
            kk_number=None,
            kk_missing=moving.kk_missing,
            address="",
            phone="",
            area=area,
            by=self.cast.sari,
        )
        moving.refresh_from_db()

    def fold(self, _nothing):
        fold()


def everything():
    return Assessment.objects.across_areas(why="test")


def counted_from_scratch():
    """(family, year) -> the assessment that counts, found without the verb's own queries."""
    rows = list(everything().prefetch_related("outcomes"))
    replaced = {row.replaces_id for row in rows}
    found = {}
    for row in sorted(rows, key=lambda row: (row.conducted_on, row.recorded_at, row.pk)):
        if row.pk not in replaced:
            found[row.family_id, row.conducted_on.year] = row
    return found


class AnyOrder(TestCase):
    @settings(deadline=None)
    @given(deeds=deeds)
    def test_what_counts_is_the_latest_that_stands_and_the_counts_follow(self, deeds):
        village = Village()
        for verb, what in deeds:
            getattr(village, verb)(what)

        latest = counted_from_scratch()
        standings = Standing.objects.across_areas(why="test")
        assert {(it.family_id, it.year): it.assessment_id for it in standings} == {
            key: row.pk for key, row in latest.items()
        }
        for year in (2025, 2026):
            self.same_counts(latest, year)
        for one in village.families:
            self.same_timeline(one)

    def same_counts(self, latest, year):
        levels, blocked = defaultdict(Counter), defaultdict(Counter)
        for (_family, of_year), row in latest.items():
            outcome = row.outcomes.all()[0]
            for area in AREAS if of_year == year else ():
                if row.area_id.startswith(area):
                    levels[area][outcome.level] += 1
                    blocked[area].update(filter(None, outcome.blocked_by.split(",")))
        for area in AREAS:
            assert positive(totals(f"{KS}.stage", year, [area])[area]) == levels[area]
            assert positive(totals(f"{KS}.stage.blocked", year, [area])[area]) == blocked[area]

    def same_timeline(self, family):
        shown = [entry.assessment for entry in timeline(family)]
        replaced = set(everything().values_list("replaces", flat=True))
        mine = [row for row in everything() if row.family_id == family.pk]
        assert set(shown) == {row for row in mine if row.pk not in replaced}
        assert [it.conducted_on for it in shown] == sorted(
            (it.conducted_on for it in shown), reverse=True
        )


def positive(counts):
    assert all(count >= 0 for count in counts.values())
    return +counts


def test_a_survey_of_last_year_does_not_move_this_years_figures(cast):
    rina = rina_family(cast)
    for answer, day in ((1, date(2026, 6, 1)), (0, date(2025, 6, 1))):
        answers = {f"ks{n:02}": answer for n in range(1, 22)}
        entry = NewAssessment(new_key(), rina, answers, day)
        record_assessment(entry=entry, instrument=KS, door=Door.WEB, by=cast.sari)

    levels = dict(Standing.objects.across_areas(why="test").values_list("year", "level"))
    assert levels == {2026: "KS3PLUS", 2025: "KPS"}
