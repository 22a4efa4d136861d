"""A decider says which of the recorded people they are."""

from django.db import transaction

from berdaya.access.actions import allow, trace
from berdaya.access.models import NATION, User
from berdaya.capital.models import Oneself
from berdaya.once import once
from berdaya.people.models import Person


@transaction.atomic
@once
def say_who_one_is(*, person: Person | None, by: User) -> Oneself:
    """Say which of the recorded people one is, or that one is in no family recorded here.

    Rows are only added: who once said so stays kin of those.

    Raises:
        NotAllowed
    """
    # about oneself, not about a place: any area in which one decides
    area = min(by.areas_for("capital.say_who_one_is"), default=NATION)
    allow(by, "capital.say_who_one_is", area=area)
    earlier = Oneself.objects.filter(user=by, person=person).first()
    said = earlier or Oneself.objects.create(user=by, person=person)
    trace(by, "capital.say_who_one_is", said, is_recorded=person is not None)
    return said
