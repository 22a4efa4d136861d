"""The address of an invitation: signed, so that nobody makes one up; and its picture."""

from base64 import b64encode
from uuid import UUID

import qrcode
from django.core.signing import BadSignature, Signer
from qrcode.image.svg import SvgPathImage

from berdaya.access.models import Invitation


def _signer() -> Signer:
    return Signer(salt="berdaya.access.invitation", sep=".")


def token_of(invitation: Invitation) -> str:
    return _signer().sign(invitation.pk.hex)


def invitation_of(token: str) -> Invitation | None:
    """The invitation that a link stands for, whatever became of it; None for a made-up link."""
    try:
        key = UUID(_signer().unsign(token))
    except (BadSignature, ValueError):
        return None
    return Invitation.objects.select_related("area", "back", "made_by").filter(pk=key).first()


def picture_of(text: str) -> str:
    """`text` as a QR code for a camera, to stand in an `img`."""
    svg = qrcode.make(text, image_factory=SvgPathImage).to_string()
    return f"data:image/svg+xml;base64,{b64encode(svg).decode()}"
