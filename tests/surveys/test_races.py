"""Two phones at once: each family is counted once a year, and one key is one survey."""

import pytest
from django.utils import timezone

from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.actions import register_family
from berdaya.people.models import Door
from berdaya.surveys.actions import NewAssessment, keep_draft, record_assessment
from berdaya.surveys.actions.recording import AlreadyCorrected, SurveyKeyInUse
from berdaya.surveys.models import Assessment, Draft, Standing
from berdaya.tallies.counting import totals
from tests.people.test_races import at_once
from tests.people.test_registering import family as new_family

pytestmark = pytest.mark.django_db(transaction=True)
KS = "keluarga-sejahtera"


@pytest.fixture
def family(transactional_db, cast):
    return rina_family(cast)


def sending(cast, family, *unmet, key=None, **more):
    answers = {f"ks{n:02}": int(n not in unmet) for n in range(1, 22)}
    entry = NewAssessment(key or new_key(), family, answers, timezone.localdate())
    told = {"instrument": KS, "door": Door.WEB, "by": cast.sari} | more
    return lambda: record_assessment(entry=entry, **told)


def assessments():
    return Assessment.objects.across_areas(why="test")


def stages(cast):
    year = timezone.localdate().year
    return +totals(f"{KS}.stage", year, [cast.village.code])[cast.village.code]


def test_one_survey_sent_by_four_phones_at_once_is_one(cast, family):
    outcomes = at_once(*[sending(cast, family, key=new_key())] * 4)

    assert len({outcome.pk for outcome in outcomes}) == 1
    assert assessments().count() == 1
    assert stages(cast) == {"KS3PLUS": 1}


def test_of_different_surveys_of_one_family_the_latest_counts_once(cast, family):
    at_once(*(sending(cast, family, n) for n in (1, 7, 15, 20)))

    assert assessments().count() == 4
    latest = assessments().order_by("-conducted_on", "-recorded_at", "-pk").first()
    standing = Standing.objects.across_areas(why="test").get()
    assert standing.assessment == latest
    assert stages(cast) == {standing.level: 1}


def test_one_key_for_two_families_at_once_is_one_survey(cast, family):
    key = new_key()
    other = register_family(family=new_family(), door=Door.WEB, by=cast.sari)

    outcomes = at_once(sending(cast, family, key=key), sending(cast, other, key=key))

    assert sum(isinstance(outcome, SurveyKeyInUse) for outcome in outcomes) == 1
    assert assessments().count() == 1
    assert stages(cast).total() == 1


def test_of_two_who_correct_one_survey_at_once_the_second_looks_again(cast, family):
    wrong = sending(cast, family, 3)()

    outcomes = at_once(
        *(sending(cast, family, n, replaces=wrong, reason="salah") for n in (1, 7))
    )

    assert sum(isinstance(outcome, AlreadyCorrected) for outcome in outcomes) == 1
    assert assessments().count() == 2
    assert stages(cast).total() == 1


def test_answers_kept_by_two_windows_at_once_are_one_draft(cast, family):
    def keeping(**answers):
        return lambda: keep_draft(
            family=family,
            instrument=KS,
            answers=answers,
            conducted_on=timezone.localdate(),
            by=cast.sari,
        )

    at_once(keeping(ks01=1), keeping(ks02=0), keeping(ks03=1))

    assert Draft.objects.get().answers == {"ks01": 1, "ks02": 0, "ks03": 1}
