"""Every answer set says where it came from."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from berdaya.demo.cast import rina_family
from berdaya.imports.actions import carry_out
from berdaya.surveys.actions import keep_draft
from berdaya.surveys.models import Assessment, Draft
from berdaya.surveys.provenance import MOST_SAVES, device_of, from_screen, moment, saved
from tests.imports.test_taking_in import CHILD, HEAD, OTHER, check, file_of

KS = "keluarga-sejahtera"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36"
)


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (ANDROID, "phone Chrome"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130",
            "computer Firefox",
        ),
        ("Mozilla/5.0 (iPad; CPU OS 17_0) Version/17 Mobile/15 Safari/604", "tablet Safari"),
        ("", "computer other"),
    ],
)
def test_a_device_is_named_in_two_words(agent, said):
    assert device_of(agent) == said


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 900)), max_size=MOST_SAVES))
def test_the_seconds_of_the_pages_add_up_to_the_whole_time(kept):
    now = begin = datetime(2026, 3, 2, 8, tzinfo=timezone.get_default_timezone())
    saves = saved([], 0, begin)
    for page, waited in kept:
        now += timedelta(seconds=waited)
        saves = saved(saves, page, now)

    made = from_screen(saves, ANDROID)

    assert len(saves) <= MOST_SAVES + 1
    assert moment(made["began"]) == begin
    assert sum(made["seconds"].values()) == (now - begin).total_seconds()


def test_a_survey_on_a_screen_knows_its_device_its_beginning_and_its_pages(client, cast):
    family = rina_family(cast)
    told = dict(family=family, instrument=KS, conducted_on=timezone.localdate(), by=cast.sari)
    keep_draft(answers={}, **told)
    keep_draft(answers={"ks01": 1}, **told)
    draft = keep_draft(answers={f"ks{n:02}": 1 for n in range(7, 15)}, **told)
    client.force_login(cast.sari)

    client.post(
        f"/pendataan/{draft.pk}/periksa/", {"confirm": "yes"}, headers={"user-agent": ANDROID}
    )

    made = Assessment.objects.visible_to(cast.sari).get().provenance
    assert made["device"] == "phone Chrome"
    assert list(made["seconds"]) == ["1", "2"]
    assert moment(made["began"]) <= moment(made["finished"])
    assert not Draft.objects.exists()


def test_a_survey_from_a_file_knows_the_file_and_the_row(cast):
    upload = check(cast, file_of(HEAD, CHILD, OTHER))

    carry_out(upload=upload, only_good=False, by=cast.tuti)

    made = [one.provenance for one in Assessment.objects.visible_to(cast.tuti)]
    assert made
    assert {one["file"] for one in made} == {str(upload.pk)}
    assert len({one["row"] for one in made}) == len(made)


def test_where_answers_came_from_cannot_be_rewritten(cast):
    test_a_survey_from_a_file_knows_the_file_and_the_row(cast)
    rows = Assessment.objects.visible_to(cast.tuti)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(provenance={})
