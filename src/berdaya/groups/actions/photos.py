"""Photos of a meeting: added small, removed with a reason."""

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.groups import refusals
from berdaya.groups.actions.members import locked
from berdaya.groups.models import Group, Meeting, Photo
from berdaya.groups.months import refuse_closed
from berdaya.groups.sight import allow
from berdaya.ui.photos import SmallPhoto

MOST = 8  # of one meeting


@transaction.atomic
def add_photos(
    *, key: UUID, meeting: Meeting, photos: Sequence[SmallPhoto], by: User
) -> list[Photo]:
    """Keep photos of a meeting that was held. The same form again adds only what is new in it.

    Raises:
        NotAllowed, GroupHasEnded, MeetingNotHeld, MonthClosed, GroupKeyInUse, TooManyPhotos.
    """
    allow(by, "groups.add_photos", group=meeting.group)
    group = locked(meeting.group)
    if group.state == Group.State.ENDED:
        raise refusals.GroupHasEnded(name=group.name)
    meeting = Meeting.objects.across_areas(why="allowed above").get(pk=meeting.pk)
    if meeting.state != Meeting.State.HELD:
        raise refusals.MeetingNotHeld
    refuse_closed(group, meeting.on)
    sent = {uuid5(key, sha256(photo.content).hexdigest()): photo for photo in photos}
    rows = Photo.objects.across_areas(why="keys are unique in the nation").light()
    known = {photo.pk: photo for photo in rows.filter(pk__in=sent)}
    if any(photo.meeting_id != meeting.pk for photo in known.values()):
        raise refusals.GroupKeyInUse
    fresh = [_photo(pk, photo, meeting, by) for pk, photo in sent.items() if pk not in known]
    if fresh and meeting.photos.standing().count() + len(fresh) > MOST:
        raise refusals.TooManyPhotos(most=MOST)
    for one in fresh:
        one.save(force_insert=True)  # each is sealed for its own row
    trace(by, "groups.add_photos", meeting, photos=len(fresh))
    return [*known.values(), *fresh]


def _photo(pk: UUID, photo: SmallPhoto, meeting: Meeting, by: User) -> Photo:
    return Photo(
        pk=pk,
        meeting=meeting,
        width=photo.width,
        height=photo.height,
        content=photo.content,
        preview=photo.preview,
        by=by,
    )


@transaction.atomic
def remove_photo(*, photo: Photo, because: str, by: User) -> Photo:
    """Take a photo away; that it was there, and why it went, stays to be read.

    In a closed month too: whoever does not want to be seen need not wait.

    Raises:
        NotAllowed, PhotoRemoved.
    """
    group = photo.meeting.group
    allow(by, "groups.remove_photo", group=group)
    locked(group)
    rows = Photo.objects.across_areas(why="allowed above").light()
    photo = rows.select_related("meeting").get(pk=photo.pk)
    if photo.removed_on:
        raise refusals.PhotoRemoved
    photo.removed_on, photo.removed_because = timezone.localdate(), because
    photo.content = photo.preview = b""
    photo.save(update_fields=["removed_on", "removed_because", "content", "preview"])
    trace(by, "groups.remove_photo", photo)
    return photo
