"""A signature drawn on the screen, as the page sends it: a picture in an address of its own."""

from base64 import b64decode
from binascii import Error as NotBase64
from io import BytesIO
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from PIL import Image

from berdaya.ui.photos import NotAPhoto, SmallPhoto, small_photo

BEGINS = "data:image/png;base64,"
MOST = 400_000  # letters; a drawing has some ten thousand
FEWEST_DARK = 40  # pixels of a preview: a dot is no signature
DARK = 128


class SignatureField(forms.CharField):
    """What the canvas of signature.js holds; gives it as a small picture, or None."""

    widget = forms.HiddenInput
    default_error_messages = {
        "drawing": _("The signature did not arrive whole. Clear it and sign once more."),
        "blank": _("Nothing is drawn yet. Let them sign in the box with a finger."),
    }

    def clean(self, value: Any) -> SmallPhoto | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            if not text.startswith(BEGINS) or len(text) > MOST:
                raise NotAPhoto
            found = small_photo(b64decode(text.removeprefix(BEGINS), validate=True))
        except (NotAPhoto, NotBase64):
            raise forms.ValidationError(
                self.error_messages["drawing"], code="drawing"
            ) from None
        if _dark(found.preview) < FEWEST_DARK:
            raise forms.ValidationError(self.error_messages["blank"], code="blank")
        return found


def _dark(picture: bytes) -> int:
    with Image.open(BytesIO(picture)) as found:
        return sum(found.convert("L").histogram()[:DARK])
