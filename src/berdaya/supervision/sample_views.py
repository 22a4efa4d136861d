"""Drawing cases for colleagues to look at, giving them out, and how it goes."""

from uuid import UUID

from django import forms
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.casework.limits import LET_IN_DAYS
from berdaya.rules.casework.peer_review import definition
from berdaya.rules.casework.sampling import drawn
from berdaya.supervision import actions
from berdaya.supervision.forms import GiveForm, SampleForm
from berdaya.supervision.models import PeerReview, Pick, Sample
from berdaya.supervision.pages import ask_page
from berdaya.supervision.reviewers import reviewers_for
from berdaya.supervision.tabs import tabs_for
from berdaya.ui.paging import page_of
from berdaya.ui.requests import Request

WHY = "those that the condition leaves"


@needs("peer-sample.read")
@require_safe
def sample_list(request: Request) -> HttpResponse:
    """The samples that one has drawn, the latest first."""
    rows = Sample.objects.visible_to(request.user).annotate(cases=Count("picks"))
    context = {
        "page": page_of(rows, request.GET.get("page", ""), order=("-drawn_at", "pk")),
        "tabs": tabs_for(request.user, "sample_list"),
        "known": definition(),
    }
    return render(request, "supervision/sample_list.html", context)


@needs("peer-sample.add")
def sample_new(request: Request) -> HttpResponse:
    form = SampleForm(request.POST or None)
    return ask_page(
        request,
        form,
        ask=_("Draw cases by lot"),
        lead=_(
            "From the cases that you supervise: those that run, and those closed in the last "
            "%(days)s days."
        )
        % {"days": definition().closed_within_days},
        back=reverse("sample_list"),
        deed=lambda: actions.draw_sample(
            by=request.user, **form.cleaned_data
        ).get_absolute_url(),
    )


@needs("peer-sample.read")
@require_safe
def sample_detail(request: Request, sample_id: UUID) -> HttpResponse:
    """Each case that was drawn, with whom it is, and whether the lots still fall alike."""
    sample = get_object_or_404(Sample.objects.visible_to(request.user), pk=sample_id)
    picks = Pick.objects.visible_to(request.user).filter(sample=sample)
    picks = picks.select_related("case", "worker").order_by("number")
    reviews = PeerReview.objects.across_areas(why=WHY).of_supervisor(
        request.user, "peer-sample.read"
    )
    reviews = reviews.filter(pick__sample=sample).named().order_by("given_at", "pk")
    of: dict[UUID, list[PeerReview]] = {}
    for review in reviews:
        of.setdefault(review.pick_id, []).append(review)
    again = drawn(sample.frame, sample.size, sample.seed)
    kept = dict(sample.picks.values_list("number", "case"))
    context = {
        "sample": sample,
        "picks": [(it, found := of.get(it.pk, []), _is_free(found)) for it in picks],
        "is_alike": {number: str(case) for number, case in kept.items()}
        == dict(enumerate(again, start=1)),
        "passed_on": len(kept) - len(picks),
        "now": timezone.now(),
        "back": reverse("sample_list"),
        "back_label": _("Cases drawn by lot"),
    }
    return render(request, "supervision/sample_detail.html", context)


def _is_free(reviews: list[PeerReview]) -> bool:
    return all(it.ended_at for it in reviews)


@needs("peer-sample.change")
def review_give(request: Request, pick_id: UUID) -> HttpResponse:
    """Let a colleague look at a drawn case for some days."""
    rows = Pick.objects.visible_to(request.user, "supervision.give_review")
    pick = get_object_or_404(rows.select_related("case", "worker", "sample"), pk=pick_id)
    reviewers = reviewers_for(pick.case).exclude(pk=pick.worker_id)
    form = GiveForm(request.POST or None, reviewers=reviewers)
    return ask_page(
        request,
        form,
        ask=_("Give case %(letters)s to a colleague") % {"letters": pick.case.short},
        lead=_(
            "The colleague sees what was done and when, without names, places and words; for "
            "%(days)s days at most."
        )
        % {"days": LET_IN_DAYS},
        back=pick.sample.get_absolute_url(),
        deed=lambda: _given(pick, form, request),
    )


def _given(pick: Pick, form: GiveForm, request: Request) -> str:
    actions.give_review(pick=pick, by=request.user, **form.told())
    return pick.sample.get_absolute_url()


@needs("peer-sample.change")
def review_take_back(request: Request, review_id: UUID) -> HttpResponse:
    rows = PeerReview.objects.across_areas(why=WHY)
    rows = rows.of_supervisor(request.user, "supervision.take_back").named()
    review = get_object_or_404(rows.filter(ended_at=None), pk=review_id)
    if review.is_written:
        raise Http404
    back = reverse("sample_detail", args=[review.pick.sample_id])

    def deed() -> str:
        actions.take_back(review=review, by=request.user)
        return back

    form = forms.Form(request.POST if request.method == "POST" else None)
    asked = _("Take the case back from %(name)s?") % {"name": review.reviewer}
    return ask_page(request, form, ask=asked, back=back, deed=deed)
