"""Answers are noted once, by who may answer, and stand for ever."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.consents.actions import (
    AdultAnswers,
    Answer,
    AnswersForOthers,
    ChildAnswers,
    ChildNeedsGuardian,
    ConsentKeyInUse,
    NoSuchPurpose,
    NothingToWithdraw,
    SaidInFuture,
    record_answer,
)
from berdaya.consents.models import Consent
from berdaya.consents.questions import may_process, only_allowed, state_of
from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.actions import register_family
from berdaya.people.models import Door, Family
from tests.people.test_registering import family as new_family
from tests.people.test_registering import member

TODAY = timezone.localdate()
Act, Relation, How = Consent.Act, Consent.Relation, Consent.How


@pytest.fixture
def rinas(cast):
    return rina_family(cast)


def members(family):
    return {one.person.name.split()[0]: one.person for one in family.roster()}


def answer(subject, act=Act.GIVEN, purpose="survey", *, who, relation=Relation.PARENT, **more):
    told = {"text_version": "1", "how": How.SPOKEN, "said_on": TODAY, "key": new_key()} | more
    return Answer(
        subject=subject,
        purpose=purpose,
        act=act,
        relation=relation,
        answered_by=who,
        **told,
    )


def said(cast, subject, act=Act.GIVEN, purpose="survey", **more):
    return record_answer(answer=answer(subject, act, purpose, **more), by=cast.sari)


def kept():
    return Consent.objects.across_areas(why="test")


def test_an_answer_says_who_for_whom_how_when_and_in_which_words(cast, rinas):
    rina = members(rinas)["Rina"]

    row = said(cast, rinas, who=rina)

    assert (row.family, row.answered_by, row.relation) == (rinas, rina, "parent")
    assert (row.how, row.said_on, row.text_version) == ("spoken", TODAY, "1")
    assert (row.recorded_by, row.covers_child, row.area_id) == (cast.sari, True, cast.rt.code)
    assert Trace.objects.get(verb="consents.record_answer").detail["act"] == "given"


def test_a_second_press_notes_one_answer(cast, rinas):
    once = answer(rinas, who=members(rinas)["Rina"])

    first = record_answer(answer=once, by=cast.sari)

    assert record_answer(answer=once, by=cast.sari) == first
    assert kept().count() == 1
    with pytest.raises(ConsentKeyInUse):
        record_answer(answer=replace(once, act=Act.REFUSED), by=cast.sari)


def test_a_volunteer_elsewhere_notes_nothing(cast, rinas):
    with pytest.raises(NotAllowed):
        record_answer(answer=answer(rinas, who=members(rinas)["Rina"]), by=cast.joko)
    assert not kept().exists()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"purpose": "marketing"}, NoSuchPurpose),
        ({"purpose": "loan"}, NoSuchPurpose),
        ({"text_version": "0"}, NoSuchPurpose),
        ({"said_on": TODAY + timedelta(days=1)}, SaidInFuture),
        ({"relation": Relation.MEMBER}, ChildNeedsGuardian),
        ({"relation": Relation.SELF}, ChildNeedsGuardian),
        ({"answered_by": None}, AnswersForOthers),
        ({"act": Act.WITHDRAWN}, NothingToWithdraw),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_noted(cast, rinas, change, refusal):
    wrong = replace(answer(rinas, who=members(rinas)["Rina"]), **change)

    with pytest.raises(refusal):
        record_answer(answer=wrong, by=cast.sari)

    assert not kept().exists()


def test_for_a_child_somebody_answers_who_cares_for_it(cast, rinas):
    people = members(rinas)
    with pytest.raises(ChildNeedsGuardian):
        said(cast, people["Siti"], purpose="casework", who=people["Rina"], relation="member")
    with pytest.raises(ChildAnswers):
        said(cast, people["Siti"], purpose="casework", who=people["Siti"], relation="self")

    by_name = answer(people["Siti"], purpose="casework", who=None, relation="guardian")
    row = record_answer(answer=replace(by_name, answered_name="Mak Iyah"), by=cast.sari)

    assert (row.person, row.answered_name, row.covers_child) == (
        people["Siti"],
        "Mak Iyah",
        True,
    )


def test_an_adult_answers_for_themselves_and_for_nobody_else(cast, rinas):
    people = members(rinas)
    with pytest.raises(AnswersForOthers):
        said(cast, people["Dadan"], purpose="loan", who=people["Rina"], relation="self")

    row = said(cast, people["Dadan"], purpose="loan", who=people["Dadan"], relation="self")

    assert not row.covers_child


@pytest.mark.parametrize("relation", ["parent", "member", "carer"])
def test_no_relative_answers_for_an_adult(cast, rinas, relation):
    people = members(rinas)
    for act in (Act.GIVEN, Act.REFUSED):
        with pytest.raises(AdultAnswers, match="Dadan"):
            said(cast, people["Dadan"], act, "loan", who=people["Rina"], relation=relation)
    assert not kept().exists()

    by_court = said(
        cast, people["Dadan"], purpose="loan", who=people["Rina"], relation="guardian"
    )
    assert by_court.relation == "guardian"


def test_a_family_without_children_needs_no_guardian(cast):
    couple = register_family(
        family=new_family(member("Karsih", birth_date=date(1950, 1, 1))),
        door=Door.WEB,
        by=cast.sari,
    )

    assert said(cast, couple, who=members(couple)["Karsih"], relation="member").pk


def test_withdrawing_stops_the_purpose_at_once_and_leaves_the_others(cast, rinas):
    rina = members(rinas)["Rina"]
    said(cast, rinas, who=rina)
    said(cast, rinas, purpose="research", who=rina)

    said(cast, rinas, Act.WITHDRAWN, "research", who=rina)

    assert may_process([rinas.pk], "survey", TODAY) == {rinas.pk}
    assert may_process([rinas.pk], "research", TODAY) == frozenset()
    with pytest.raises(NothingToWithdraw):
        said(cast, rinas, Act.WITHDRAWN, "research", who=rina)


def test_the_database_keeps_every_answer_as_it_was_given(cast, rinas):
    row = said(cast, rinas, who=members(rinas)["Rina"])
    for attempt in (kept().filter(pk=row.pk).delete, lambda: kept().update(act="refused")):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert kept().get().act == "given"


@pytest.mark.parametrize(
    "wrong",
    [
        {"person_id": "someone"},
        {"answered_name": "Also somebody"},
        {"relation": "member"},
        {"relation": "self"},
        {"act": "perhaps"},
    ],
)
def test_the_database_refuses_answers_that_make_no_sense(cast, rinas, wrong):
    rina = members(rinas)["Rina"]
    wrong = {"person_id": rina.pk} if "person_id" in wrong else wrong
    row = said(cast, rinas, who=rina)
    columns = {field.attname: getattr(row, field.attname) for field in Consent._meta.fields}

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(**columns | {"id": new_key()} | wrong)


def test_silence_allows_a_survey_and_no_research(cast, rinas):
    assert may_process([rinas.pk], "survey", TODAY) == {rinas.pk}
    assert not may_process([rinas.pk], "research", TODAY)
    assert not may_process([rinas.pk], "casework", TODAY)


def test_a_persons_own_answer_goes_before_the_familys(cast, rinas):
    people = members(rinas)
    said(cast, rinas, Act.REFUSED, "casework", who=people["Dadan"])
    said(cast, people["Rina"], purpose="casework", who=people["Rina"], relation="self")

    everybody = [person.pk for person in people.values()]

    assert may_process([rinas.pk, *everybody], "casework", TODAY) == {people["Rina"].pk}


def test_what_was_said_counts_from_the_day_it_was_said(cast, rinas):
    rina, earlier = members(rinas)["Rina"], TODAY - timedelta(days=9)
    said(cast, rinas, Act.REFUSED, who=rina)
    said(cast, rinas, who=rina, said_on=earlier)

    assert may_process([rinas.pk], "survey", earlier) == {rinas.pk}
    assert not may_process([rinas.pk], "survey", TODAY)


def test_a_thousand_families_are_asked_about_in_one_query(
    cast, rinas, django_assert_num_queries
):
    keys = [rinas.pk, *(new_key() for _ in range(1000))]
    with django_assert_num_queries(1):
        assert len(may_process(keys, "survey", TODAY)) == 1001


def test_files_leave_out_who_does_not_allow_them(cast, rinas):
    rina = members(rinas)["Rina"]
    karsih = register_family(family=new_family(member("Karsih")), door=Door.WEB, by=cast.sari)
    families = Family.objects.across_areas(why="test")
    said(cast, rinas, purpose="research", who=rina)
    assert list(only_allowed(families, "research", TODAY, family="pk")) == [rinas]
    said(cast, rinas, Act.WITHDRAWN, "research", who=rina)
    assert not only_allowed(families, "research", TODAY, family="pk").exists()
    said(cast, rinas, Act.REFUSED, who=rina)
    assert list(only_allowed(families, "survey", TODAY, family="pk")) == [karsih]


def test_they_are_asked_again_only_where_the_words_have_changed(cast, rinas):
    assert state_of(rinas, "survey", TODAY).is_to_be_asked(TODAY)
    said(cast, rinas, who=members(rinas)["Rina"])
    assert not state_of(rinas, "survey", TODAY).is_to_be_asked(TODAY)
