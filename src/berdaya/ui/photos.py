"""Photos as phones take them: made small, and nothing kept of them but the picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 64_000_000  # more than a phone takes; a small file can unfold to much more
# what iPhones keep photos in: no library that we use reads it, so the sentence says what to do
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
EDGE, EDGE_OF_PREVIEW = 1280, 320  # pixels of the longer side
EDGE_OF_PAPER = 2000  # an A4 page at 170 dots per inch
QUALITY = 72


class NotAPhoto(ValueError):
    """The bytes are no picture that we take."""


@dataclass(frozen=True, slots=True)
class SmallPhoto:
    """A JPEG for the screen, one for a list, and how large the first is."""

    content: bytes
    preview: bytes
    width: int
    height: int


def small_photo(content: bytes) -> SmallPhoto:
    """Make a photo upright and small. Place, time, phone and whatever else it carries is left out.

    Raises:
        NotAPhoto
    """
    upright = _upright(content, EDGE)
    kept = _jpeg(upright)
    width, height = upright.size
    upright.thumbnail((EDGE_OF_PREVIEW, EDGE_OF_PREVIEW))
    return SmallPhoto(kept, _jpeg(upright), width, height)


def small_paper(content: bytes) -> bytes:
    """Make the photo of a paper so small that its print can still be read.

    Raises:
        NotAPhoto
    """
    return _jpeg(_upright(content, EDGE_OF_PAPER))


def _upright(content: bytes, edge: int) -> Image.Image:
    """The bare picture, its longer side at most `edge` pixels."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise NotAPhoto
            found.draft("RGB", (edge, edge))  # of a JPEG, decode no more than is wanted
            upright = ImageOps.exif_transpose(found).convert("RGB")
    except Exception as fault:  # decoders meet whatever people send
        raise NotAPhoto from fault
    upright.info.clear()  # a comment would be written again
    upright.thumbnail((edge, edge))
    return upright


def is_heic(content: bytes) -> bool:
    """Whether the bytes begin as a HEIC photo does (ISO/IEC 23008-12: box `ftyp`, then its brand)."""
    return content[4:8] == b"ftyp" and content[8:12] in HEIC


def _jpeg(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()


class _Several(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """One photo or several; gives them small. With `camera` a phone opens its camera at once."""

    default_error_messages = {
        "kind": _("“%(name)s” is no photo. Send a JPG, PNG or WebP, as the phone takes it."),
        "heic": _(
            "“%(name)s” is a HEIC photo of an iPhone, which cannot be opened here. Send it to "
            "yourself by WhatsApp and choose the photo that arrives. For the next ones: "
            "Settings, Camera, Formats, “Most Compatible”."
        ),
        "large": _("Together the photos are larger than %(most)s MB. Send fewer at once."),
    }

    def __init__(self, *, camera: bool = False, **kwargs: Any) -> None:
        attrs: dict[str, Any] = {
            "accept": "image/jpeg,image/png,image/webp",
            "data-shrink": EDGE,
        }
        if camera:
            attrs |= {"accept": "image/*", "capture": "environment", "multiple": False}
        super().__init__(widget=_Several(attrs), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[SmallPhoto]:
        files = [super(PhotosField, self).clean(one, initial) for one in data or [None]]
        return [self._small(file) for file in files if file]

    def _small(self, file: Any) -> SmallPhoto:
        content = file.read()
        if len(content) < (file.size or 0):  # ui/attachments.py: it was counted, not kept
            params = {"most": settings.MAX_UPLOAD_BYTES // 2**20}
            raise forms.ValidationError(self.error_messages["large"], "large", params)
        try:
            return small_photo(content)
        except NotAPhoto:
            kind = "heic" if is_heic(content) else "kind"
            params = {"name": file.name}
            raise forms.ValidationError(self.error_messages[kind], kind, params) from None


def together(*said: Sequence[SmallPhoto]) -> list[SmallPhoto]:
    """The photos of several fields."""
    return [photo for photos in said for photo in photos]
