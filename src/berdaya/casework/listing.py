"""The cases that somebody sees, found by name among those alone."""

from django.db.models import Q

from berdaya.access.models import User
from berdaya.casework.models import Case
from berdaya.casework.models.cases import Cases


def my_cases(user: User, text: str = "", *, closed: bool = False) -> Cases:
    """Cases that a tie opens to `user`, those called like `text` if it says something.

    What a community is called is sealed, so those that the user sees are opened and looked at.
    """
    rows = Case.objects.visible_to(user, "case.list").named()
    rows = rows.filter(state=Case.State.CLOSED) if closed else rows.standing()
    if not (text := text.strip().casefold()):
        return rows
    communities = rows.filter(subject_kind=Case.Kind.COMMUNITY)
    called = [it.pk for it in communities if text in it.called.casefold()]
    found = Q(pk__in=called)
    for path in ("person", "family", "group"):
        found |= Q(**{f"{path}__search_name__contains": text})
    return rows.filter(found)
