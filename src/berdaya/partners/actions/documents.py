"""The papers of a partnership: attached sealed, withdrawn with a reason."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.groups.actions.members import locked
from berdaya.groups.sight import allow
from berdaya.laws.library import UnknownRegulation, library
from berdaya.once import made_before
from berdaya.partners import refusals
from berdaya.partners.models import Document, Partnership
from berdaya.ui.attachments import MOST_BYTES, media_of


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A file to attach; `cites` is the id of a regulation in the library, or ""."""

    key: UUID
    partnership: Partnership
    title: str
    content: bytes
    cites: str = ""


@transaction.atomic
def attach_document(*, document: NewDocument, by: User) -> Document:
    """Attach a paper, whose type is read in its bytes; repeating the key returns the first.

    Raises:
        NotAllowed, PartnerKeyInUse, NotSuchAFile, UnknownLaw.
    """
    partnership, content = document.partnership, document.content
    allow(by, "partners.attach_document", group=partnership.group)
    locked(partnership.group)
    same = {"partnership_id": partnership.pk, "size": len(content)}
    if earlier := made_before(Document, document.key, refusals.PartnerKeyInUse, **same):
        return earlier
    media = media_of(content)
    if not media or len(content) > MOST_BYTES:
        raise refusals.NotSuchAFile(most=MOST_BYTES // 2**20)
    _refuse_unknown(document.cites)
    made = Document.objects.create(
        pk=document.key,
        partnership=partnership,
        title=document.title,
        cites=document.cites,
        media=media,
        size=len(content),
        content=content,
        by=by,
    )
    trace(by, "partners.attach_document", made, media=media)
    return made


@transaction.atomic
def withdraw_document(*, document: Document, because: str, by: User) -> Document:
    """Take a file away that should not be here; that it was there stays to be read.

    Raises:
        NotAllowed, DocumentWithdrawn, ReasonMissing.
    """
    allow(by, "partners.withdraw_document", group=document.partnership.group)
    locked(document.partnership.group)
    rows = Document.objects.across_areas(why="allowed above")
    document = rows.select_related("partnership__group").get(pk=document.pk)
    if document.withdrawn_on:
        raise refusals.DocumentWithdrawn
    if not because.strip():
        raise refusals.ReasonMissing
    document.withdrawn_on, document.withdrawn_because = timezone.localdate(), because
    document.content = b""
    document.save(update_fields=["withdrawn_on", "withdrawn_because", "content"])
    trace(by, "partners.withdraw_document", document)
    return document


def _refuse_unknown(law: str) -> None:
    if not law:
        return
    try:
        library().cite(law)
    except UnknownRegulation:
        raise refusals.UnknownLaw from None
