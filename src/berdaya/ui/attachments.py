"""Small files that people attach: what they are is read in their bytes, not in their names."""

from io import BytesIO
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

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
    """A PDF, JPG or PNG; gives its bytes."""

    default_error_messages = {
        "kind": _("This is no PDF, JPG or PNG. Take a photo of the paper, or scan it."),
        "large": _("The file is larger than %(most)s MB. Take the photo with fewer pixels."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("PDF, JPG or PNG, up to 2 MB."))
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return b""
        if (file.size or 0) > MOST_BYTES:
            params = {"most": MOST_BYTES // 2**20}
            raise forms.ValidationError(self.error_messages["large"], "large", params)
        content = file.read()
        if not media_of(content):
            raise forms.ValidationError(self.error_messages["kind"], "kind")
        return content


def attachment(content: bytes, media: str, title: str) -> HttpResponse:
    """A file to be kept by the reader: never opened as a page of ours, never kept on the way."""
    plain = "".join(sign for sign in title if sign.isalnum() or sign in " -_") or "berkas"
    name = plain.encode("ascii", "replace").decode().replace("?", "-")
    response = HttpResponse(content, content_type=media)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ENDINGS[media]}"'
    response.headers["Cache-Control"] = "no-store"
    return response
