"""What is wrong with a number is said in the user's language."""

from datetime import date

import pytest
from django.utils.translation import gettext, override

from berdaya.people.faults import fault_text
from berdaya.rules.indonesia import FAULTS, check_nik


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_is_said_in_indonesian(code):
    with override("id"):
        assert gettext(FAULTS[code]) != FAULTS[code]


def test_a_fault_names_the_digits():
    [fault] = check_nik("3204325507809001", born=None, sex="male", today=date(2026, 11, 23))
    with override("id"):
        assert "(55)" in fault_text(fault)
