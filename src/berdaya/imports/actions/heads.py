"""Decide who heads a family of a file that names two heads under one KK number."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.imports.actions.deciding import TooLateToDecide
from berdaya.imports.actions.looking import look_again
from berdaya.imports.models import Doubt, Upload
from berdaya.refusal import Refusal

Decision = Doubt.Decision


class NoSuchHead(Refusal):
    code = "import-no-such-head"
    message = _("This choice is not open here. Look at the page again and choose.")


@transaction.atomic
def decide_heads(*, question: Doubt, decision: str, head: int | None, by: User) -> Doubt:
    """Say who heads the family: `head` is the row of who does, or who keeps the KK number.

    What the file would bring is looked at anew where it is small; a large one is planned anew
    when it is taken in.

    Raises:
        NotAllowed, TooLateToDecide, NoSuchHead.
    """
    allow(by, "imports.decide_heads", area=question.upload.area_id)
    # the upload is locked: whoever has it taken in at this moment was first, or waits
    everywhere = Upload.objects.across_areas(why="of a question that the door chose")
    locked = everywhere.select_for_update(of=("self",)).select_related("area")
    upload = locked.get(pk=question.upload_id)
    asked = Doubt.objects.across_areas(why="the door chose it")
    question = asked.select_related("upload").get(pk=question.pk)
    if (question.decision, question.head) == (decision, head):
        return question
    if upload.state != Upload.State.CHECKED:
        raise TooLateToDecide
    if (decision, head) not in open_to(question):
        raise NoSuchHead
    question.decision, question.head = decision, head
    question.decided_by, question.decided_at = by, timezone.now()
    question.save(update_fields=["decision", "head", "decided_by", "decided_at"])
    look_again(upload, by)
    trace(by, "imports.decide_heads", question, decision=decision, row=question.row)
    return question


def open_to(question: Doubt) -> list[tuple[str, int | None]]:
    """The answers that fit: who of the file's heads, or what became of the family on record."""
    later = [(str(Decision.LATER), None)]
    if question.family_id:
        changed = [(str(Decision.CHANGED), None)] if question.heir_id else []
        return [*changed, (str(Decision.APART), None), *later]
    heads = [one["row"] for one in question.said["rows"] if one["relation"] == "head"]
    return [
        *((str(Decision.ONE), row) for row in heads),
        *((str(Decision.APART), row) for row in heads),
        *later,
    ]
