"""Which files and areas a user may have to do with."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from berdaya.access.models import User
from berdaya.areas.models import Area
from berdaya.imports.models import Upload

MOST_AREAS = 300  # in a list to choose from


def upload_or_404(user: User, key: UUID) -> Upload:
    uploads = Upload.objects.visible_to(user).light().select_related("area", "by", "worker")
    return get_object_or_404(uploads, pk=key)


def areas_to_send_for(user: User) -> QuerySet[Area]:
    """Villages that `user` may send files for, and above them the areas they hold as a whole."""
    codes = user.areas_for("imports.check_file")
    seen = Area.objects.filter(user.sight_of("code", "imports.check_file")).standing()
    found = seen.filter(Q(level=Area.Level.VILLAGE) | Q(pk__in=codes))
    found = found.filter(level__lte=Area.Level.VILLAGE).order_by("level", "name", "pk")
    return Area.objects.filter(
        pk__in=list(found.values_list("pk", flat=True)[:MOST_AREAS])
    ).order_by("level", "name", "pk")
