"""The page from which an office takes the stages of its village to OpenSID."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from berdaya.access.doors import needs
from berdaya.areas.models import Area
from berdaya.insights.actions import WhyExport, export_opensid
from berdaya.insights.asked import asked
from berdaya.insights.board_views import area_or_404, board_url
from berdaya.insights.forms import OpensidForm
from berdaya.insights.opensid import counted, workbook
from berdaya.ui.exports import XLSX
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

CELL = "stage-file.export"


@needs(CELL)
@never_cache
def opensid(request: Request, code: str) -> HttpResponse:
    """What the file will hold; pressed with a reason, the file itself. It has whole numbers."""
    village = area_or_404(request.user, code, CELL)
    if village is None or village.level != Area.Level.VILLAGE:
        raise Http404
    # OpenSID knows the five stages only: no other questionnaire is asked for
    ask = asked({"tahun": request.GET.get("tahun", "")}, timezone.localdate().year)
    form = OpensidForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_in(form):
            why = form.cleaned_data["why"]
            export_opensid(village=village, year=ask.year, why=why, by=request.user)
            name = f"opensid-tahap-{village.code}-{ask.year}.xlsx"
            answer = HttpResponse(workbook(request.user, village, ask), content_type=XLSX)
            answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
            return answer
    context = {
        "area": village,
        "asked": ask,
        "counted": counted(request.user, village, ask),
        "form": form,
        "reasons": WhyExport.choices,
        "crumbs": [(village.label, board_url(village.code)), ("OpenSID", "")],
    }
    status = 422 if form.errors else 200
    return render(request, "insights/opensid.html", context, status=status)
