"""A volunteer leaves: her areas, what she began and what waits pass to another."""

from datetime import datetime

from django.db import transaction

from berdaya.access.actions import allow, leaving_roles, let_go, trace
from berdaya.access.models import NATION, User, within_any
from berdaya.surveys.models import Draft


@transaction.atomic
def hand_over(*, leaver: User, successor: User, at: datetime, by: User) -> int:
    """End the roles of `leaver` and pass areas and drafts to `successor`; how many drafts.

    Families that wait for a survey pass by themselves, since they belong to the area. Where
    both began the same survey, the successor's answers stand and the leaver's fill the gaps.

    Raises:
        NotAllowed, OwnAccount, NothingToLeave
    """
    for role in leaving_roles(leaver, by):
        allow(by, "surveys.hand_over", area=role.area_id or NATION)
    areas = {role.area_id or NATION for role in leaving_roles(leaver, by)}
    let_go(user=leaver, successor=successor, at=at, by=by)
    drafts = open_drafts(leaver, areas)
    theirs = {_about(draft): draft for draft in Draft.objects.filter(by=successor)}
    for draft in drafts:
        if twin := theirs.get(_about(draft)):
            given = {code: it for code, it in twin.answers.items() if it is not None}
            twin.answers = {**draft.answers, **given}
            rest = {code: it for code, it in draft.confirmed.items() if code not in given}
            twin.confirmed = {**rest, **twin.confirmed}
            twin.save(update_fields=["answers", "confirmed", "changed_at"])
            draft.delete()
        else:
            draft.by = successor
            draft.save(update_fields=["by", "changed_at"])
    trace(by, "surveys.hand_over", leaver, successor=str(successor.pk), drafts=len(drafts))
    return len(drafts)


def open_drafts(user: User, areas: set[str]) -> list[Draft]:
    """What `user` began and did not finish, of families that live in `areas` now."""
    drafts = Draft.objects.filter(by=user).filter(within_any("family__area__code", areas))
    return list(drafts.select_related("family"))


def _about(draft: Draft) -> tuple[object, ...]:
    return draft.family_id, draft.person_id, draft.instrument
