"""What happens in families, for programs: one address for each kind of event."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from berdaya.access.looking import looked_at
from berdaya.access.models import User
from berdaya.api.callers import asked_in, caller
from berdaya.api.paging import Asked, Links, listed
from berdaya.api.values import NO_NUL, AreaCode, Line, PastDay
from berdaya.life import actions
from berdaya.life.actions.recording import Told
from berdaya.life.models import LifeEvent
from berdaya.people.api import MemberIn
from berdaya.people.models import Family, Membership

events = Router(tags=["life-events"])
MOST = 40  # members of one family


class ToldIn(Schema):
    """When and why something happened."""

    key: UUID = Field(description="Of your making, best a UUIDv7; the event's key from now on")
    on: PastDay
    reason: LifeEvent.Reason = Field(description="Each kind of event has its own few")
    note: Line = ""

    def told(self) -> Told:
        return Told(self.key, self.on, self.reason, self.note)


class NewcomerIn(ToldIn):
    family: UUID
    member: MemberIn


class DeathIn(ToldIn):
    membership: UUID
    heir: UUID | None = Field(None, description="Membership of who takes over as head")


class HeadIn(ToldIn):
    heir: UUID = Field(description="Membership of who becomes the head")


class DepartureIn(ToldIn):
    leavers: list[UUID] = Field(min_length=1, max_length=MOST, description="Memberships")
    heir: UUID | None = None


class HomeIn(Schema):
    area: AreaCode | None = Field(None, description="Of a household of their own")
    address: Line = ""


class MarriageIn(ToldIn, HomeIn):
    """Without `area` they live with the family of `one`; without a partner `one` leaves."""

    one: UUID = Field(description="Membership")
    partner: UUID | None = Field(None, description="Membership, of this or another family")
    newcomer: MemberIn | None = Field(None, description="Or somebody not known yet")
    head_is_partner: bool = False
    heir: UUID | None = None


class DivorceIn(ToldIn, HomeIn):
    one: UUID = Field(description="Membership")
    other: UUID = Field(description="Membership, of the same family")
    leavers: list[UUID] = Field([], max_length=MOST, description="Memberships")
    heir: UUID | None = None


class SplitIn(ToldIn):
    moving: dict[UUID, Membership.Relation] = Field(
        min_length=1, max_length=MOST, description="Membership to relation; one is the head"
    )
    area: AreaCode
    address: Line = ""
    heir: UUID | None = None


class MoveIn(ToldIn, HomeIn):
    """Without `area` the family leaves for a place that is not known here, and ends."""

    family: UUID


class WhyBack(Schema):
    reason: str = Field(min_length=1, max_length=200, pattern=NO_NUL)


class EventOut(Schema):
    id: UUID
    kind: str
    family: UUID = Field(alias="family_id")
    other_family: UUID | None = Field(alias="other_family_id")
    person: UUID | None = Field(alias="person_id")
    on: str
    reason: str
    note: str
    taken_back: bool

    @staticmethod
    def resolve_on(event: LifeEvent) -> str:
        return event.on.isoformat()

    @staticmethod
    def resolve_taken_back(event: LifeEvent) -> bool:
        return event.undone_at is not None


class EventPage(Links):
    items: list[EventOut]


class EventsAsked(Asked):
    area: AreaCode | None = Field(None, description="Of families that live there now")
    family: UUID | None = None


@events.get("", response=EventPage)
def list_events(request: HttpRequest, asked: Annotated[EventsAsked, Query()]) -> dict[str, Any]:
    """What was noted, in the order in which it was noted; what was taken back too."""
    rows = LifeEvent.objects.visible_to(caller(request))
    if asked.area:
        rows = rows.filter(family__area__code__within=asked.area)
    if asked.family:
        rows = rows.filter(family=asked.family)
    page = listed(rows, asked, ("pk",), lambda row: row)
    looked_at(request, asked_in(request), cell="life-event.read", events=len(page["items"]))
    return page


@events.post("/birth", response=EventOut)
def post_birth(request: HttpRequest, event: NewcomerIn) -> LifeEvent:
    """A child is born into a family, or adopted. The same key again is the same event."""
    user = caller(request)
    family = _family(user, event.family)
    child = event.member.member()
    return actions.record_birth(family=family, child=child, told=event.told(), by=user)


@events.post("/arrival", response=EventOut)
def post_arrival(request: HttpRequest, event: NewcomerIn) -> LifeEvent:
    """Somebody comes to live with a family."""
    user = caller(request)
    family = _family(user, event.family)
    return actions.move_in(
        family=family, member=event.member.member(), told=event.told(), by=user
    )


@events.post("/death", response=EventOut)
def post_death(request: HttpRequest, event: DeathIn) -> LifeEvent:
    """A member has died."""
    user = caller(request)
    gone, heir = _member(user, event.membership), _maybe(user, event.heir)
    return actions.record_death(membership=gone, heir=heir, told=event.told(), by=user)


@events.post("/head", response=EventOut)
def post_head(request: HttpRequest, event: HeadIn) -> LifeEvent:
    """Another member becomes the head of the family."""
    user = caller(request)
    return actions.change_head(heir=_member(user, event.heir), told=event.told(), by=user)


@events.post("/departure", response=EventOut)
def post_departure(request: HttpRequest, event: DepartureIn) -> LifeEvent:
    """Members of one family leave it for a place that is not known here."""
    user = caller(request)
    leavers = _members(user, event.leavers)
    heir = _maybe(user, event.heir)
    return actions.move_out(leavers=leavers, heir=heir, told=event.told(), by=user)


@events.post("/marriage", response=EventOut)
def post_marriage(request: HttpRequest, event: MarriageIn) -> LifeEvent:
    """Two marry."""
    user = caller(request)
    newcomer = event.newcomer.member() if event.newcomer else None
    return actions.record_marriage(
        one=_member(user, event.one),
        partner=_maybe(user, event.partner) or newcomer,
        house=actions.House(
            event.area or "", event.address, head_is_partner=event.head_is_partner
        ),
        heir=_maybe(user, event.heir),
        told=event.told(),
        by=user,
    )


@events.post("/divorce", response=EventOut)
def post_divorce(request: HttpRequest, event: DivorceIn) -> LifeEvent:
    """Two of a family divorce; some may leave."""
    user = caller(request)
    return actions.record_divorce(
        one=_member(user, event.one),
        other=_member(user, event.other),
        leavers=_members(user, event.leavers),
        area=event.area or "",
        address=event.address,
        heir=_maybe(user, event.heir),
        told=event.told(),
        by=user,
    )


@events.post("/split", response=EventOut)
def post_split(request: HttpRequest, event: SplitIn) -> LifeEvent:
    """Members of one family set up a household of their own."""
    user = caller(request)
    movers = _members(user, list(event.moving))
    return actions.split_family(
        moving=dict(zip(movers, event.moving.values(), strict=True)),
        area=event.area,
        address=event.address,
        heir=_maybe(user, event.heir),
        told=event.told(),
        by=user,
    )


@events.post("/move", response=EventOut)
def post_move(request: HttpRequest, event: MoveIn) -> LifeEvent:
    """A whole family moves."""
    user = caller(request)
    family = _family(user, event.family)
    return actions.move_family(
        family=family,
        area=event.area or "",
        address=event.address,
        told=event.told(),
        by=user,
    )


@events.post("/{event_id}/take-back", response=EventOut)
def post_take_back(request: HttpRequest, event_id: UUID, why: WhyBack) -> LifeEvent:
    """Let everything stand as before an event. A second time changes nothing."""
    user = caller(request)
    rows = LifeEvent.objects.visible_to(user, "life-event.end")
    event = get_object_or_404(rows, pk=event_id)
    return actions.take_back(event=event, reason=why.reason, by=user)


def _family(user: User, key: UUID) -> Family:
    return get_object_or_404(Family.objects.visible_to(user), pk=key)


def _members(user: User, keys: Sequence[UUID]) -> list[Membership]:
    """These memberships in the order given, each once. One query."""
    families = Family.objects.visible_to(user)
    rows = Membership.objects.select_related("family", "person").filter(family__in=families)
    found = rows.in_bulk(keys)
    wanted = list(dict.fromkeys(keys))
    if len(found) < len(wanted):
        raise Http404
    return [found[key] for key in wanted]


def _member(user: User, key: UUID) -> Membership:
    [found] = _members(user, [key])
    return found


def _maybe(user: User, key: UUID | None) -> Membership | None:
    return _member(user, key) if key else None
