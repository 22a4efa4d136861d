"""Days bear the month's name in the reader's language."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override

from berdaya.rules.indonesia import MONTHS
from berdaya.ui.days import long_date, long_month

DAY = date(2026, 12, 3)


@pytest.mark.parametrize(("language", "said"), [("id", "Desember"), ("en", "December")])
def test_a_month_is_called_as_the_reader_calls_it(language, said):
    page = Template("{% load indonesian %}{{ day|long_date }}, {{ day|long_month }}")

    with override(language):
        shown = page.render(Context({"day": DAY}))

    assert shown == f"3 {said} 2026, {said} 2026"


def test_in_indonesian_a_day_reads_on_screen_as_on_an_official_form():
    days = [date(2026, month, 9) for month in range(1, 13)]

    with override("id"):
        assert [long_date(day) for day in days] == [f"9 {name} 2026" for name in MONTHS]
        assert [long_month(day) for day in days] == [f"{name} 2026" for name in MONTHS]
