"""Looking at a colleague's case without names, what one finds, and what the worker answers."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.casework.pages import read_of
from berdaya.casework.reads import note_read
from berdaya.casework.sight import Right
from berdaya.rules.casework.peer_review import definition
from berdaya.supervision import actions
from berdaya.supervision.forms import FindingForm, ReplyForm, StepBackForm
from berdaya.supervision.masked import masked
from berdaya.supervision.models import PeerReview
from berdaya.supervision.pages import ask_page
from berdaya.supervision.tabs import tabs_for
from berdaya.ui.languages import said
from berdaya.ui.paging import page_of
from berdaya.ui.requests import Request


@needs("peer-review.read")
@require_safe
def review_list(request: Request) -> HttpResponse:
    """What one was asked to look at or has looked at, and what colleagues found in one's cases."""
    user = request.user
    rows = PeerReview.objects.visible_to(user).named()
    mine = rows.filter(reviewer=user)
    about = rows.filter(pick__worker=user).exclude(finding=None)
    now = timezone.now()
    context = {
        "tabs": tabs_for(user, "review_list"),
        "waiting": [
            it for it in mine.filter(finding=None).order_by("until", "pk") if it.is_open(now)
        ],
        "page": page_of(
            (mine | about).filter(finding__isnull=False),
            request.GET.get("page", ""),
            order=("-given_at", "pk"),
        ),
        "me": user,
    }
    return render(request, "supervision/review_list.html", context)


@needs("peer-review.read")
@require_safe
def review_detail(request: Request, review_id: UUID) -> HttpResponse:
    """For the colleague the case without names, until they have written; then what was found."""
    user = request.user
    review = _review(request, review_id, "peer-review.read")
    is_reviewer = review.reviewer_id == user.pk and not _is_part(request, review)
    is_open = is_reviewer and review.is_open(timezone.now())
    _note(request, review, is_reviewer)
    context: dict[str, Any] = {
        "review": review,
        "is_reviewer": is_reviewer,
        "is_open": is_open,
        "shown": masked(review.pick.case) if is_open else None,
        "found": _found(review),
        "known": definition(),
        "may_answer": _may_answer(request, review),
        "back": reverse("review_list"),
        "back_label": _("Review among colleagues"),
    }
    return render(request, "supervision/review_detail.html", context)


def _review(request: Request, review_id: UUID, deed: str) -> PeerReview:
    rows = PeerReview.objects.visible_to(request.user, deed).named()
    return get_object_or_404(rows, pk=review_id)


def _is_part(request: Request, review: PeerReview) -> bool:
    case = review.pick.case
    return request.user.pk in (case.worker_id, case.supervisor_id)


def _note(request: Request, review: PeerReview, is_reviewer: bool) -> None:
    """Every read is one of the case, and stands where the client may ask for it."""
    match = request.resolver_match
    assert match is not None
    if is_reviewer:
        note_read(review.pick.case, request.user, match.view_name, Right.PEER)
    else:
        read_of(request, review.pick.case)


def _found(review: PeerReview) -> list[tuple[str, str, str]]:
    """Each question with its answer and the tone of it."""
    if not review.is_written:
        return []
    known, answers = definition(), review.finding.answers
    return [
        (said(item.ask), said(one.words), one.tone)
        for item in known.items.values()
        if (one := known.answers.get(answers.get(item.code, "")))
    ]


def _may_answer(request: Request, review: PeerReview) -> bool:
    return (
        review.is_written
        and not hasattr(review.finding, "reply")
        and request.user.may_anywhere("supervision.answer_review")
        and request.user.pk == review.pick.worker_id == review.pick.case.worker_id
    )


@needs("peer-review.add")
def review_write(request: Request, review_id: UUID) -> HttpResponse:
    """The questions, with the case without names beside them."""
    review = _review(request, review_id, "supervision.write_review")
    if review.is_written and request.method != "POST":
        return redirect(review)
    _note(request, review, is_reviewer=True)
    form = FindingForm(request.POST or None, stage=review.pick.case.stage)

    def deed() -> str:
        actions.write_review(review=review, by=request.user, **form.told())
        return review.get_absolute_url()

    return ask_page(
        request,
        form,
        ask=_("What do you find?"),
        lead=_(
            "Look at the work, not at the person. Once saved it stays, and the case is closed to you."
        ),
        back=review.get_absolute_url(),
        deed=deed,
        template="supervision/review_write.html",
        known=definition(),
        items=form.items,
        shown=masked(review.pick.case),
    )


@needs("peer-review.end")
def review_step_back(request: Request, review_id: UUID) -> HttpResponse:
    """Give it back, as somebody who may know the client."""
    review = _review(request, review_id, "supervision.step_back")
    if review.is_written:
        raise Http404
    form = StepBackForm(request.POST if request.method == "POST" else None)

    def deed() -> str:
        actions.step_back(review=review, by=request.user, **form.cleaned_data)
        return reverse("review_list")

    return ask_page(
        request,
        form,
        ask=_("Give this case back"),
        lead=_(
            "Do so if you think that you know the client or are kin, or if you have no time."
        ),
        back=review.get_absolute_url(),
        deed=deed,
    )


@needs("peer-review.change")
def review_answer(request: Request, review_id: UUID) -> HttpResponse:
    """The worker's answer."""
    review = _review(request, review_id, "supervision.answer_review")
    if hasattr(review.finding, "reply") and request.method != "POST":
        return redirect(review)
    _note(request, review, is_reviewer=False)
    form = ReplyForm(request.POST or None)

    def deed() -> str:
        actions.answer_review(review=review, by=request.user, **form.cleaned_data)
        return review.get_absolute_url()

    return ask_page(
        request,
        form,
        ask=_("Answer your colleague"),
        lead=review.finding.talk,
        back=review.get_absolute_url(),
        deed=deed,
    )
