"""Decide about families that may be registered already."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.imports.actions.looking import look_again
from berdaya.imports.models import Doubt, Upload
from berdaya.refusal import Refusal
from berdaya.rules.likeness.verdict import CERTAIN


class TooLateToDecide(Refusal):
    code = "import-too-late-to-decide"
    message = _(
        "This file is being taken in or is in already. What stayed out comes back in the rows to "
        "mend: upload those, and decide there."
    )


class OnePersonForSure(Refusal):
    code = "import-one-person-for-sure"
    message = _(
        "Both have the same NIK, so they are one person. If a number is wrong, mend it in the "
        "file or in the record."
    )


@transaction.atomic
def decide(*, doubt: Doubt, decision: str, by: User) -> Doubt:
    """Say whether a family of the file is the one on record (`Doubt.Decision`), or undo that.

    The same one: nobody is added, and answers go to the family on record. Another: it comes in.

    Raises:
        NotAllowed, TooLateToDecide, OnePersonForSure
    """
    allow(by, "imports.decide", area=doubt.area_id)
    everything = Doubt.objects.across_areas(why="the door chose it; allow() was asked")
    # the upload is locked: whoever has it taken in at this moment was first, or waits
    everywhere = Upload.objects.across_areas(why="of a doubt that the door chose")
    locked = everywhere.light().select_for_update(of=("self",)).select_related("area")
    upload = locked.get(pk=doubt.upload_id)
    doubt = everything.select_related("upload", "family").get(pk=doubt.pk)
    if doubt.decision == decision:
        return doubt
    if upload.state != Upload.State.CHECKED:
        raise TooLateToDecide
    if decision == Doubt.Decision.OTHER and doubt.likeness.get("verdict") == CERTAIN:
        raise OnePersonForSure
    doubt.decision = decision
    doubt.decided_by, doubt.decided_at = (by, timezone.now()) if decision else (None, None)
    doubt.save(update_fields=["decision", "decided_by", "decided_at"])
    look_again(upload, by)
    trace(by, "imports.decide", doubt, decision=decision, row=doubt.row)
    return doubt
