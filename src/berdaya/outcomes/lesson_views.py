"""What worked for whom, over all cases that one works on or supervises: to look up before planning."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.casework.reads import note_reads
from berdaya.casework.words import choices, word
from berdaya.outcomes.models import Lesson, Lessons
from berdaya.ui.paging import page_of
from berdaya.ui.requests import Request


@needs("case-evaluation.read")
@require_safe
def lesson_list(request: Request) -> HttpResponse:
    """Lessons without names and without the way to a case, the newest first."""
    own = Q(case__worker=request.user) | Q(case__supervisor=request.user)
    rows = chosen(request, Lesson.objects.visible_to(request.user).filter(own))
    page = page_of(
        rows.select_related("case"), request.GET.get("page", ""), order=("-on", "-pk")
    )
    note_reads({it.case for it in page.rows}, request.user, "lesson_list")
    context = {
        "page": page,
        "lessons": [(it, word("fields", it.case.field)) for it in page.rows],
        "kinds": Lesson.Kind.choices,
        "fields": choices("fields"),
        "asked": {"kind": request.GET.get("hasil", ""), "field": request.GET.get("bidang", "")},
    }
    return render(request, "outcomes/lesson_list.html", context)


def chosen(request: HttpRequest, rows: Lessons) -> Lessons:
    """What the filters ask for; a word that is none of theirs is not heeded."""
    if (kind := request.GET.get("hasil")) in Lesson.Kind.values:
        rows = rows.filter(kind=kind)
    if (field := request.GET.get("bidang")) in dict(choices("fields")):
        rows = rows.filter(case__field=field)
    return rows
