"""The cases of the demo are the same each time. In a file of its own: it makes its world twice."""

import pytest
from django.db import transaction
from django.utils import timezone, translation

from berdaya.casework.models import Case
from berdaya.contacts.models import Contact
from berdaya.demo.cases import work_on_cases
from berdaya.demo.cast import make_cast
from berdaya.demo.offering import offer
from tests.groups.world import a_group

pytestmark = pytest.mark.once  # the demo stands on SQLite wherever it runs
TODAY = timezone.localdate()


def all_of(model):
    return model.objects.across_areas(why="test")


@pytest.mark.django_db
def test_the_same_day_tells_the_same_cases():
    def told_once():
        with transaction.atomic():
            cast = make_cast()
            a_group(cast.dedi)
            with translation.override("id"):
                work_on_cases(cast, offer(cast), TODAY)
            cases = [(it.called, it.field, it.stage, it.opened_on) for it in all_of(Case).named().order_by("pk")]  # fmt: skip
            contacts = [(it.on, it.what) for it in all_of(Contact).order_by("on", "pk")]
            transaction.set_rollback(True)
        return cases, contacts

    assert told_once() == told_once()
