"""Small files that people attach: what they are is read in their bytes, not in their names."""

from io import BytesIO
from typing import Any, NoReturn

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from berdaya.ui.photos import NotAPhoto, is_heic, small_paper

MOST_BYTES = 2 * 2**20
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
_SIGNS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}


class TooLargeGoesNowhere(FileUploadHandler):
    """Stands after the one that keeps files in memory: a larger file is counted, not kept.

    Django would write it to the disk, in clear, only for a form to refuse it.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        return UploadedFile(BytesIO(), self.file_name, self.content_type, file_size)


def media_of(content: bytes) -> str:
    """The media type that the first bytes tell; "" where it is none that we take."""
    return next((media for sign, media in _SIGNS.items() if content.startswith(sign)), "")


class AttachmentField(forms.FileField):
    """A PDF, JPG or PNG; gives its bytes, those of a large photo made smaller."""

    default_error_messages = {
        "kind": _("This is no PDF, JPG or PNG. Take a photo of the paper, or scan it."),
        "heic": _(
            "This is a HEIC photo of an iPhone, which cannot be opened here. Send it to yourself "
            "by WhatsApp and choose the photo that arrives."
        ),
        "large": _("The file is larger than %(most)s MB. Take a photo of the paper instead."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("PDF up to 2 MB, or a photo."))
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return b""
        content = file.read()
        if len(content) < (file.size or 0):  # above what the server takes: counted, not kept
            self._refuse("large")
        if is_heic(content):
            self._refuse("heic")
        media = media_of(content)
        if not media:
            self._refuse("kind")
        return content if len(content) <= MOST_BYTES else self._smaller(content, media)

    def _smaller(self, content: bytes, media: str) -> bytes:
        """Phones take photos of 2 to 8 MB, and nobody in a village sets their pixels."""
        if media == "application/pdf":
            self._refuse("large")
        try:
            return small_paper(content)
        except NotAPhoto:
            self._refuse("kind")

    def _refuse(self, code: str) -> NoReturn:
        params = {"most": MOST_BYTES // 2**20}
        raise forms.ValidationError(self.error_messages[code], code, params)


def attachment(content: bytes, media: str, title: str) -> HttpResponse:
    """A file to be kept by the reader: never opened as a page of ours, never kept on the way."""
    plain = "".join(sign for sign in title if sign.isalnum() or sign in " -_") or "berkas"
    name = plain.encode("ascii", "replace").decode().replace("?", "-")
    response = HttpResponse(content, content_type=media)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ENDINGS[media]}"'
    response.headers["Cache-Control"] = "no-store"
    return response
