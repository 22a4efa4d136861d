"""Photos of a meeting: adding them, looking at them, removing one."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.groups import actions
from berdaya.groups.forms import key_field
from berdaya.groups.models import Meeting, Photo
from berdaya.groups.pages import form_page
from berdaya.groups.sight import may
from berdaya.ui.photos import PhotosField, SmallPhoto, together
from berdaya.ui.requests import Request


class PhotosForm(forms.Form):
    """From the camera or from the phone's album; one of both at least."""

    taken = PhotosField(label=gettext_lazy("Take a photo"), camera=True, required=False)
    chosen = PhotosField(
        label=gettext_lazy("Or choose from the phone"),
        required=False,
        help_text=gettext_lazy("You may choose several."),
    )
    agreed = forms.BooleanField(label=gettext_lazy("Whoever can be recognised agrees to it"))
    key = key_field()

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.photos():
            self.add_error("taken", _("Take a photo, or choose one."))
        return self.cleaned_data

    def photos(self) -> list[SmallPhoto]:
        return together(self.cleaned_data["taken"], self.cleaned_data["chosen"])


class RemoveForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("Why is it removed?"), max_length=200, min_length=3
    )


@needs("meeting-photo.add")
def photo_new(request: Request, meeting_id: UUID) -> HttpResponse:
    rows = Meeting.objects.visible_to(request.user, "groups.add_photos").held()
    meeting = get_object_or_404(rows.select_related("group"), pk=meeting_id)
    form = PhotosForm(request.POST or None, request.FILES or None)
    return form_page(
        request,
        form,
        group=meeting.group,
        ask=_("Photos of the meeting"),
        template="groups/photo_new.html",
        meeting=meeting,
        back=meeting.get_absolute_url(),
        deed=lambda said: actions.add_photos(
            key=said["key"], meeting=meeting, photos=form.photos(), by=request.user
        ),
    )


@needs("meeting-photo.read")
@require_safe
def photo_detail(request: Request, photo_id: UUID) -> HttpResponse:
    """One photo, and who added it."""
    photo = _photo(request, photo_id, "meeting-photo.read")
    looked_at(request, photo)
    group = photo.meeting.group
    context = {
        "photo": photo,
        "meeting": photo.meeting,
        "group": group,
        "may_remove": may(request.user, "groups.remove_photo", group),
    }
    return render(request, "groups/photo_detail.html", context)


@needs("meeting-photo.read")
@require_safe
def photo_file(request: Request, photo_id: UUID, size: str) -> HttpResponseBase:
    """The picture itself, kept by the browser but asked for anew: who may see it can change."""
    photo = _photo(request, photo_id, "meeting-photo.read")
    etag = quote_etag(f"{photo.pk}-{size}")
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        content = photo.preview if size == "kecil" else photo.content
        answer = HttpResponse(bytes(content), content_type="image/jpeg")
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@needs("meeting-photo.end")
def photo_remove(request: Request, photo_id: UUID) -> HttpResponse:
    photo = _photo(request, photo_id, "groups.remove_photo")
    return form_page(
        request,
        RemoveForm(request.POST or None),
        group=photo.meeting.group,
        ask=_("Remove this photo?"),
        lead=_("The picture is gone for good. That it was here, and why it went, stays noted."),
        back=photo.meeting.get_absolute_url(),
        deed=lambda said: actions.remove_photo(photo=photo, by=request.user, **said),
    )


def _photo(request: Request, photo_id: UUID, deed: str) -> Photo:
    rows = Photo.objects.visible_to(request.user, deed).standing().light()
    return get_object_or_404(rows.select_related("meeting__group", "by"), pk=photo_id)
