"""Files of offices, for programs: send one, see what it would bring, decide, take it in."""

from base64 import b64decode
from binascii import Error as NotBase64
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from berdaya.access.looking import looked_at
from berdaya.access.models import User
from berdaya.api.callers import asked_in, caller
from berdaya.api.paging import Asked, Links, listed
from berdaya.api.values import NO_NUL, AreaCode, PastDay
from berdaya.areas.models import Area
from berdaya.imports.actions import carry_out, check_file, decide, go_on, stop
from berdaya.imports.models import Doubt, Upload
from berdaya.imports.progress import progress_of
from berdaya.imports.words import text_of
from berdaya.people.models import Door

imports = Router(tags=["imports"])


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (NotBase64, ValueError):
        raise PydanticCustomError(
            "said", "{words}", {"words": _("This is not Base64.")}
        ) from None


Content = Annotated[
    str,
    Field(
        min_length=4,
        max_length=settings.MAX_UPLOAD_BYTES * 4 // 3,
        description="The file (.xlsx, .xls, .ods or .csv) in Base64",
    ),
    AfterValidator(_decoded),
]


class UploadIn(Schema):
    """A file as an office has it."""

    key: UUID = Field(description="Of your making, best a UUIDv7; the file's key from now on")
    area: AreaCode = Field(description="A village; or an area above, where rows name villages")
    filename: str = Field(min_length=1, max_length=200, pattern=NO_NUL)
    content: Content
    surveyed_on: PastDay = Field(description="For rows with answers that give no date")
    kind: Upload.Kind | None = Field(None, description="What a row is; found out without it")


class CarryOutIn(Schema):
    only_good: bool = Field(False, description="Also where some rows have to stay out")


class DecisionIn(Schema):
    decision: Doubt.Decision


class ImportProblemOut(Schema):
    severity: str = Field(description="error: stays out; warning: comes in; skip: passed over")
    code: str
    detail: str
    heading: str
    sheet: str
    count: int
    rows: list[int] = Field(description="The first of them")


class ImportReportOut(Schema):
    """What the file would bring, or has brought."""

    rows: int
    families: int
    persons: int
    known: int = Field(description="Families that are registered already")
    surveys: int
    groups: int = Field(0, description="Of a list of groups: new ones")
    members: int = Field(0, description="Of a list of groups: who joins")
    left_out: int = Field(description="Rows that have to be mended or decided first")
    problems: list[ImportProblemOut]


class UploadOut(Schema):
    id: UUID
    area: str = Field(alias="area_id")
    filename: str
    kind: str = Field(description="Blank before it was found out")
    state: str = Field(
        description="looking, checked (waits for your word), taking, stopped, failed, done"
    )
    sent_at: str
    behind: int = Field(alias="cursor", description="Families behind it, of `total`")
    total: int | None

    @staticmethod
    def resolve_sent_at(upload: Upload) -> str:
        return upload.sent_at.isoformat()


class WholeUploadOut(UploadOut):
    families_in: int = Field(description="That came in so far")
    surveys_in: int
    is_worked_on: bool = Field(description="False while it waits for a worker")
    failure: str = Field(alias="failed", description="Why it could not go on")
    undecided: int = Field(description="Families that may be registered already")
    report: ImportReportOut | None = Field(alias="told")


class UploadPage(Links):
    items: list[UploadOut]


class DoubtOut(Schema):
    """A family of a file that may be registered already."""

    id: UUID
    row: int
    name: str = Field(description="Of the head, as the file says")
    members: list[str]
    family: UUID | None = Field(alias="family_id", description="The one on record")
    verdict: str = Field(description="certain, strong or possible")
    decision: str

    @staticmethod
    def resolve_name(doubt: Doubt) -> str:
        return str(doubt.said["name"])

    @staticmethod
    def resolve_members(doubt: Doubt) -> list[str]:
        return list(doubt.said["members"])

    @staticmethod
    def resolve_verdict(doubt: Doubt) -> str:
        return str(doubt.likeness.get("verdict", ""))


class DoubtPage(Links):
    items: list[DoubtOut]


class UploadsAsked(Asked):
    state: Upload.State | None = None


@imports.get("", response=UploadPage)
def list_uploads(
    request: HttpRequest, asked: Annotated[UploadsAsked, Query()]
) -> dict[str, Any]:
    """Files sent for the token's area, in the order in which they were sent."""
    rows = Upload.objects.visible_to(caller(request), "import.list").light()
    if asked.state:
        rows = rows.filter(state=asked.state)
    page = listed(rows, asked, ("sent_at", "pk"), lambda row: row)
    looked_at(request, asked_in(request), cell="import.list", files=len(page["items"]))
    return page


@imports.post("", response=WholeUploadOut)
def post_upload(request: HttpRequest, upload: UploadIn) -> Any:
    """Send a file. It is looked through, at once or by a worker; nothing is taken in."""
    user = caller(request)
    area = get_object_or_404(
        Area.objects.filter(user.sight_of("code", "import.add")), pk=upload.area
    )
    kept = check_file(
        area=area,
        kind=upload.kind or "",
        filename=upload.filename,
        content=upload.content,  # type: ignore[arg-type]  # decoded by its validator
        surveyed_on=upload.surveyed_on,
        key=upload.key,
        by=user,
        door=Door.API,
    )
    return _whole(user, kept.pk)


@imports.get("/{upload_id}", response=WholeUploadOut)
def get_upload(request: HttpRequest, upload_id: UUID) -> Any:
    """How far a file is, and what it would bring or has brought."""
    upload = _upload(caller(request), upload_id)
    looked_at(request, upload, cell="import.read")
    return _whole(caller(request), upload_id)


@imports.post("/{upload_id}/carry-out", response=WholeUploadOut)
def post_carry_out(request: HttpRequest, upload_id: UUID, told: CarryOutIn) -> Any:
    """Take in what the file brings. A large one is left to a worker: ask for it again."""
    upload = _upload(caller(request), upload_id)
    carry_out(upload=upload, only_good=told.only_good, by=caller(request))
    return _whole(caller(request), upload_id)


@imports.post("/{upload_id}/stop", response=WholeUploadOut)
def post_stop(request: HttpRequest, upload_id: UUID) -> Any:
    """Let the work on a file go no further. What came in stays."""
    stop(upload=_upload(caller(request), upload_id), by=caller(request))
    return _whole(caller(request), upload_id)


@imports.post("/{upload_id}/go-on", response=WholeUploadOut)
def post_go_on(request: HttpRequest, upload_id: UUID) -> Any:
    """Let the work on a file go on where it was stopped, or where it failed."""
    go_on(upload=_upload(caller(request), upload_id), by=caller(request))
    return _whole(caller(request), upload_id)


@imports.get("/{upload_id}/doubts", response=DoubtPage)
def list_doubts(
    request: HttpRequest, upload_id: UUID, asked: Annotated[Asked, Query()]
) -> dict[str, Any]:
    """Families of a file that may be registered already."""
    upload = _upload(caller(request), upload_id)
    rows = Doubt.objects.visible_to(caller(request)).doubles().filter(upload=upload)
    page = listed(rows.select_related("family"), asked, ("row", "pk"), lambda row: row)
    looked_at(request, upload, cell="import.read", families=len(page["items"]))
    return page


@imports.post("/{upload_id}/doubts/{doubt_id}", response=DoubtOut)
def post_decision(
    request: HttpRequest, upload_id: UUID, doubt_id: UUID, told: DecisionIn
) -> Doubt:
    """Say whether it is the same family, or another one."""
    upload = _upload(caller(request), upload_id)
    rows = Doubt.objects.visible_to(caller(request)).doubles().filter(upload=upload)
    doubt = get_object_or_404(rows.select_related("upload"), pk=doubt_id)
    return decide(doubt=doubt, decision=told.decision, by=caller(request))


def _upload(user: User, key: UUID) -> Upload:
    return get_object_or_404(Upload.objects.visible_to(user).light(), pk=key)


def _whole(user: User, key: UUID) -> Any:
    upload: Any = _upload(user, key)
    progress = progress_of(upload)
    upload.families_in, upload.surveys_in = progress.families, progress.answers
    upload.is_worked_on, upload.failed = progress.is_worked_on, progress.failure
    upload.undecided = upload.doubts.filter(kind=Doubt.Kind.DOUBLE, decision="").count()
    upload.told = _report(upload.report) if upload.report else None
    return upload


def _report(report: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: report[name] for name in ("rows", "families", "persons", "known", "left_out")},
        **{name: report.get(name, 0) for name in ("groups", "members")},
        "surveys": report["answers"],
        "problems": [
            {
                **{
                    name: kind[name]
                    for name in ("severity", "code", "heading", "sheet", "count")
                },
                "detail": text_of(kind["code"], kind["rows"][0]["params"]),
                "rows": [row["row"] for row in kind["rows"]],
            }
            for kind in report["problems"]
        ],
    }
