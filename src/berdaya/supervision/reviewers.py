"""Which colleagues may look at a case: none who has a part in it, and no kin of the client."""

from uuid import UUID

from django.db.models import QuerySet

from berdaya.access.models import User
from berdaya.capital.kin import circle_of, people_of
from berdaya.capital.models import Oneself
from berdaya.casework.models import Case
from berdaya.casework.professionals import professionals
from berdaya.casework.sight import rights_of
from berdaya.people.models import Membership
from berdaya.supervision.models import PeerReview


def reviewers_for(case: Case) -> QuerySet[User]:
    """Social workers and supervisors of the area who never had this case."""
    had = case.assignments.values("user")
    return professionals(case.area_id).exclude(pk__in=had)


def knows_the_client(user: User, case: Case) -> bool:
    """Whether somebody sees the case anyway, had it, stepped back from it, or is kin.

    Kin are told as for capital: by who the user said to be. Whoever never said so, or knows the
    client otherwise, steps back.
    """
    if rights_of(user, case) or case.assignments.filter(user=user).exists():
        return True
    before = PeerReview.objects.across_areas(why="of one case").filter(pick__case=case)
    if before.filter(reviewer=user, ending=PeerReview.Ending.STEPPED_BACK).exists():
        return True
    said = Oneself.objects.filter(user=user, person__isnull=False)
    selves = set(said.values_list("person", flat=True))
    return bool(selves) and bool((selves | circle_of(selves)) & _clients(case))


def _clients(case: Case) -> set[UUID]:
    """The people a case is about; of a community nobody in particular."""
    if case.person_id:
        return {case.person_id}
    if case.family_id:
        rows = Membership.objects.filter(family=case.family_id)
        return set(rows.values_list("person", flat=True))
    return people_of(case.group) if case.group else set()
