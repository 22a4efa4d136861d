"""Say how columns are to be understood. It is remembered for the area and these headings."""

from collections.abc import Mapping

from django.db import transaction

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.imports.actions.deciding import TooLateToDecide
from berdaya.imports.actions.looking import look_through_at_once
from berdaya.imports.actions.portions import start_over
from berdaya.imports.columns import signature_of
from berdaya.imports.models import Understanding, Upload
from berdaya.imports.pace import no_collecting
from berdaya.imports.work import SMALL


@no_collecting()
@transaction.atomic
def understand(*, upload: Upload, mapping: Mapping[str, str], by: User) -> Upload:
    """Let columns (by their letters) be what `mapping` says, and look the file through anew.

    Raises:
        NotAllowed, TooLateToDecide; UnreadableFile: a column that is needed is no more
    """
    allow(by, "imports.understand", area=upload.area_id)
    everywhere = Upload.objects.across_areas(why="the door chose it; allow() was asked")
    upload = everywhere.select_for_update(of=("self",)).select_related("area").get(pk=upload.pk)
    if upload.state != Upload.State.CHECKED:
        raise TooLateToDecide
    upload.mapping = {**upload.mapping, **mapping}
    Understanding.objects.update_or_create(
        area=upload.area,
        signature=signature_of(upload.report),
        defaults={"mapping": upload.mapping, "by": by},
    )
    start_over(upload)
    if len(upload.content) <= SMALL:
        look_through_at_once(upload, by)
    trace(by, "imports.understand", upload, columns=sorted(mapping))
    return upload


@transaction.atomic
def forget_columns(*, upload: Upload, by: User) -> None:
    """Remember no more how headings like those of this file were understood. The file stays.

    Raises:
        NotAllowed
    """
    allow(by, "imports.forget_columns", area=upload.area_id)
    signature = signature_of(upload.report)
    gone, _each = Understanding.objects.filter(area=upload.area, signature=signature).delete()
    if gone:
        trace(by, "imports.forget_columns", upload)
