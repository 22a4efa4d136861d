"""Two records become one and two again; nothing is lost, and nothing is counted twice."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from berdaya.access.actions import NotAllowed
from berdaya.consents.questions import answers_of, may_process, only_allowed
from berdaya.demo.cast import make_cast
from berdaya.insights.actions import join_families, join_persons, part
from berdaya.keys import new_key
from berdaya.people.actions import (
    ChangedSince,
    HeadOfOthers,
    KeepTheOther,
    LaterMerge,
    MergedAlready,
    MergeTheFamilies,
    PartOfWhole,
    ReasonForMerge,
    SameRecord,
    WrongPairs,
    add_member,
    edit_family,
    edit_person,
    end_membership,
    register_family,
)
from berdaya.people.actions.records import OF_FAMILY, OF_PERSON
from berdaya.people.facts import PersonFacts
from berdaya.people.models import Door, Family, Membership, Merge, Person
from berdaya.people.numbers import persons_by_nik
from berdaya.refusal import Refusal
from berdaya.surveys.actions import NewAssessment, record_assessment
from berdaya.surveys.models import Assessment, Standing
from berdaya.surveys.timeline import timeline
from berdaya.tallies.models import Change
from tests.consents.test_answers import Act, said
from tests.people.test_registering import KK, NIK, OTHER_NIK, VILLAGE, family, member

KS = "keluarga-sejahtera"
TODAY = timezone.localdate()
EARLIER = TODAY - timedelta(days=400)
WHY = "Orang yang sama, kartunya sudah dilihat"
BORN = date(1980, 7, 15)


def rinas(cast, *, first=True):
    """Bu Rina's family as two volunteers recorded it: the second time with less."""
    if first:
        rina = member("Rina Suryani", nik=NIK, birth_date=BORN, marital="married")
        child = member("Budi Santoso", "child", "male", mother_key=rina.key)
        new = family(rina, child, kk_number=KK, address="Jl. Melati 3")
    else:
        rina = member("Rina Soerjani", birth_date=BORN, work="trader")
        child = member("Budi", "child", "male", birth_date=date(2015, 3, 2))
        new = family(rina, child, member("Ani", "child"), phone="081234567890")
    return register_family(family=new, door=Door.WEB, by=cast.sari)


def people(it):
    return {one.person.name.split()[0]: one.person for one in it.roster()}


def pairs(kept, absorbed):
    ours = people(kept)
    return {
        theirs.pk: ours[name].pk for name, theirs in people(absorbed).items() if name in ours
    }


def survey(cast, it, *, on=TODAY, unmet=()):
    answers = {f"ks{n:02}": int(f"ks{n:02}" not in unmet) for n in range(1, 22)}
    entry = NewAssessment(new_key(), it, answers, on)
    return record_assessment(entry=entry, instrument=KS, door=Door.WEB, by=cast.sari)


def readable(value):
    return bytes(value) if isinstance(value, memoryview) else value


def world():
    """All that a merge may touch, as it stands; sealed numbers by what they are found by."""
    rows = {}
    for model in (Person, Family, Membership):
        names = [
            field.attname
            for field in model._meta.fields
            if field.name not in ("nik", "kk_number", "merged_into")
        ]
        names += ["merged_into_id"] if model is not Membership else []
        everything = getattr(model.objects, "across_areas", None)
        found = everything(why="test") if everything else model.objects.all()
        plain = (tuple(map(readable, row)) for row in found.values_list(*names))
        rows[model] = sorted(plain, key=str)
    standings = Standing.objects.across_areas(why="test").values_list(
        "subject", "family", "instrument", "year", "area", "assessment", "level", "blocked_by"
    )
    rows[Standing] = sorted(standings, key=str)
    counts = Counter()
    for change in Change.objects.all():
        counts[change.series, change.year, change.area_code, change.key] += change.count
    rows[Change] = {key: count for key, count in counts.items() if count}
    return rows


def counted(series):
    """How many are counted under each key of a series, in all years."""
    counts = Counter()
    for change in Change.objects.filter(series=series):
        counts[change.key] += change.count
    return {key: count for key, count in counts.items() if count}


def join(cast, kept, absorbed, chosen=(), **more):
    told = {"same": pairs(kept, absorbed), "reason": WHY, "by": cast.dedi} | more
    return join_families(kept=kept, absorbed=absorbed, chosen=chosen, **told)


@pytest.fixture
def two(cast):
    return rinas(cast), rinas(cast, first=False)


@pytest.fixture
def doubled(cast):
    """A child that was added to its family twice."""
    first = rinas(cast)
    again = member("Boedi Santosa", "child", "male", birth_date=date(2015, 3, 2), work="none")
    second = add_member(family=first, member=again, since=date(2026, 1, 5), by=cast.sari)
    return first, people(first)["Budi"], second.person


def test_one_child_entered_twice_becomes_one(cast, doubled):
    it, budi, again = doubled

    merge = join_persons(
        kept=budi, absorbed=again, chosen=["birth_date"], reason=WHY, by=cast.dedi
    )

    assert sorted(people(it)) == ["Budi", "Rina"]
    budi.refresh_from_db()
    again.refresh_from_db()
    assert (budi.birth_date, again.birth_date) == (date(2015, 3, 2), None)
    assert (again.merged_into_id, budi.work) == (budi.pk, "")
    assert (merge.by, merge.chosen, merge.reason) == (cast.dedi, ["birth_date"], WHY)
    assert merge.before["kept"]["birth_date"] is None
    assert not Person.objects.visible_to(cast.sari).filter(pk=again.pk).exists()


def test_parting_gives_both_records_back_as_they_were(cast, doubled):
    before = world()
    _it, budi, again = doubled
    chosen = ["name", "birth_date", "work"]
    merge = join_persons(kept=budi, absorbed=again, chosen=chosen, reason=WHY, by=cast.dedi)
    assert world() != before

    part(merge=merge, reason="Ternyata sepupunya", by=cast.dedi)

    assert world() == before
    merge.refresh_from_db()
    assert (merge.undone_by, merge.undo_reason) == (cast.dedi, "Ternyata sepupunya")
    assert part(merge=merge, reason="lagi", by=cast.dedi).undo_reason == "Ternyata sepupunya"


def test_a_number_goes_over_and_leads_to_the_one_who_is_left(cast, doubled):
    before = world()
    _it, budi, again = doubled
    facts = PersonFacts(name="Boedi Santosa", sex="male", nik=OTHER_NIK)
    edit_person(person=again, facts=facts, by=cast.sari)
    with_number = world()

    merge = join_persons(kept=budi, absorbed=again, chosen=["nik"], reason=WHY, by=cast.dedi)

    assert persons_by_nik([OTHER_NIK])[OTHER_NIK].pk == budi.pk
    assert OTHER_NIK not in str(merge.before)
    part(merge=merge, reason="Bukan", by=cast.dedi)
    assert persons_by_nik([OTHER_NIK])[OTHER_NIK].pk == again.pk
    assert world() == with_number != before


def test_a_number_that_stays_with_the_absorbed_record_leads_to_the_kept_one(cast, doubled):
    _it, budi, again = doubled
    facts = PersonFacts(name="Boedi Santosa", sex="male", nik=OTHER_NIK)
    edit_person(person=again, facts=facts, by=cast.sari)
    join_persons(kept=budi, absorbed=again, chosen=[], reason=WHY, by=cast.dedi)

    assert persons_by_nik([OTHER_NIK])[OTHER_NIK].pk == budi.pk


def test_two_records_of_one_family_become_one_with_all_who_belong(cast, two):
    kept, absorbed = two

    join(cast, kept, absorbed, ["phone"])

    assert sorted(people(kept)) == ["Ani", "Budi", "Rina"]
    assert people(kept)["Rina"].work == "trader"
    kept.refresh_from_db()
    assert (kept.phone, kept.address) == ("081234567890", "Jl. Melati 3")
    assert counted("families") == {"all": 1}
    assert not Family.objects.visible_to(cast.sari).filter(pk=absorbed.pk).exists()


def test_a_year_surveyed_twice_counts_once_and_both_histories_show(cast, two):
    kept, absorbed = two
    survey(cast, kept, on=EARLIER)
    survey(cast, kept, on=TODAY - timedelta(days=2), unmet=("ks03",))
    latest = survey(cast, absorbed, on=TODAY)
    assert sum(counted(f"{KS}.stage").values()) == 3

    merge = join(cast, kept, absorbed)

    assert counted(f"{KS}.stage") == {"KS3PLUS": 2}
    assert counted(f"{KS}.stage.blocked") == {}
    this_year = Standing.objects.across_areas(why="test").get(year=TODAY.year)
    assert (this_year.family_id, this_year.assessment_id) == (kept.pk, latest.pk)
    assert len(timeline(kept)) == 3
    assert latest.family_id == absorbed.pk, "what was answered is never re-pointed"

    part(merge=merge, reason="Dua keluarga", by=cast.dedi)
    assert counted(f"{KS}.stage") == {"KS3PLUS": 2, "KPS": 1}
    assert counted(f"{KS}.stage.blocked") == {"ks03": 1}


def test_a_survey_that_was_under_way_counts_for_the_family_that_is_left(cast, two):
    kept, absorbed = two
    join(cast, kept, absorbed)

    survey(cast, absorbed, on=TODAY - timedelta(days=1))

    assert Standing.objects.across_areas(why="test").get().family_id == kept.pk


def test_parting_families_gives_everything_back(cast, two):
    kept, absorbed = two
    survey(cast, kept, on=EARLIER)
    survey(cast, absorbed, on=TODAY, unmet=("ks05",))
    before = world()
    merge = join(cast, kept, absorbed, [*OF_FAMILY])
    assert world() != before
    with pytest.raises(PartOfWhole):
        part(merge=merge.parts.first(), reason="Bukan", by=cast.dedi)

    part(merge=merge, reason="Dua keluarga", by=cast.dedi)

    assert world() == before


def test_a_chain_of_merges_leads_to_its_end_and_is_undone_from_its_end(cast, two):
    first, second = two
    third = rinas_third(cast)
    start = world()
    one = join(cast, second, first)
    between = world()
    two_ = join(cast, third, second)
    first.refresh_from_db()
    assert first.merged_into_id == third.pk
    with pytest.raises(LaterMerge):
        part(merge=one, reason="Bukan", by=cast.dedi)

    part(merge=two_, reason="Bukan", by=cast.dedi)

    assert world() == between
    part(merge=one, reason="Bukan", by=cast.dedi)
    assert world() == start


def rinas_third(cast):
    new = family(member("Rina"), member("Budi", "child", "male"))
    return register_family(family=new, door=Door.WEB, by=cast.sari)


def test_of_merges_that_chose_the_same_the_last_is_undone_first(cast, doubled):
    it, budi, again = doubled
    more = member("Budi S", "child", "male", birth_date=date(2015, 3, 3))
    third = add_member(family=it, member=more, since=date(2026, 1, 5), by=cast.sari).person
    told = {"chosen": ["birth_date"], "reason": WHY, "by": cast.dedi}
    first = join_persons(kept=budi, absorbed=again, **told)
    last = join_persons(
        kept=Person.objects.visible_to(cast.sari).get(pk=budi.pk), absorbed=third, **told
    )

    with pytest.raises(LaterMerge):
        part(merge=first, reason="Bukan", by=cast.dedi)
    part(merge=last, reason="Bukan", by=cast.dedi)
    assert part(merge=first, reason="Bukan", by=cast.dedi).undone_at


def test_a_merge_is_not_undone_over_what_was_corrected_since(cast, doubled):
    _it, budi, again = doubled
    told = {"chosen": ["birth_date"], "reason": WHY, "by": cast.dedi}
    merge = join_persons(kept=budi, absorbed=again, **told)
    facts = PersonFacts(name="Budi Santoso", sex="male", birth_date=date(2016, 1, 1))
    edit_person(person=budi, facts=facts, by=cast.sari)
    stands = world()

    with pytest.raises(ChangedSince):
        part(merge=merge, reason="Bukan", by=cast.dedi)

    assert world() == stands


def test_a_card_number_taken_by_others_meanwhile_is_not_taken_back(cast, two):
    kept, absorbed = two
    merge = join(cast, absorbed, kept)  # the card stays with the absorbed record
    newcomers = family(member("Wati"), kk_number=KK)
    register_family(family=newcomers, door=Door.WEB, by=cast.sari)

    with pytest.raises(ChangedSince):
        part(merge=merge, reason="Bukan", by=cast.dedi)


def refusing(cast, doubled, two):
    """Merges that may not be, each with its refusal."""
    it, budi, again = doubled
    rina, other = people(it)["Rina"], people(two[1])["Rina"]
    told = {"chosen": [], "reason": WHY, "by": cast.dedi}
    yield SameRecord, lambda: join_persons(kept=budi, absorbed=budi, **told)
    yield (
        ReasonForMerge,
        lambda: join_persons(kept=budi, absorbed=again, chosen=[], reason="  ", by=cast.dedi),
    )
    yield HeadOfOthers, lambda: join_persons(kept=budi, absorbed=rina, **told)
    yield HeadOfOthers, lambda: join_persons(kept=rina, absorbed=other, **told)
    yield (
        NotAllowed,
        lambda: join_persons(kept=budi, absorbed=again, **told | {"by": cast.sari}),
    )
    yield (
        NotAllowed,
        lambda: join_persons(kept=budi, absorbed=again, **told | {"by": cast.joko}),
    )
    yield WrongPairs, lambda: join(cast, *two, same={budi.pk: rina.pk})
    yield (
        WrongPairs,
        lambda: join(
            cast, *two, same=dict.fromkeys((one.pk for one in people(two[1]).values()), rina.pk)
        ),
    )


def test_what_may_not_be_merged_is_refused_and_nothing_changes(cast, two):
    it = two[0]
    again = member("Boedi Santosa", "child", "male")
    second = add_member(family=it, member=again, since=date(2026, 1, 5), by=cast.sari).person
    before = world()
    for refusal, attempt in refusing(cast, (it, people(it)["Budi"], second), two):
        with pytest.raises(refusal):
            attempt()
    assert world() == before
    assert not Merge.objects.exists()


def test_who_lives_alone_in_the_second_record_brings_that_family_along(cast, doubled):
    _it, budi, _again = doubled
    alone = register_family(
        family=family(member("Budi Santoso", sex="male")), door=Door.WEB, by=cast.sari
    )
    told = {"chosen": [], "reason": WHY, "by": cast.dedi}
    with pytest.raises(MergeTheFamilies):
        join_persons(kept=budi, absorbed=people(alone)["Budi"], **told)


def test_the_record_that_belongs_to_a_family_is_the_one_to_keep(cast, doubled):
    _it, budi, again = doubled
    end_membership(
        membership=budi.memberships.get(until=None),
        until=date(2026, 3, 1),
        reason=Membership.EndReason.MOVED,
        by=cast.sari,
    )
    told = {"chosen": [], "reason": WHY, "by": cast.dedi}
    with pytest.raises(KeepTheOther):
        join_persons(kept=budi, absorbed=again, **told)
    join_persons(kept=again, absorbed=budi, **told)
    with pytest.raises(MergedAlready):
        join_persons(kept=again, absorbed=budi, **told)


def test_the_database_keeps_every_merge(cast, doubled):
    _it, budi, again = doubled
    join_persons(kept=budi, absorbed=again, chosen=[], reason=WHY, by=cast.dedi)
    everything = Merge.objects.all()
    for attempt in (everything.delete, lambda: everything.update(reason="lain")):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert Merge.objects.get().reason == WHY


NAMES = st.sampled_from(["Budi", "Ani", "Siti", "Joko", "Rina"])
MEMBERS = st.lists(
    st.tuples(
        NAMES,
        st.sampled_from(["male", "female"]),
        st.none() | st.dates(date(1950, 1, 1), date(2025, 1, 1)),
        st.sampled_from(["", "trader", "farmer"]),
    ),
    min_size=1,
    max_size=4,
)


class TestMergingAndParting(TestCase):
    """Whatever two families look like: after merging and parting, all is as it was."""

    @settings(max_examples=25, deadline=None)
    @given(
        first=MEMBERS,
        second=MEMBERS,
        chosen=st.sets(st.sampled_from(OF_FAMILY)),
        links=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=4),
        years=st.lists(st.tuples(st.booleans(), st.integers(0, 500)), max_size=3),
    )
    def test_all_is_as_it_was(self, first, second, chosen, links, years):
        cast = make_cast()
        kept, absorbed = (self.registered(cast, drawn) for drawn in (first, second))
        for of_first, days in years:
            survey(cast, kept if of_first else absorbed, on=TODAY - timedelta(days=days))
        ours, theirs = list(kept.roster()), list(absorbed.roster())
        same = {}
        for one, other in links:
            if one < len(theirs) and other < len(ours):
                key, value = theirs[one].person_id, ours[other].person_id
                if key not in same and value not in same.values():
                    same[key] = value
        before = world()

        merge = join(cast, kept, absorbed, chosen, same=same)

        assert len(kept.roster()) == len(ours) + len(theirs) - len(same)
        assert counted("families") == {"all": 1}
        per_year = Standing.objects.across_areas(why="test").values_list("year", flat=True)
        assert len(per_year) == len(set(per_year))
        part(merge=merge, reason="Bukan", by=cast.dedi)
        assert world() == before

    @settings(max_examples=25, deadline=None)
    @given(drawn=MEMBERS, other=MEMBERS, chosen=st.sets(st.sampled_from(OF_PERSON)))
    def test_persons_are_as_they_were(self, drawn, other, chosen):
        cast = make_cast()
        it = self.registered(cast, [*drawn, *other])
        roster = [one.person for one in it.roster()]
        before = world()
        try:
            merge = join_persons(
                kept=roster[0], absorbed=roster[-1], chosen=chosen, reason=WHY, by=cast.dedi
            )
        except Refusal:
            assert world() == before
            return

        part(merge=merge, reason="Bukan", by=cast.dedi)

        assert world() == before

    def registered(self, cast, drawn):
        members = [
            member(name, "child" if number else "head", sex, birth_date=born, work=work)
            for number, (name, sex, born, work) in enumerate(drawn)
        ]
        return register_family(family=family(*members), door=Door.WEB, by=cast.sari)


def test_a_moved_family_is_parted_where_its_people_were(cast, two):
    kept, absorbed = two
    before = people(absorbed)["Ani"].area_id
    merge = join(cast, kept, absorbed)
    there = f"{VILLAGE}.002.001"
    edit_family(
        family=kept,
        kk_number=KK,
        kk_missing="",
        address="Jl. Melati 3",
        phone="",
        area=there,
        by=cast.sari,
    )

    part(merge=merge, reason="Bukan", by=cast.dedi)

    assert people(absorbed)["Ani"].area_id == before
    assert people(kept)["Rina"].area_id == there


def everything_surveyed():
    return Assessment.objects.across_areas(why="test")


def test_a_no_to_either_record_is_a_no_of_the_family_that_is_left(cast, two):
    kept, absorbed = two
    survey(cast, kept)
    survey(cast, absorbed)
    said(cast, kept, purpose="research", who=people(kept)["Rina"])
    families = Family.objects.across_areas(why="test").filter(merged_into=None)
    told = {"who": people(absorbed)["Rina"]}
    said(cast, absorbed, Act.REFUSED, "research", **told)
    said(cast, absorbed, Act.REFUSED, "survey", **told)
    merge = join(cast, kept, absorbed)
    everybody = [kept.pk, *(person.pk for person in people(kept).values())]

    assert not may_process(everybody, "survey", TODAY)
    assert not may_process(everybody, "research", TODAY)
    assert not only_allowed(families, "research", TODAY, family="pk")
    assert not only_allowed(everything_surveyed(), "research", TODAY)
    assert len(answers_of(kept)) == 3

    part(merge=merge, reason="Bukan", by=cast.dedi)
    assert may_process([kept.pk], "survey", TODAY) == {kept.pk}
    assert kept in only_allowed(families, "research", TODAY, family="pk")


def test_relations_to_another_head_are_told_anew_and_stand_again_once_parted(cast, two):
    kept, _absorbed = two
    guest = member("Karsih", birth_date=date(1970, 1, 1))
    others = register_family(
        family=family(guest, member("Ujang", "spouse", "male"), member("Neng", "child")),
        door=Door.WEB,
        by=cast.sari,
    )
    before = world()

    merge = join(cast, kept, others)

    beside = {one.person.name: one.relation for one in kept.roster()}
    assert [beside[name] for name in ("Karsih", "Ujang", "Neng")] == ["other"] * 3
    part(merge=merge, reason="Bukan", by=cast.dedi)
    assert world()[Membership] == before[Membership]


def test_children_of_a_wife_whose_record_was_a_head_stay_children(cast):
    couple = family(member("Dadan", "head", "male"), member("Rina", "spouse"))
    hers = family(member("Rina"), member("Ani", "child"), member("Euis", "other"))
    kept, absorbed = (
        register_family(family=one, door=Door.WEB, by=cast.sari) for one in (couple, hers)
    )

    join(cast, kept, absorbed)

    beside = {one.person.name: one.relation for one in kept.roster()}
    assert beside == {"Dadan": "head", "Rina": "spouse", "Ani": "child", "Euis": "other"}
