"""The log of contacts, and notes."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from berdaya.casefile.blocks import Block, facts, heading, nothing, small, table, words
from berdaya.casefile.pen import Pen
from berdaya.casework.words import STAGES, word
from berdaya.casework.words import words as several
from berdaya.contacts.models import Contact, Note, Review, Step
from berdaya.contacts.reading import WHY, contacts_of, profile_of
from berdaya.contacts.words import PARTICIPATION, ROLES, TECHNIQUES, others


def contacts(pen: Pen) -> Iterator[Block]:
    """Every contact as it stands, oldest first. The client's version says when, and what next."""
    rows = list(contacts_of(pen.case))
    if not rows:
        yield nothing(_("No contact is noted yet."))
    elif pen.is_for_client:
        yield table(
            [_("When"), _("How"), _("How the client took part")],
            [4, 5, 6],
            [
                [
                    pen.day(it.on),
                    str(it.get_kind_display()),
                    word(PARTICIPATION, it.participation),
                ]
                for it in rows
            ],
        )
    else:
        reviews = _reviews(pen)
        for it in rows:
            yield from _contact(it, reviews.get(it.first), pen)
    yield from _steps(pen)


def _contact(it: Contact, review: Review | None, pen: Pen) -> Iterator[Block]:
    title = f"{pen.day(it.on)} · {it.get_kind_display()}"
    yield words(pen.free(it.what), title)
    more = [
        pen.free(it.place),
        others(it),
        word(PARTICIPATION, it.participation),
        _("roles: %(words)s") % {"words": several(ROLES, it.roles)} if it.roles else "",
        _("techniques: %(words)s") % {"words": several(TECHNIQUES, it.techniques)}
        if it.techniques
        else "",
        _("in a crisis") if it.in_crisis else "",
        f"{it.entry.to_stage}. {STAGES[it.entry.to_stage]}",
        _("corrected") if it.origin_id else "",
        pen.user(it.by),
    ]
    yield small(" · ".join(filter(None, more)))
    if review:
        means = [
            f"{title} {'–' if mean is None else mean}" for title, mean in profile_of(review)
        ]
        yield small(_("Looked back, 0 to 100: %(means)s") % {"means": ", ".join(means)})


def _reviews(pen: Pen) -> dict[object, Review]:
    rows = Review.objects.across_areas(why=WHY).of(pen.case)
    return {it.contact_id: it for it in rows}


def _steps(pen: Pen) -> Iterator[Block]:
    yield heading(_("What was agreed to do next"))
    rows = Step.objects.across_areas(why=WHY).of(pen.case).order_by("due_on", "pk")
    yield table(
        [_("By when"), _("What"), _("State")],
        [3, 8, 4],
        [
            [
                pen.day(it.due_on),
                pen.free(it.words),
                ", ".join(filter(None, (str(it.get_state_display()), pen.day(it.settled_on)))),
            ]
            for it in rows
        ],
    )


def notes(pen: Pen) -> Iterator[Block]:
    """Shared notes; the reader's own private ones only where they said so."""
    rows = Note.objects.visible_to(pen.reader).of(pen.case).standing()
    if not pen.own_notes:
        rows = rows.filter(is_private=False)
    found = list(rows.select_related("by").order_by("recorded_at", "pk"))
    if not found:
        yield nothing(_("No note is written yet."))
    for it in found:
        private = f" · {_('PRIVATE')}" if it.is_private else ""
        yield words(
            pen.free(it.text), f"{pen.moment(it.recorded_at)} · {pen.user(it.by)}{private}"
        )
    if pen.own_notes:
        yield facts((_("Private"), _("Your own private notes stand here, as you asked.")))
