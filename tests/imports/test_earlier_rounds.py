"""A file of an earlier round is history: it overwrites nothing and counts for its own day."""

from datetime import date

import pytest

from berdaya.imports.actions import carry_out, check_file
from berdaya.keys import new_key
from berdaya.surveys.models import Assessment, Standing
from tests.imports.test_taking_in import CHILD, HEAD, families, file_of

KK = HEAD.split(";")[0]
KNOWN_SINCE, NOW = date(2025, 1, 10), date(2026, 11, 1)


def take(cast, day, *rows):
    upload = check_file(
        area=cast.village,
        kind="",
        filename="daftar.csv",
        content=file_of(*rows),
        surveyed_on=day,
        key=new_key(),
        by=cast.tuti,
    )
    return carry_out(upload=upload, only_good=True, by=cast.tuti)


@pytest.mark.parametrize(
    ("earlier", "counts"),
    [
        (date(2025, 11, 1), {2025: date(2025, 11, 1), 2026: NOW}),
        (date(2026, 3, 1), {2025: KNOWN_SINCE, 2026: NOW}),
    ],
)
def test_answers_of_an_earlier_round_become_history(cast, earlier, counts):
    take(cast, KNOWN_SINCE, HEAD, CHILD)
    take(cast, NOW, HEAD.replace(";1;1;0", ";1;1;1"), CHILD)
    older = HEAD.replace(";1;1;0", ";0;0;0").replace("Rina Suryani", "Rina Lama")

    take(cast, earlier, older, CHILD)

    rina = families().get(kk_number=KK)
    assert rina.head_name == "Rina Suryani"
    history = Assessment.objects.across_areas(why="test").filter(family=rina).standing()
    assert set(history.values_list("conducted_on", flat=True)) == {KNOWN_SINCE, earlier, NOW}
    standings = Standing.objects.across_areas(why="test").filter(family=rina)
    assert dict(standings.values_list("year", "conducted_on")) == counts
