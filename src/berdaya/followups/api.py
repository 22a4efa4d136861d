"""The steps that follow from a result, for programs."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from berdaya.access.looking import looked_at
from berdaya.access.models import User
from berdaya.api.callers import asked_in, caller
from berdaya.api.paging import Asked, Links, listed
from berdaya.api.values import NO_NUL, AreaCode, PastDay
from berdaya.followups.actions import NewDecision, decide
from berdaya.followups.models import Decision
from berdaya.followups.proposals import Proposal, proposals_of
from berdaya.surveys.models import Assessment
from berdaya.surveys.results import read_result

followups = Router(tags=["follow-ups"])


class DecisionOut(Schema):
    id: UUID
    survey: UUID = Field(alias="assessment_id")
    item: str
    step: int
    kind: str
    act: str
    reason: str
    who: str
    note: str
    decided_on: str

    @staticmethod
    def resolve_decided_on(decision: Decision) -> str:
        return decision.decided_on.isoformat()


class ProposalOut(Schema):
    """One step that may follow from an unmet item."""

    item: str
    step: int = Field(description="Its number among the steps of the item, from 1")
    kind: str = Field(description="service, task, group or case")
    text: str
    helped_by: str = Field(description="Who can usually help")
    decisions: list[DecisionOut] = Field(description="The latest first")


class Proposals(Schema):
    items: list[ProposalOut]


class DecisionIn(Schema):
    """A step taken up, or declined with a reason."""

    key: UUID = Field(
        description="Of your making, best a UUIDv7; the decision's key from now on"
    )
    survey: UUID
    item: str = Field(pattern=r"^[a-z0-9_]{1,40}$")
    step: int = Field(ge=1, le=99)
    act: Decision.Act
    reason: Decision.Reason | None = Field(
        None, description="Only and always of a declined step"
    )
    who: str = Field("", max_length=120, pattern=NO_NUL, description="Who will do it")
    note: str = Field("", max_length=300, pattern=NO_NUL)
    decided_on: PastDay


class DecisionPage(Links):
    items: list[DecisionOut]


class DecisionsAsked(Asked):
    area: AreaCode | None = Field(None, description="Where the family lived then")


@followups.get("", response=DecisionPage)
def list_decisions(
    request: HttpRequest, asked: Annotated[DecisionsAsked, Query()]
) -> dict[str, Any]:
    """Everything that was decided, in the order in which it was noted; the latest word counts."""
    rows = Decision.objects.visible_to(caller(request))
    if asked.area:
        rows = rows.filter(area__code__within=asked.area)
    page = listed(rows, asked, ("pk",), lambda row: row)
    looked_at(request, asked_in(request), cell="assessment.read", steps=len(page["items"]))
    return page


@followups.get("/of/{survey_id}", response=Proposals)
def get_proposals(request: HttpRequest, survey_id: UUID) -> dict[str, Any]:
    """What may follow from a survey, item by item, with what was decided about it."""
    assessment = _assessment(caller(request), survey_id)
    looked_at(request, assessment.family, cell="assessment.read", result=str(assessment.pk))
    found = proposals_of(read_result(assessment))
    return {"items": [_shown(one) for steps in found.values() for one in steps]}


@followups.post("", response=DecisionOut)
def post_decision(request: HttpRequest, decision: DecisionIn) -> Decision:
    """Take a step up, or decline it. The same key again is the same decision."""
    user = caller(request)
    told = decision.model_dump(exclude={"survey", "reason"})
    new = NewDecision(
        assessment=_assessment(user, decision.survey), reason=decision.reason or "", **told
    )
    return decide(decision=new, by=user)


def _assessment(user: User, key: UUID) -> Assessment:
    rows = Assessment.objects.across_areas(why="the sight of the family follows")
    seen = rows.filter(user.sight_of("family__area__code", "assessment.read"))
    return get_object_or_404(
        seen.select_related("family", "person").prefetch_related("outcomes"), pk=key
    )


def _shown(proposal: Proposal) -> dict[str, Any]:
    return {
        "item": proposal.item.code,
        "step": proposal.number,
        "kind": proposal.step.kind,
        "text": proposal.text,
        "helped_by": proposal.helped_by,
        "decisions": list(proposal.decisions),
    }
