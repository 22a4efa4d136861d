"""The contacts of a case: the log, noting one on a phone, what practice says of it, looking back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.models import User
from berdaya.casework.contracts import said_no_on
from berdaya.casework.models import Case
from berdaya.casework.pages import case_for, read_of
from berdaya.casework.sight import may
from berdaya.casework.tabs import tabs_of
from berdaya.casework.words import STAGES, words
from berdaya.contacts import actions
from berdaya.contacts.actions.contacts import NewContact
from berdaya.contacts.facts import last_contact
from berdaya.contacts.forms import FROM_BEFORE, ContactForm, NewContactForm
from berdaya.contacts.models import Contact, Review, Step
from berdaya.contacts.reading import advice_on, profile_of
from berdaya.contacts.review_forms import ReviewForm
from berdaya.contacts.words import PARTICIPATION, ROLES, TECHNIQUES, explained, others
from berdaya.ui.answers import answer
from berdaya.ui.paging import page_of
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


@needs("contact.read")
@require_safe
def contact_list(request: Request, case_id: UUID) -> HttpResponse:
    """What is to be done, and every contact so far, the latest first."""
    case = case_for(request, case_id, "contact.read")
    rows = Contact.objects.visible_to(request.user).of(case).standing()
    page = page_of(
        rows.select_related("entry", "by"),
        request.GET.get("page", ""),
        order=("-on", "-recorded_at", "pk"),
    )
    steps = Step.objects.visible_to(request.user).of(case).open()
    context = {
        "case": case,
        "tabs": tabs_of(case, request.user, "contact_list"),
        "page": page,
        "contacts": [
            (
                it,
                STAGES[it.entry.to_stage],
                words(PARTICIPATION, [it.participation]),
                words(TECHNIQUES, it.techniques),
            )
            for it in page.rows
        ],
        "steps": steps.order_by("due_on", "pk"),
        "today": timezone.localdate(),
        **may_on(request.user, case),
    }
    return render(request, "contacts/contact_list.html", context)


def may_on(user: User, case: Case) -> dict[str, bool]:
    """What `user` may write on this case; nothing on one that is closed."""
    is_open = case.state != Case.State.CLOSED
    return {
        "may_record": is_open and may(user, "contacts.record_contact", case),
        "may_plan": is_open and may(user, "contacts.plan_step", case),
        "may_settle": is_open and may(user, "contacts.settle_step", case),
        "may_note": is_open and may(user, "contacts.write_note", case),
    }


@needs("contact.add")
def contact_new(request: Request, case_id: UUID) -> HttpResponse:
    """Note a contact: what rarely changes stands as it was the last time."""
    case = case_for(request, case_id, "contacts.record_contact")
    if case.state == Case.State.CLOSED:
        raise Http404
    steps = list(Step.objects.visible_to(request.user).of(case).open().order_by("due_on", "pk"))
    before = None if request.method == "POST" else last_contact(case)
    first = {name: getattr(before, name) for name in FROM_BEFORE} if before else {}
    form = NewContactForm(request.POST or None, initial=first, steps=steps)
    if form.is_valid():
        with refusals_in(form):
            said = form.cleaned_data
            done = [UUID(key) for key in said.get("done", ())]
            new = NewContact(said["key"], case, form.told(), done, form.next_step())
            made = actions.record_contact(contact=new, by=request.user)
            messages.success(request, _("Noted."))
            return redirect(made)
    return _form(request, case, form, is_new=True)


def _form(request: Request, case: Case, form: Any, **more: Any) -> HttpResponse:
    context = {
        "case": case,
        "said_no_on": said_no_on(case),
        "roles": explained(ROLES),
        "techniques": explained(TECHNIQUES),
    }
    return answer(request, "contacts/contact_form.html", context | more, form)


@needs("contact.read")
@require_safe
def contact_detail(request: Request, contact_id: UUID) -> HttpResponse:
    """One contact as it stands, with what practice says of it and its earlier versions."""
    user = request.user
    contact = contact_or_404(request, contact_id, "contact.read")
    case = contact.case
    rows = Contact.objects.visible_to(user).versions(contact.first).select_related("by")
    later = next((it for it in rows if it.corrects_id == contact.pk), None)
    review = Review.objects.visible_to(user).filter(contact=contact.first).first()
    is_open = case.state != Case.State.CLOSED
    context = {
        "case": case,
        "contact": contact,
        "stage": STAGES[contact.entry.to_stage],
        "others": others(contact),
        "roles": words(ROLES, contact.roles),
        "techniques": words(TECHNIQUES, contact.techniques),
        "participation": words(PARTICIPATION, [contact.participation]),
        "steps": Step.objects.visible_to(user).of(case).filter(contact=contact.first),
        "advice": [] if later else advice_on(contact),
        "later": later,
        "earlier": [it for it in rows if it.recorded_at < contact.recorded_at],
        "review": review,
        "profile": profile_of(review) if review else [],
        "may_correct": is_open and not later and may(user, "contacts.correct_contact", case),
        "may_review": not review
        and contact.by_id == user.pk
        and may(user, "contacts.review_contact", case),
    }
    return render(request, "contacts/contact_detail.html", context)


def contact_or_404(request: Request, contact_id: UUID, cell: str) -> Contact:
    """The contact, if the user may do or read this of it. Notes that the case is read."""
    rows = Contact.objects.visible_to(request.user, cell).select_related("entry", "by")
    case = ("case__person", "case__family", "case__group", "case__worker", "case__supervisor")
    contact: Contact = get_object_or_404(rows.select_related(*case), pk=contact_id)
    read_of(request, contact.case)
    return contact


@needs("contact.change")
def contact_correct(request: Request, contact_id: UUID) -> HttpResponse:
    """Tell it anew; what was told before stays to be read."""
    contact = contact_or_404(request, contact_id, "contacts.correct_contact")
    if contact.case.state == Case.State.CLOSED:
        raise Http404
    names = ContactForm.base_fields.keys() - {"key"}
    first = {name: getattr(contact, name) for name in names}
    form = ContactForm(request.POST or None, initial=first)
    if form.is_valid():
        with refusals_in(form):
            key = form.cleaned_data["key"]
            made = actions.correct_contact(
                key=key, contact=contact, told=form.told(), by=request.user
            )
            messages.success(request, _("Noted."))
            return redirect(made)
    return _form(request, contact.case, form, contact=contact)


@needs("contact-review.add")
def contact_review(request: Request, contact_id: UUID) -> HttpResponse:
    """Sixteen questions to oneself about a contact that one noted."""
    contact = contact_or_404(request, contact_id, "contacts.review_contact")
    reviewed = Review.objects.visible_to(request.user).filter(contact=contact.first)
    if contact.by_id != request.user.pk or reviewed.exists():
        raise Http404
    form = ReviewForm(request.POST if request.method == "POST" else None, on=contact.on)
    if form.is_valid():
        with refusals_in(form):
            actions.review_contact(contact=contact, answers=form.answers(), by=request.user)
            messages.success(request, _("Noted."))
            return redirect(contact)
    context = {"case": contact.case, "contact": contact}
    return answer(request, "contacts/contact_review.html", context, form)
