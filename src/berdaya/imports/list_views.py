"""Pages for a list of groups and members: what each row would bring, and an example to fill in."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.areas.models import Area
from berdaya.groups.list_files import example
from berdaya.imports.models import Upload
from berdaya.imports.seen import areas_to_send_for
from berdaya.imports.shown import problems_of
from berdaya.imports.words import text_of
from berdaya.ui.requests import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def list_detail(request: Request, upload: Upload, context: dict[str, Any]) -> HttpResponse:
    """What the list would bring, or has brought, row by row."""
    report = upload.report
    context |= {
        "report": report,
        "is_done": upload.state == Upload.State.DONE,
        "brings": report["groups"] or report["members"],
        "lines": [_shown(line) for line in report["lines"]],
        "lines_not_shown": report["rows"] - len(report["lines"]),
        **problems_of(report),
    }
    return render(request, "imports/import_groups.html", context)


def _shown(line: dict[str, Any]) -> dict[str, Any]:
    if line["what"] != "out":
        return line
    return line | {"reason": text_of(line["code"], line["params"])}


@needs("import.list")
@require_safe
def import_group_example(request: Request) -> HttpResponse:
    """A list to fill in, with the code of a village for which one may send it."""
    villages = areas_to_send_for(request.user).filter(level=Area.Level.VILLAGE)
    code = villages.values_list("code", flat=True).first()
    answer = HttpResponse(example(code or _("village code")), content_type=XLSX)
    name = quote(f"{_('groups and members')}.xlsx")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer
