"""Which areas a service covers."""

from collections.abc import Sequence

from django.db import transaction

from berdaya.access.actions import allow, trace
from berdaya.access.models import NATION, User
from berdaya.areas.codes import covers
from berdaya.once import once
from berdaya.services import refusals
from berdaya.services.actions.keeping import note_edit, standing, take_turns
from berdaya.services.models import Reach, Service


@transaction.atomic
@once
def add_reach(*, service: Service, area: str | None, by: User) -> Reach:
    """Note one more area that a service covers, None the whole country.

    Narrower areas that lie within it go up in it. Asked again it adds nothing.

    Raises:
        NotAllowed, ProviderEnded, ServiceEnded, ReachedAlready.
    """
    allow(by, "services.add_reach", area=service.area_id)
    take_turns(service.provider)
    known = list(standing(service).reaches.all())
    if earlier := next((it for it in known if it.area_id == area), None):
        return earlier
    code = area or NATION
    if any(covers(it.code, code) for it in known):
        raise refusals.ReachedAlready(name=service.name)
    within = [it.pk for it in known if covers(code, it.code)]
    service.reaches.filter(pk__in=within).delete()
    made = Reach.objects.create(service=service, area_id=area)
    _note(service, known, by)
    trace(by, "services.add_reach", service, area=code)
    return made


@transaction.atomic
def end_reach(*, reach: Reach, by: User) -> None:
    """Note that a service no longer covers an area.

    Raises:
        NotAllowed, ProviderEnded, ServiceEnded, ReachesNowhere.
    """
    service = reach.service
    allow(by, "services.end_reach", area=service.area_id)
    take_turns(service.provider)
    known = list(standing(service).reaches.all())
    if len(known) == 1:
        raise refusals.ReachesNowhere(name=service.name)
    service.reaches.filter(pk=reach.pk).delete()
    _note(service, known, by)
    trace(by, "services.end_reach", service, area=reach.code)


def _note(service: Service, known: Sequence[Reach], by: User) -> None:
    before, after = (
        {"reach": sorted(it.code for it in rows)} for rows in (known, service.reaches.all())
    )
    note_edit(service.provider, service, before, after, by)
